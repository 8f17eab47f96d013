"""A number, with its unit."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from labkit.taiwan.numerals import NotANumber, read_number
from labkit.workshop.answer import Answer, Judged, frame_of

SLIPS = {60: "60", 100: "100", 1000: "1,000", 10000: "10,000"}
CLOSE = 1e-3


@dataclass(frozen=True, kw_only=True)
class Number(Answer):
    """A number within ``within`` of the right one. Texts such as 1,200 or １２ are read; the unit may stand behind.

    Feedback tells the direction, the sign, and a factor that hints at the unit; never the number.
    """

    label: ClassVar[str] = "數字"
    unit: str
    within: float = 0.0

    @property
    def form(self) -> str:
        """Return the unit, and how exact the number is to be."""
        exact = f"，誤差 {self.within:g} 以內都算對" if self.within else ""
        return f"請填一個數字（單位：{self.unit}{exact}）。"

    def faults(self, given: Any, right: Any) -> tuple[str, ...]:
        """Return what is wrong with the number."""
        value = _number(given, self.unit)
        if value is None:
            table = "；你交的是一張表，請從表裡取出那一個數字" if frame_of(given) is not None else ""
            return (f"這不是一個數字{table}。{self.form}",)
        wanted = float(right)
        if abs(value - wanted) <= self.within + 1e-9:
            return ()
        if wanted and math.isclose(value, -wanted, rel_tol=CLOSE):
            return ("大小對了，正負號相反：想一想是誰減誰、增加還是減少。",)
        for factor, said in SLIPS.items():
            if wanted and (
                math.isclose(value, wanted * factor, rel_tol=CLOSE)
                or math.isclose(value * factor, wanted, rel_tol=CLOSE)
            ):
                return (f"和正確的數字相差 {said} 倍：多半是單位換算或百分比的寫法。這一題的單位是{self.unit}。",)
        return ("數字太大了：是不是多算了什麼？" if value > wanted else "數字太小了：是不是漏了什麼？",)

    def told(self, right: Any) -> str:
        """Return the number and its unit."""
        return f"{_short(right)} {self.unit}"

    def secrets(self, right: Any) -> tuple[str, ...]:
        """Return the ways to write the number."""
        return tuple(dict.fromkeys((_short(right), _short(right).replace(",", ""), f"{float(right):g}")))

    @classmethod
    def examples(cls) -> tuple[Judged, ...]:
        """Return numbers, texts of numbers, and slips."""
        return (
            Judged(
                cls(unit="元"),
                1200,
                (1200, 1200.0, "1,200", "１２００元", " 1200 ", Decimal(1200)),
                (
                    (1201, "太大"),
                    (1199, "太小"),
                    (-1200, "正負號"),
                    (120000, "100 倍"),
                    ("很多", "不是一個數字"),
                    (float("nan"), "不是一個數字"),
                    (True, "不是一個數字"),
                    ([1200, 3], "不是一個數字"),
                    (10**400, "不是一個數字"),
                    (Decimal("sNaN"), "不是一個數字"),
                    ({"甲": 1200}, "一張表"),
                ),
            ),
            Judged(
                cls(unit="%", within=0.1), 12.5, (12.5, "12.5%", "12.45", 12.6), ((0.125, "100 倍"), (12.7, "太大"))
            ),
        )


def _number(given: Any, unit: str) -> float | None:
    """Return what was handed in as a number; None where it is none."""
    if isinstance(given, str):
        text = given.replace("％", "%").strip().removesuffix(unit if unit == "%" else "")
        found = read_number(text, (unit,))
        return None if isinstance(found, NotANumber) else float(found)
    if isinstance(given, bool) or not isinstance(given, (numbers.Real, Decimal)):
        return None
    try:
        value = float(given)
    except (OverflowError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _short(right: Any) -> str:
    """Return a number in short.

    >>> _short(1200), _short(12.5), _short(2.0)
    ('1,200', '12.5', '2')
    """
    value = round(float(right), 2)
    return f"{int(value):,}" if value.is_integer() else f"{value:,}"
