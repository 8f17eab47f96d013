"""Find and replace."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from labkit.cleaning.step import Cell, CellStep, Example, Missing


class ReplaceText(CellStep):
    """``find`` becomes ``put`` wherever it stands in the cells of ``columns``; with ``whole`` only where it is the cell.

    Plain text, no pattern. A cell that becomes empty is missing.
    """

    step: Literal["replace_text"] = "replace_text"
    label: ClassVar[str] = "尋找與取代"
    label_en: ClassVar[str] = "Replace text"
    repeats: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["處室"], "find": "科", "put": "課"},
            {"處室": ["登記科", "測量課", None]},
            {"處室": ["登記課", "測量課", None]},
        ),
        Example(
            {"columns": ["處室"], "find": "科", "put": "課", "whole": "true"},
            {"處室": ["登記科", "科"]},
            {"處室": ["登記科", "課"]},
        ),
    )
    find: str = Field(min_length=1)
    put: str = ""
    whole: bool = False

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the text after the replacement."""
        text = str(cells[0])
        if self.whole:
            return (self.put or None) if text == self.find else text
        return text.replace(self.find, self.put) or None
