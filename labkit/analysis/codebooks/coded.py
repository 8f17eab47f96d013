"""Coded: what the rules of a codebook say of each text; every distinct text is compared once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.analysis.codebooks.codebook import UNCODED, Category, Codebook
from labkit.analysis.codebooks.phrases import finder, plain

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Coded:
    """Rows by categories: ``given`` (what the codebook assigns), ``hits`` (rows by terms), ``empty`` (rows without text)."""

    names: list[str]
    terms: list[tuple[str, str]]
    given: Bools
    hits: Bools
    empty: Bools

    @property
    def uncoded(self) -> Bools:
        """Return which rows have a text and no category."""
        return ~self.empty & ~self.given.any(axis=1)

    def labels_of(self, row: int) -> frozenset[str]:
        """Return the categories of a row; 未歸類 alone where it has none."""
        return frozenset(name for name, has in zip(self.names, self.given[row], strict=True) if has) or frozenset(
            {UNCODED}
        )


def code_texts(book: Codebook, texts: Sequence[Any]) -> Coded:
    """Return the categories of each text; what is missing or blank is ``empty``.

    >>> book = Codebook(categories=[Category(name="等待", include=["等太久"]), Category(name="態度", include=["口氣"])])
    >>> found = code_texts(book, ["等 太久，口氣也差", "路燈不亮", None])
    >>> [sorted(found.labels_of(row)) for row in (0, 1)], found.empty.tolist()
    ([['態度', '等待'], ['未歸類']], [False, False, True])
    """
    compared = ["" if _is_missing(text) else plain(str(text)) for text in texts]
    places = {text: at for at, text in enumerate(dict.fromkeys(compared))}
    at = np.array([places[text] for text in compared], np.int64)
    hits = _matches([term for _, term in book.terms], places)
    given = np.zeros((len(places), len(book.names)), np.bool_)
    for number, category in enumerate(book.categories):
        given[:, number] = _belongs(category, places)
    if book.assign == "first":
        given &= np.cumsum(given, axis=1) == 1
    empty = np.array([not text for text in places], np.bool_)
    return Coded(book.names, book.terms, given[at], hits[at], empty[at])


def missed_examples(book: Codebook) -> list[str]:
    """Return the categories of which the rules miss an example that the codebook gives itself."""
    missed = []
    for category in book.categories:
        found = code_texts(book, category.examples)
        if any(category.name not in found.labels_of(row) for row in range(len(category.examples))):
            missed.append(category.name)
    return missed


def _belongs(category: Category, texts: dict[str, int]) -> Bools:
    has, not_wanted = _matches(list(category.include), texts), _matches(list(category.exclude), texts)
    return np.logical_and(has.any(axis=1), ~not_wanted.any(axis=1))


def _matches(terms: list[str], texts: dict[str, int]) -> Bools:
    found = np.zeros((len(texts), len(terms)), np.bool_)
    for number, term in enumerate(terms):
        test = finder(term)
        found[:, number] = [test(text) for text in texts]
    return found


def _is_missing(value: Any) -> bool:
    return value is None or value != value  # noqa: PLR0124  (NaN is unequal to itself)
