"""A small closed set of units. 分鐘 never become a bare 「天」; % and 百分點 are different.

Conversions: 1 小時 = 60 分鐘; 1 人日 = 8 人時 (an office day); 1 個 24 小時日 = 1,440 分鐘 (a stretch of time, no working day).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from labkit.core.errors import AmbiguousDay, UnitMismatch

MINUTES: dict[str, Fraction] = {
    "毫秒": Fraction(1, 60_000),
    "秒": Fraction(1, 60),
    "分鐘": Fraction(1),
    "小時": Fraction(60),
    "人時": Fraction(60),
    "人日": Fraction(480),
    "24小時日": Fraction(1440),
}
COUNTED = ("件", "人次", "人", "次", "份", "%", "百分點", "倍", "工作天", "日曆天", "年", "月", "週")
SHORT = {"分": "分鐘"}
AMBIGUOUS = {"天", "日"}
WORDS = {
    "人日": "人日（每人日 8 小時）",
    "24小時日": "個 24 小時日",
    "小時": "小時",
    "人時": "人時",
    "分鐘": "分鐘",
    "秒": "秒",
    "毫秒": "毫秒",
}


@dataclass(frozen=True)
class Unit:
    """A product of units over a product of units, such as 分鐘/件."""

    above: tuple[str, ...]
    below: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, *, place: str = "") -> Unit:
        """Read 「分鐘/件」; raises AmbiguousDay for a bare 天 or 日, UnitMismatch for an unknown unit.

        >>> str(Unit.parse("分/件") * Unit.parse("件/工作天"))
        '分鐘/工作天'
        """
        sides = text.replace("／", "/").split("/")
        names = [[SHORT.get(name.strip(), name.strip()) for name in side.split("×")] for side in sides]
        for name in (name for side in names for name in side):
            if name in AMBIGUOUS:
                raise AmbiguousDay(place=text)
            if name not in MINUTES and name not in COUNTED:
                raise UnitMismatch(
                    place=place, left=text, right="、".join([*MINUTES, *COUNTED]), what="對應：不在可用的單位之中"
                )
        return cls(tuple(names[0]), tuple(name for side in names[1:] for name in side)).reduced()

    def reduced(self) -> Unit:
        """Cancel what stands above and below."""
        above, below = Counter(self.above), Counter(self.below)
        return Unit(tuple((above - below).elements()), tuple((below - above).elements()))

    def __mul__(self, other: Unit) -> Unit:
        """Return the product."""
        return Unit(self.above + other.above, self.below + other.below).reduced()

    def __str__(self) -> str:
        return "/".join(["×".join(self.above) or "1", *self.below])


def short(unit: Unit) -> str:
    """Return the unit as the announcement writes it: 分/日 where the days are working days.

    >>> short(Unit(("分鐘",), ("工作天",)))
    '分/日（工作天）'
    """
    text = str(unit).replace("分鐘", "分")
    return f"{text.removesuffix('/工作天')}/日（工作天）" if unit.below == ("工作天",) else text


def convert(value: float | Fraction, unit: Unit, wanted: str) -> Fraction:
    """Return ``value`` of a time unit in the time unit ``wanted``; exact.

    >>> float(round(convert(297500, Unit(("分鐘",), ("年",)), "人日"), 1))
    619.8
    """
    if wanted in AMBIGUOUS:
        raise AmbiguousDay(place=wanted)
    if len(unit.above) != 1 or unit.above[0] not in MINUTES or wanted not in MINUTES:
        raise UnitMismatch(place="", left=str(unit), right=wanted, what="互換")
    return Fraction(value) * MINUTES[unit.above[0]] / MINUTES[wanted]


def exact_text(value: Fraction) -> str:
    """Return a stated input with all its decimals, so that the working multiplies out; a third is rounded to six.

    >>> exact_text(Fraction("0.25")), exact_text(Fraction(1, 3))
    ('0.25', '0.333333')
    """
    return number_text(value, 6).rstrip("0").rstrip(".") if value.denominator != 1 else number_text(value)


def number_text(value: Fraction, digits: int = 1) -> str:
    """Return a number with its digits grouped, rounded half up to ``digits`` places unless whole.

    >>> number_text(Fraction(297500)), number_text(Fraction(297500, 480))
    ('297,500', '619.8')
    """
    if value.denominator == 1:
        return f"{value.numerator:,}"
    scale = 10**digits
    rounded = (abs(value) * scale + Fraction(1, 2)).__floor__()
    whole, part = divmod(rounded, scale)
    return f"{'-' if value < 0 else ''}{whole:,}.{part:0{digits}}"
