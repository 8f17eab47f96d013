"""Take blanks off both ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from labkit.cleaning.evidence import Evidence, changed, one_for_all
from labkit.cleaning.step import Cell, CellStep, Example, Missing
from labkit.taiwan.variants import BLANKS


class Trim(CellStep):
    """Blanks (half and full width, non-breaking, zero-width) and line breaks at both ends go; a cell of blanks is missing.

    Blanks inside a text stay.
    """

    step: Literal["trim"] = "trim"
    label: ClassVar[str] = "去除前後空白"
    turn: ClassVar[int] = 10
    label_en: ClassVar[str] = "Trim"
    reasons: ClassVar[Mapping[str, str]] = {"blank": "只有空白"}
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["里"]}, {"里": ["　新安里 ", "福 星里", "　", None]}, {"里": ["新安里", "福 星里", None, None]}
        ),
    )

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it where cells begin or end with blanks."""
        found = {one.name: changed(one.counts, lambda text: text.strip(BLANKS)) for one in evidence.texts}
        return one_for_all(found, lambda names, count: cls(columns=names, why=f"{count:,} 格前後有空白"))

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the text without its outer blanks."""
        return str(cells[0]).strip(BLANKS) or Missing("blank")
