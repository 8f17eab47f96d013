"""Streams: the numbers that add up along the links — records, filled cells, sums — and what an attacker supposes of them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from labkit.core.cells import Place
from labkit.privacy.cell_suppression.book import Book, Column, Mask, Numbers
from labkit.privacy.cell_suppression.completion import complete
from labkit.privacy.cell_suppression.links import Links, link, with_meets

TOLERANCE = 1e-7


@dataclass(frozen=True, eq=False, repr=False)
class Stream:
    """Numbers over all places that add up: ``matrix @ truth == 0``.

    ``whole``: counts. ``low``: what the attacker knows that none is below (-inf: nothing). ``n``: the records behind each number.
    ``unseen``: links that no table shows. ``told``: shown by a sibling for ever. Sums are told in units of ``scale``, their median.
    """

    name: str
    whole: bool
    truth: Numbers
    n: Numbers
    low: Numbers
    matrix: sparse.csr_matrix
    present: Mask
    unseen: Mask
    told: Mask
    scale: float = 1.0

    @functools.cached_property
    def by_place(self) -> sparse.csc_matrix:
        """Return the equations column by column: which of them each place stands in."""
        return self.matrix.tocsc()

    def unknown(self, hidden: Mask) -> Mask:
        """Return which numbers the attacker does not see when the places ``hidden`` are."""
        found = self.unseen.copy()
        found[: len(hidden)] |= hidden & self.present[: len(hidden)] & ~self.told[: len(hidden)]
        return found


def streams_of(book: Book, *, zeros: bool = False) -> tuple[list[Stream], int]:
    """Return the streams of a book, counts first, and how many totals turn out not to be the sum of their parts.

    A hidden cell rests on at least 1 record, for cells of none are shown (unless ``zeros``); filled cells of a column may be none.
    Sums are not below 0 where no number is. Means are sums to those who know the count.
    """
    made = _Maker(book, zeros=zeros)
    counts = [stream for column in book.columns if (stream := made.counts(column)) is not None]
    sums = [stream for column in book.columns if (stream := made.sums(column)) is not None]
    return [*sorted(_different(counts), key=lambda one: -float(np.nansum(one.truth))), *sums], made.not_sums


def _different(streams: list[Stream]) -> list[Stream]:
    """Return streams without those that tell the same numbers at the same places."""
    kept: list[Stream] = []
    for one in streams:
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _same(one: Stream, other: Stream) -> bool:
    return np.array_equal(one.truth, other.truth, equal_nan=True) and np.array_equal(one.told, other.told)


class _Maker:
    """Builds streams; links and unseen places are the same for measures that stand at the same places."""

    def __init__(self, book: Book, *, zeros: bool) -> None:
        self.book = book
        self.zeros = zeros
        self.not_sums = 0
        self._known: dict[bytes, tuple[list[Place], Links]] = {}

    def counts(self, column: Column) -> Stream | None:
        """Return the records (or filled cells) behind a measure."""
        held = column.held & (self.book.hidden | ~np.isnan(column.n))
        seen = held & ~np.isnan(column.n)
        records = not self.zeros and bool(np.all(column.n[seen] >= self.book.records[seen]))
        return self._stream(f"{column.measure}（筆數）", column, column.n, held, low=1.0 if records else 0.0)

    def sums(self, column: Column) -> Stream | None:
        """Return the sums behind a measure; None where it is a count, no number, or nothing that adds up."""
        value = np.where(column.n == 0, 0.0, column.value)
        if not column.additive:
            value = value * column.n
        held = column.held & (self.book.hidden | ~np.isnan(value))
        seen = held & ~np.isnan(value)
        if not seen.any() or np.array_equal(value[seen], column.n[seen]):
            return None
        if not column.additive and not self._adds_up(held, value):
            return None
        return self._stream(column.measure, column, value, held, low=0.0 if float(value[seen].min()) >= 0 else -np.inf)

    def _adds_up(self, held: Mask, value: Numbers) -> bool:
        """Tell whether value times count adds up everywhere: then the measure is a mean, and tells its sum."""
        _, links = self._links(held)
        matrix = links.matrix[:, : len(value)]
        certain = np.asarray(abs(matrix) @ np.isnan(value).astype(float) == 0)
        known = np.nan_to_num(value)
        gap, size = np.abs(matrix @ known)[certain], (abs(matrix) @ np.abs(known))[certain]
        many = np.diff(links.matrix.indptr)[certain] > 2  # noqa: PLR2004  (a parent and one child say nothing)
        return bool(many.any()) and bool((gap <= TOLERANCE * np.maximum(size, TOLERANCE)).all())

    def _links(self, held: Mask) -> tuple[list[Place], Links]:
        key = held.tobytes()
        if key not in self._known:
            places = [place for place, here in zip(self.book.places, held, strict=True) if here]
            unseen = with_meets(places)
            present = np.concatenate([held, np.ones(len(unseen), np.bool_)])
            self._known[key] = unseen, link([*self.book.places, *unseen], present)
        return self._known[key]

    def _stream(self, name: str, column: Column, value: Numbers, held: Mask, *, low: float) -> Stream | None:
        if not held.any():
            return None
        unseen, links = self._links(held)
        more, size = len(unseen), len(held)
        new = np.concatenate([np.zeros(size, np.bool_), np.ones(more, np.bool_)])
        truth = np.concatenate([np.where(held, value, np.nan), np.full(more, np.nan)])
        floor = np.fmin(np.where(new, min(low, 0.0), low), truth)
        whole = value is column.n
        truth, matrix, wrong = complete(truth, links.matrix, floor, whole=whole)
        self.not_sums += wrong
        present = np.concatenate([held, np.ones(more, np.bool_)])
        scale = 1.0 if whole else float(np.median(np.abs(truth[present]))) or 1.0
        return Stream(
            name=name,
            whole=whole,
            truth=truth / scale,
            n=np.concatenate([column.n, np.full(more, np.nan)]),
            low=floor / scale,
            matrix=matrix,
            present=present,
            unseen=new,
            told=np.concatenate([column.told, np.zeros(more, np.bool_)]),
            scale=scale,
        )
