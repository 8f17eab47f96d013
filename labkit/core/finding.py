"""A Finding: something noticed and not changed, by code, place and count; never a cell's value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from labkit.core.messages import say

Level = Literal["info", "warning"]


@dataclass(frozen=True)
class Finding:
    """What was noticed at ``place`` in ``count`` cells, rows or columns.

    >>> Finding("empty_header", place="收件.csv", count=1).sentence
    '收件.csv：1 個欄位沒有標題，以「欄N」命名。'
    """

    code: str
    place: str = ""
    count: int = 0
    level: Level = "info"
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Return the zh-TW sentence of this finding."""
        return say(f"findings.{self.code}", place=self.place, count=f"{self.count:,}", **self.facts)
