"""Cells that break a rule which nearly all rows keep: this column decides that one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np

from labkit.cleaning.suspicion import Coded, Positions, Suspicion

AGREE, MAJORITY, FEWEST, GROUP, BETTER = 0.9, 0.8, 20, 3, 0.25
WIDEST = 60


class BrokenDependency(Suspicion):
    """Where one column decides another in nine rows of ten (an approximate functional dependency), the minority is doubted.

    Only groups of three rows and more in which four of five agree count, and only rules that say more than the column's
    commonest value does. Of several rules most must be broken: a Portland in another state keeps its brewery's rule. Measure: g3 of Kivinen and Mannila (1995).
    """

    label: ClassVar[str] = "與同組其他列不一致（另一欄幾乎決定了這一欄）"
    label_en: ClassVar[str] = "in disagreement with the other rows of its group"

    def find(self, columns: Sequence[Coded]) -> Iterator[tuple[str, Positions]]:
        """Yield the rows that break a rule."""
        told = [one for one in columns[:WIDEST] if 1 < np.count_nonzero(one.counts) <= one.filled / 2]
        for right in told:
            against = np.zeros(right.codes.size, np.int64)
            asked = np.zeros(right.codes.size, np.int64)
            for left in told:
                if left is not right:
                    judged, doubted = _minority(left, right)
                    asked[judged] += 1
                    against[doubted] += 1
            if (rows := np.flatnonzero(2 * against > asked)).size:
                yield right.name, rows


def _minority(left: Coded, right: Coded) -> tuple[Positions, Positions]:
    """Return the rows that ``left`` can judge, and those whose ``right`` differs from most rows with their ``left``."""
    both = (left.codes >= 0) & (right.codes >= 0)
    groups, cells = left.codes[both], right.codes[both]
    none = np.empty(0, np.int64)
    if groups.size < FEWEST:
        return none, none
    width = len(right.values)
    pairs, inverse, counts = np.unique(groups * width + cells, return_inverse=True, return_counts=True)
    owner = pairs // width
    sizes = np.bincount(owner, weights=counts, minlength=len(left.values))
    most = np.zeros(len(left.values))
    np.maximum.at(most, owner, counts)
    large = sizes >= GROUP
    rows, kept = sizes[large].sum(), most[large].sum()
    common = right.counts.max() / max(right.filled, 1)
    if rows < groups.size / 2 or kept < AGREE * rows or (rows - kept) > BETTER * (1 - common) * rows:
        return none, none
    firm = large & (most >= MAJORITY * sizes)
    places = np.flatnonzero(both)
    return places[firm[owner][inverse]], places[(firm[owner] & (counts < most[owner]))[inverse]]
