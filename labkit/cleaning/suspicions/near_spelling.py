"""Rare spellings that lie close to a common one of the same column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from labkit.cleaning.near import near_pairs
from labkit.cleaning.suspicion import Coded, Positions, Suspicion


class NearSpelling(Suspicion):
    """A value is doubted where another, twenty times as common, is nearly the same (Levenshtein distance).

    Nearly: an eighth of the signs, or word by word a third of each word's signs and half of the words at most.

    Digits, ordinals and signs that tell apart (單 雙, 有 無, 東 西 …) must agree: 第一科 and 第二科 are two things. In Chinese
    one sign of three makes another word (新安里, 新忠里), so Han texts may differ by a tenth of their signs.
    """

    label: ClassVar[str] = "與常見的寫法只差一點，可能是打錯字"
    label_en: ClassVar[str] = "close to a much commoner spelling"

    def find(self, columns: Sequence[Coded]) -> Iterator[tuple[str, Positions]]:
        """Yield the rows of rare spellings that have a common neighbour."""
        for column in columns:
            if found := list(near_pairs(column)):
                yield column.name, column.rows_with([rare for rare, _ in found])
