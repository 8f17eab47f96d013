"""Cut cells at a sign into several columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from labkit.cleaning.step import Cell, Distinct, Example, Missing, Part, ValueStep


class SplitColumn(ValueStep):
    """The text of ``column`` is cut at ``at`` into the new columns ``into``; blanks around the pieces go.

    Pieces beyond the last column stay together in it, so that nothing is lost; an empty piece is missing.
    """

    step: Literal["split_column"] = "split_column"
    label: ClassVar[str] = "分割欄位"
    label_en: ClassVar[str] = "Split column"
    repeats: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"column": "車種", "at": ";", "into": ["甲", "乙"]},
            {"車種": ["機車;小客車", "人", "人;機車;小客車", None]},
            {
                "車種": ["機車;小客車", "人", "人;機車;小客車", None],
                "甲": ["機車", "人", "人", None],
                "乙": ["小客車", None, "機車;小客車", None],
            },
        ),
    )
    column: str
    at: str = Field(min_length=1)
    into: Distinct = Field(min_length=2)

    def reads(self) -> tuple[str, ...]:
        """Return the column that is cut."""
        return (self.column,)

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Make the new columns."""
        del schema
        return (Part((self.column,), dict.fromkeys(self.into, "text")),)

    def value(self, *cells: Any) -> tuple[Cell | Missing, ...]:
        """Return the pieces."""
        pieces = [piece.strip() or None for piece in str(cells[0]).split(self.at, len(self.into) - 1)]
        return (*pieces, *[None] * (len(self.into) - len(pieces)))
