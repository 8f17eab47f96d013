"""Make signs that mean the same look the same."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from labkit.cleaning.step import Cell, Example, Missing, ValueStep
from labkit.taiwan.variants import unify

BREAKS = re.compile(r"\s*[\r\n]+\s*")


class NormalizeText(ValueStep):
    """Radicals become characters (⻑ -> 長), full-width letters and digits half width (NFKC), line breaks one blank.

    ``width: false`` leaves ①, ㈱ and full-width signs as they are. ``tai`` writes 臺 or 台 everywhere in the columns;
    without it both stay. Source of the mappings: the Unicode Standard (see taiwan/variants.py).
    """

    step: Literal["normalize_text"] = "normalize_text"
    label: ClassVar[str] = "統一字形與全半形"
    label_en: ClassVar[str] = "Normalise text"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["機構"]}, {"機構": ["⻑照２．０", "臺北\n市", None]}, {"機構": ["長照2.0", "臺北 市", None]}
        ),
        Example({"columns": ["市"], "tai": "臺"}, {"市": ["台北市", "臺北市"]}, {"市": ["臺北市", "臺北市"]}),
    )
    width: bool = True
    tai: Literal["臺", "台"] | None = None

    def value(self, value: Cell) -> Cell | Missing:
        """Return the text with one spelling of each sign."""
        text = BREAKS.sub(" ", unify(str(value), width=self.width))
        return text if self.tai is None else text.replace("台", self.tai).replace("臺", self.tai)
