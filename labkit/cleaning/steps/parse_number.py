"""Read numbers: thousands, units, percent, brackets, Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Self

from labkit.cleaning.evidence import Evidence, told
from labkit.cleaning.step import Cell, CellStep, Example, Kind, Missing, Part
from labkit.taiwan.numerals import MEASURES, NotANumber, read_number

CODES = re.compile(
    r"[編代案字證卡學帳]號|代碼|號碼|電話|市話|手機|傳真|統編|郵遞區號|年|月|日|期|時間|地址|座標|項次|序|班|樓|層|級|星期|章|節|條|款|版|出席"
    r"|phone|zip|code|(?:^|_)(?:id|no|number)$",
    re.IGNORECASE,
)
WITH_UNIT = re.compile(r"^[-+]?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?P<unit>[^\s0-9,./:()%％\-百千萬億兆]{1,8}\.?)$")
LEADING_ZERO = re.compile(r"^0[0-9]")
ENOUGH, MOST_UNITS, OFTEN, CODE_LENGTH = 0.95, 6, 0.1, 5
LARGEST = 10**15


class ParseNumber(CellStep):
    """Texts become numbers; what is no number, or can be read two ways, becomes missing, counted by reason.

    Accepts what ``labkit.taiwan.numerals.read_number`` accepts: 1,234 △5 (5) 3.5萬 12千元 45% 一百二十三. ``units`` are words
    after the number that are taken off; 元 always is. 45% becomes 0.45, or 45 with ``percent: points``. ``whole`` makes
    whole numbers of columns that hold nothing else: a fraction is then refused cell by cell.
    """

    step: Literal["parse_number"] = "parse_number"
    label: ClassVar[str] = "轉成數字"
    turn: ClassVar[int] = 44
    label_en: ClassVar[str] = "Parse number"
    result: ClassVar[Kind] = "number"
    reasons: ClassVar[Mapping[str, str]] = {
        "form": "不是數字",
        "ambiguous": "可以讀成兩種數字（例如 1,23）",
        "fraction": "不是整數（whole）",
        "too_large": "超過 15 位數，數字會失真（多半是帳號或代碼，請留作文字）",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["額"]},
            {"額": ["1,200", "(3)", "△５", "3.5萬", "45%", "一百零五", "1,23", "約30", None]},
            {"額": [1200.0, -3.0, -5.0, 35000.0, 0.45, 105.0, None, None, None]},
        ),
        Example({"columns": ["oz"], "units": ["oz", "oz."]}, {"oz": ["12.0 oz", "16 oz."]}, {"oz": [12.0, 16.0]}),
        Example({"columns": ["件"], "whole": "true"}, {"件": ["1,200", "3.5"]}, {"件": [1200, None]}),
    )
    units: tuple[str, ...] = ()
    percent: Literal["fraction", "points"] = "fraction"
    whole: bool = False

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Make whole numbers where that was asked for."""
        kind: Kind = "integer" if self.whole else "number"
        return tuple(Part(part.reads, dict.fromkeys(part.makes, kind)) for part in super().parts(schema))

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it for texts of which nineteen of twenty are numbers and none is a code."""
        return [
            cls(columns=(one.name,), units=units, whole=whole, percent=percent, why=why)
            for one in evidence.texts
            if one.kind in {"number", "text"} and not CODES.search(one.name)
            for units, whole, percent, why in _numbers(told(one))
        ]

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the number, or why there is none."""
        text = str(cells[0])
        found = read_number(text, self.units)
        if isinstance(found, NotANumber):
            return Missing(found.why)
        if self.percent == "points" and "%" in text.replace("％", "%"):
            found *= 100
        if abs(found) > LARGEST:
            return Missing("too_large")
        if not self.whole:
            return float(found)
        return int(found) if found == found.to_integral_value() else Missing("fraction")


def _numbers(counts: Counter[str]) -> Iterator[tuple[tuple[str, ...], bool, Literal["fraction", "points"], str]]:
    """Yield units, whole, percent and reason where the texts are numbers."""
    plain = [unicodedata.normalize("NFKC", text) for text in counts]
    if not plain or any(LEADING_ZERO.match(text) for text in plain) or _collide(plain):
        return
    if len({len(text) for text in counts if text.isdigit()}) == 1 and min(map(len, counts)) >= CODE_LENGTH:
        return  # digits of one length are a code
    taken = _units(counts)
    read = {text: found for text in counts if not isinstance(found := read_number(text, taken), NotANumber)}
    cells = sum(counts[text] for text in read)
    arabic = sum(counts[text] for text in read if any(sign.isdigit() for sign in text))
    if cells < ENOUGH * sum(counts.values()) or arabic < cells / 2 or max(map(abs, read.values())) > LARGEST:
        return  # 一 二 三 are names of things, and long digits accounts
    percent = sum(counts[text] for text in read if text.endswith(("%", "％")))
    points: Literal["fraction", "points"] = "points" if 0 < percent < cells else "fraction"
    whole = all(found == found.to_integral_value() for found in read.values()) and not percent
    told_units = f"，數字後有單位（{'、'.join(taken)}）" if taken else ""
    mixed = f"，其中 {percent:,} 格寫了百分比、其他沒寫，請確認單位" if points == "points" else ""
    others = sum(counts.values()) - cells
    lost = f"；另有 {others:,} 格不是數字，會變成未填" if others else ""
    yield taken, whole, points, f"{cells:,} 格是數字{told_units}{mixed}{lost}"


def _units(counts: Counter[str]) -> tuple[str, ...]:
    """Return the units that stand after numbers: measures in Chinese, any few words in Latin letters that come often."""
    units = Counter[str]()
    for text, count in counts.items():
        if match := WITH_UNIT.match(text):
            units[match["unit"]] += count
    latin = [unit for unit in units if unit.isascii()]
    often = sum(units[unit] for unit in latin) >= OFTEN * sum(counts.values())
    kept = [unit for unit in units if unit in MEASURES or (unit.isascii() and often and len(latin) <= MOST_UNITS)]
    return tuple(sorted(kept))


def _collide(texts: list[str]) -> bool:
    """Tell whether 1.1 and 1.10 stand side by side: sections or months, which would become one number."""
    decimals = {text for text in texts if re.fullmatch(r"[0-9]+\.[0-9]+", text)}
    return any(text.endswith("0") and text.rstrip("0") in decimals for text in decimals)
