"""Marks that stand for something missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from labkit.cleaning.suspicion import Coded, Positions, Suspicion


class MissingMark(Suspicion):
    """－ 略 無 N/A and their like in a column that holds other values too; mark_missing turns them into missing cells."""

    label: ClassVar[str] = "只寫了未填的記號（－、略、N/A 等）"
    label_en: ClassVar[str] = "only a mark of something missing"

    def find(self, columns: Sequence[Coded]) -> Iterator[tuple[str, Positions]]:
        """Yield the rows of marks."""
        for column in columns:
            if column.marked.size and column.filled:
                yield column.name, column.marked
