"""Make signs that mean the same look the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import Field

from labkit.cleaning.evidence import Evidence, names_people, one_for_all, told
from labkit.cleaning.levels import BREAKS, mixed_tai, odd_cells
from labkit.cleaning.step import Cell, CellStep, Example, Missing
from labkit.taiwan.variants import unify

CODE = re.compile(r"[A-Z]{1,3}[0-9]{4,}")
ENOUGH = 0.6


class NormalizeText(CellStep):
    """Radicals become characters (⻑ -> 長), full-width letters and digits half width (NFKC), line breaks one blank.

    ``width: false`` leaves ①, ㈱ and full-width signs as they are. ``tai`` writes 臺 or 台 everywhere in the columns;
    without it both stay. ``case`` writes Latin letters upper or lower. ``signs`` writes one sign for another, as a team
    knows it of its private-use characters (造字). Source of the mappings: the Unicode Standard (see taiwan/variants.py).
    """

    step: Literal["normalize_text"] = "normalize_text"
    label: ClassVar[str] = "統一字形與全半形"
    turn: ClassVar[int] = 20
    label_en: ClassVar[str] = "Normalise text"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["機構"]}, {"機構": ["⻑照２．０", "臺北\n市", None]}, {"機構": ["長照2.0", "臺北 市", None]}
        ),
        Example(
            {"columns": ["證號"], "case": "upper", "signs": {"\ue001": "堃"}},
            {"證號": ["a123", "\ue001", None]},
            {"證號": ["A123", "堃", None]},
        ),
        Example({"columns": ["市"], "tai": "臺"}, {"市": ["台北市", "臺北市"]}, {"市": ["臺北市", "臺北市"]}),
    )
    width: bool = True
    tai: Literal["臺", "台"] | None = None
    case: Literal["upper", "lower"] | None = None
    signs: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it for full width, radicals and line breaks, for 臺 beside 台, and for small letters among capitals."""
        odd = {one.name: odd_cells(one.counts) for one in evidence.texts}
        mixed = {one.name: mixed_tai(told(one)) for one in evidence.texts if not names_people(one)}
        small = {one.name: _small(told(one)) for one in evidence.texts}
        return [
            *one_for_all(odd, lambda names, count: cls(columns=names, why=f"{count:,} 格有全形、部首字或換行")),
            *one_for_all(
                mixed,
                lambda names, count: cls(columns=names, width=False, tai="臺", why=f"{count:,} 格把「臺」寫成「台」"),
            ),
            *one_for_all(
                small, lambda names, count: cls(columns=names, case="upper", why=f"{count:,} 格代碼用了小寫字母")
            ),
        ]

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the text with one spelling of each sign."""
        text = BREAKS.sub(" ", unify(str(cells[0]), width=self.width))
        for sign, stands in self.signs.items():
            text = text.replace(sign, stands)
        if self.tai is not None:
            text = text.replace("台", self.tai).replace("臺", self.tai)
        return text if self.case is None else text.upper() if self.case == "upper" else text.lower()


def _small(counts: Mapping[str, int]) -> int:
    """Count the codes in small letters, in a column whose other cells are codes in capitals."""
    upper = sum(count for text, count in counts.items() if CODE.fullmatch(text))
    lower = sum(count for text, count in counts.items() if not CODE.fullmatch(text) and CODE.fullmatch(text.upper()))
    return lower if upper > ENOUGH * sum(counts.values()) else 0
