"""Read times of day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from labkit.cleaning.evidence import Evidence, told
from labkit.cleaning.step import Cell, CellStep, Example, Missing
from labkit.tables.kinds import as_text
from labkit.taiwan.clock import read_clock
from labkit.taiwan.roc_dates import NotADate

NAMED = re.compile(r"時間|時刻|time", re.IGNORECASE)
DURATION = re.compile(r"等[候待]|處理|通話|花費|耗|歷時|時間長|[(（]\s*[分秒時]")
ENOUGH = 0.95
CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")


class ParseTime(CellStep):
    """Times become texts HH:MM:SS, which sort as they run; what cannot be read becomes missing, counted by reason.

    Accepts what ``labkit.taiwan.clock.read_clock`` accepts: 14:30, 下午2時30分, 0956, 095600. Digits that lost their leading
    zero (956) are ambiguous; ``digits: 4`` or ``6`` says how many there were.
    """

    step: Literal["parse_time"] = "parse_time"
    label: ClassVar[str] = "轉成時刻"
    turn: ClassVar[int] = 44
    label_en: ClassVar[str] = "Parse time"
    takes: ClassVar[tuple[str, ...]] = ("text", "number")
    reasons: ClassVar[Mapping[str, str]] = {
        "form": "不是可辨認的時刻",
        "impossible": "寫的時刻不存在（例如 25:00）",
        "ambiguous": "可以讀成兩種時刻（例如 930；確定後請寫 digits）",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["時"]},
            {"時": ["14:30", "下午2時30分", "095600", "956", "25:00", None]},
            {"時": ["14:30:00", "14:30:00", "09:56:00", None, None, None]},
        ),
        Example({"columns": ["時"], "digits": "6"}, {"時": [2800, 95600]}, {"時": ["00:28:00", "09:56:00"]}),
    )
    digits: Literal["4", "6"] | None = None

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it for columns of times that are written in several ways: bare digits, or full-width colons among others."""
        steps = []
        for one in evidence.columns:
            counts = told(one)
            if not counts or DURATION.search(one.name) or one.grain:
                continue
            if not NAMED.search(one.name) and not all(CLOCK.fullmatch(text) for text in counts):
                continue
            width = _digits_of(counts)
            read = sum(count for text, count in counts.items() if _reads(text, width))
            compact = width is not None or any(text.isdigit() for text in counts)
            wide = sum(count for text, count in counts.items() if "：" in text)
            if (compact or wide) and read >= ENOUGH * sum(counts.values()):
                why = f"{read:,} 格是不帶冒號的時刻" if compact else f"{wide:,} 格的冒號是全形"
                steps.append(cls(columns=(one.name,), digits=width, why=why))
        return steps

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the time, or why there is none."""
        cell = cells[0]
        text = as_text(cell).strip()
        if self.digits and text.isdigit():
            text = text.zfill(int(self.digits))
        found = read_clock(text)
        return Missing(found.why) if isinstance(found, NotADate) else found.isoformat()


def _digits_of(counts: Mapping[str, int]) -> Literal["4", "6"] | None:
    """Return how many digits the times had before zeros were lost; None where they are written with signs."""
    if not all(text.isascii() and text.isdigit() for text in counts):
        return None
    cells = sum(counts.values())
    for digits, lengths in (("6", (5, 6)), ("4", (3, 4))):
        if max(len(text) for text in counts) in lengths:
            long = sum(count for text, count in counts.items() if len(text) in lengths)
            return digits if long >= cells / 2 and any(len(text) == int(digits) for text in counts) else None  # type: ignore[return-value]
    return None


def _reads(text: str, digits: Literal["4", "6"] | None) -> bool:
    return not isinstance(read_clock(text.zfill(int(digits)) if digits else text), NotADate)
