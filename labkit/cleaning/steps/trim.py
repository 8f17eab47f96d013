"""Take blanks off both ends."""

from __future__ import annotations

from typing import ClassVar, Literal

from labkit.cleaning.step import Cell, Example, Missing, ValueStep

BLANKS = " \t\r\n\f\v\u00a0\u3000\u200b\ufeff"


class Trim(ValueStep):
    """Blanks (half and full width, non-breaking, zero-width) and line breaks at both ends go; a cell of blanks is missing.

    Blanks inside a text stay.
    """

    step: Literal["trim"] = "trim"
    label: ClassVar[str] = "去除前後空白"
    label_en: ClassVar[str] = "Trim"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["里"]}, {"里": ["　新安里 ", "福 星里", "　", None]}, {"里": ["新安里", "福 星里", None, None]}
        ),
    )

    def value(self, value: Cell) -> Cell | Missing:
        """Return the text without its outer blanks."""
        return str(value).strip(BLANKS) or Missing("blank")
