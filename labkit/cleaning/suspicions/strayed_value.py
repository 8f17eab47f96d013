"""Cells into which the value of a neighbouring, empty column has slipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import ClassVar

import numpy as np

from labkit.cleaning.suspicion import Coded, Positions, Suspicion

SPARSE, WIDEST, FEWEST = 0.2, 60, 20


class StrayedValue(Suspicion):
    """A text that ends, after a blank or a sign, with a value of another column is doubted where that column is empty.

    Both cells are doubted: 「San Francisco CA」 beside an empty state. Only columns that are otherwise filled (four of five
    rows) count.
    """

    label: ClassVar[str] = "像是混入了另一欄的值，而那一欄是空的"
    label_en: ClassVar[str] = "holds the value that another column lacks"

    def find(self, columns: Sequence[Coded]) -> Iterator[tuple[str, Positions]]:
        """Yield the rows of both columns."""
        told = [one for one in columns[:WIDEST] if one.filled >= FEWEST]
        for home, lacking in permutations(told, 2):
            empty = lacking.codes < 0
            if not empty.any() or empty.mean() > SPARSE:
                continue
            known = {value.strip() for value, count in zip(lacking.values, lacking.counts, strict=True) if count}
            rows = [int(row) for row in np.flatnonzero(empty & (home.codes >= 0)) if _ends(home, int(row), known)]
            if rows:
                yield home.name, np.array(rows)
                yield lacking.name, np.array(rows)


def _ends(home: Coded, row: int, known: set[str]) -> bool:
    text = home.values[home.codes[row]].strip()
    head, _, tail = text.replace("，", " ").replace(",", " ").rpartition(" ")
    return bool(head.strip()) and tail in known
