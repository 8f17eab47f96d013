"""Put the texts of several columns together in a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from labkit.cleaning.step import Cell, Example, Missing, Part, ValueStep


class JoinColumns(ValueStep):
    """The new column ``to`` holds the cells of ``columns`` one after the other, with ``between`` between them.

    ``before`` and ``after`` are texts put around them: 新安 becomes 新安里. Where one of them is missing, so is the new cell. Numbers and dates are written as a spreadsheet shows them.
    """

    step: Literal["join_columns"] = "join_columns"
    label: ClassVar[str] = "合併欄位文字"
    label_en: ClassVar[str] = "Join columns"
    repeats: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["區", "里"], "to": "區里", "between": ""},
            {"區": ["萬華區", "萬華區"], "里": ["新安里", None]},
            {"區": ["萬華區", "萬華區"], "里": ["新安里", None], "區里": ["萬華區新安里", None]},
        ),
        Example(
            {"columns": ["村里"], "to": "里", "after": "里"}, {"村里": ["新安"]}, {"村里": ["新安"], "里": ["新安里"]}
        ),
    )
    columns: tuple[str, ...] = Field(min_length=1)
    to: str = Field(min_length=1)
    between: str = " "
    before: str = ""
    after: str = ""

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Read the columns together."""
        del schema
        return (Part(self.columns, {self.to: "text"}),)

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the joined text."""
        return self.before + self.between.join(str(cell) for cell in cells) + self.after
