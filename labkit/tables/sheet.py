"""Sheet: a grid of cells as a format's reader saw it, before anybody decided what its rows mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from labkit.core.spec import SpecPart
from labkit.core.table import Decision

Merge = tuple[int, int, int, int]
MISSING_MARKS = frozenset(
    {"-", "－", "—", "–", "…", "...", "*", "略", "無", "N/A", "NA", "n/a", "null", "NULL", "--", "X", "x"}
)
NUMBER = re.compile(r"[-+(△▲]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?%?\)?")
DATE_LIKE = re.compile(r"(?:民國)?\d{2,4}[年/.\-]\d{1,2}(?:[月/.\-]\d{1,2}日?)?.*|\d{2,3}年度?|\d{2,3}Y\d{1,2}M")


class ReadSpec(SpecPart):
    """Decisions of reading, so that an import is replayed and not guessed again. Row numbers are 1-based records.

    ``header_rows: []`` says that there is no header; None leaves a decision to labkit. ``keep`` names kinds of rows
    that stay among the records.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    header_rows: list[int] | None = None
    total_rows: list[int] | None = None
    note_rows: list[int] | None = None
    keep: list[Literal["total", "note", "blank"]] = Field(default_factory=list)
    types: str = Field(default="auto", pattern="^(auto|text)$")


@dataclass(frozen=True)
class Sheet:
    """Rows of cell texts (empty = '') with, for workbooks, each cell's kind: n number, d date, t moment, b truth."""

    rows: list[list[str]]
    name: str | None = None
    kinds: list[list[str]] | None = None
    merges: list[Merge] = field(default_factory=list)
    encoding: str | None = None
    delimiter: str | None = None
    hidden: bool = False
    stray: int = 0
    decisions: list[Decision] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Return how many columns the widest record takes."""
        return max((len(row) for row in self.rows), default=0)


def filled(row: list[str]) -> int:
    """Count the cells that hold more than blanks."""
    return sum(1 for cell in row if cell.strip())


def value_like(cell: str) -> bool:
    """Tell whether a cell looks like a value (number, date, missing mark) rather than a name.

    >>> value_like("1,200"), value_like("113年1月"), value_like("戶數")
    (True, True, False)
    """
    text = cell.strip()
    return text in MISSING_MARKS or bool(NUMBER.fullmatch(text) or DATE_LIKE.fullmatch(text))
