"""The cells of coded texts: by category, by period and group, together, by term, and the cases behind a rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from labkit.analysis.codebooks.codebook import UNCODED
from labkit.analysis.codebooks.coded import Bools, Coded
from labkit.analysis.codebooks.periods import Grain, period_of
from labkit.analysis.codebooks.spec import CATEGORY, PERIOD, TERM, TOGETHER, CodingSpec, Volume
from labkit.core.cells import CountedCell, Place
from labkit.core.errors import NotNumeric, SpecInvalid, UnknownTable
from labkit.core.table import Table

MOST_GROUPS = 50
TOGETHER_AT_LEAST = 3


def count(keys: Place, measure: str, number: int) -> CountedCell:
    """Return a cell that counts records."""
    return CountedCell(keys, measure, int(number), int(number))


def members(coded: Coded) -> list[tuple[str | None, Bools]]:
    """Return which rows stand in each category, in 未歸類, and (None) have no text."""
    named: list[tuple[str | None, Bools]] = [(name, coded.given[:, at]) for at, name in enumerate(coded.names)]
    return [*named, (UNCODED, coded.uncoded), (None, coded.empty)]


def category_cells(coded: Coded, spec: CodingSpec) -> Iterator[CountedCell]:
    """Count the texts of each category, and all of them."""
    yield count((), spec.texts, len(coded.empty))
    for name, rows in members(coded):
        yield count(((CATEGORY, name),), "count", rows.sum())


def split_cells(
    coded: Coded, spec: CodingSpec, key: str, labels: Sequence[Any], order: Sequence[Any]
) -> Iterator[CountedCell]:
    """Count the texts of each category at each of ``order``; ``labels`` has one for each row."""
    places = {label: at for at, label in enumerate(order)}
    at = np.array([places[label] for label in labels], np.int64)
    for label, total in zip(order, np.bincount(at, minlength=len(order)), strict=True):
        yield count(((key, label),), spec.texts, total)
    for name, rows in members(coded):
        for label, number in zip(order, np.bincount(at[rows], minlength=len(order)), strict=True):
            yield count(((CATEGORY, name), (key, label)), "count", number)


def overlap_cells(coded: Coded) -> Iterator[CountedCell]:
    """Count the texts that stand in two categories, for each pair."""
    for one, name in enumerate(coded.names):
        for two in range(one + 1, len(coded.names)):
            both = (coded.given[:, one] & coded.given[:, two]).sum()
            yield count(((CATEGORY, name), (TOGETHER, coded.names[two])), "count", both)


def term_cells(coded: Coded) -> Iterator[CountedCell]:
    """Count the texts that hold each term, whether or not the category was given."""
    for at, (name, term) in enumerate(coded.terms):
        yield count(((CATEGORY, name), (TERM, term)), "count", coded.hits[:, at].sum())


def always_together(coded: Coded) -> list[list[str]]:
    """Return the terms that stand in exactly the same texts, three texts at least: one of each group would do."""
    groups: dict[bytes, list[str]] = {}
    for at, (_, term) in enumerate(coded.terms):
        if coded.hits[:, at].sum() >= TOGETHER_AT_LEAST:
            groups.setdefault(coded.hits[:, at].tobytes(), []).append(term)
    return [terms for terms in groups.values() if len(set(terms)) > 1]


def groups_of(labels: Iterable[Any], column: str) -> list[Any]:
    """Return the distinct groups in order, the missing one last; raises SpecInvalid above fifty."""
    distinct = set(labels)
    if len(distinct) > MOST_GROUPS:
        raise SpecInvalid(
            place=f"by：{column}", what=f"有 {len(distinct):,} 種值，超過 {MOST_GROUPS} 種。請先分組或改用別的欄位。"
        )
    found = sorted((one for one in distinct if one is not None), key=lambda one: (str(type(one)), one))
    return [*found, None] if None in distinct else found


def cases_by_period(tables: Mapping[str, Table], volume: Volume, grain: Grain) -> dict[str | None, float]:
    """Return the cases of each period of the table that ``volume`` names.

    Raises UnknownTable, UnknownColumn, NotNumeric.
    """
    if volume.table not in tables:
        raise UnknownTable(place="volume", name=volume.table, known=list(tables))
    table = tables[volume.table]
    table.require([volume.period, *([volume.cases] if volume.cases else [])])
    if volume.cases and table.schema[volume.cases] != "number":
        raise NotNumeric(place=table.source.label, column=volume.cases)
    data = table.arrow
    numbers = data.column(volume.cases).to_pylist() if volume.cases else [1] * data.num_rows
    cases: dict[str | None, float] = {}
    for written, number in zip(data.column(volume.period).to_pylist(), numbers, strict=True):
        label = period_of(written, grain)
        cases[label] = cases.get(label, 0) + (number or 0)
    return cases


def case_cells(cases: Mapping[str | None, float], order: Sequence[str | None]) -> Iterator[CountedCell]:
    """Return the cases of each period in which texts were counted."""
    for label in order:
        if cases.get(label):
            yield CountedCell(((PERIOD, label),), "cases", cases[label], int(cases[label]))
