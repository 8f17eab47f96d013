"""A small closed set of units. 分鐘 never become a bare 「天」; % and 百分點 are different.

Conversions: 1 小時 = 60 分鐘; 1 人日 = 8 人時 (an office day); 1 個 24 小時日 = 1,440 分鐘 (a stretch of time, no working day);
1 人力 = 480 分鐘/工作天 (one person on each working day); 1 萬件 = 10,000 件; 1 倍 = 100%. Nothing becomes 百分點.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from labkit.core.errors import AmbiguousDay, UnitMismatch, UnitUnknown

MINUTES: dict[str, Fraction] = {
    "毫秒": Fraction(1, 60_000),
    "秒": Fraction(1, 60),
    "分鐘": Fraction(1),
    "小時": Fraction(60),
    "人時": Fraction(60),
    "人日": Fraction(480),
    "24小時日": Fraction(1440),
}
DECIMALS = 15  # what ends within them is written out
POWER = "人力"
FINEST = 9
SHARES = {"%": Fraction(1, 100), "百分點": Fraction(1, 100)}
THINGS = ("件", "人次", "人", "次", "份", "個")
MANY = {"千": 1_000, "萬": 10_000, "十萬": 100_000}
COUNTED = (*THINGS, *SHARES, "倍", "工作天", "日曆天", "年", "月", "週", POWER)
PLAIN = {"倍", "1"}
SCALED = {many + thing: (Fraction(times), thing) for many, times in MANY.items() for thing in THINGS}
SHORT = {"分": "分鐘"}
AMBIGUOUS = {"天", "日"}
WORDS = {
    POWER: "人力（每個工作天 8 小時）",
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
    """A product of units over a product of units, such as 分鐘/件; nothing over nothing is 倍, a bare number."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, *, place: str = "") -> Unit:
        """Read 「分鐘/件」; raises AmbiguousDay for a bare 天 or 日, UnitMismatch for an unknown unit.

        >>> str(Unit.parse("分/件") * Unit.parse("件/工作天")), str(Unit.parse("件/萬件")), str(Unit.parse("倍"))
        ('分鐘/工作天', '件/萬件', '倍')
        """
        sides = text.replace("／", "/").replace("％", "%").split("/")
        names = [[SHORT.get(name.strip(), name.strip()) for name in re.split("[×*]", side)] for side in sides]
        for name in (name for side in names for name in side):
            if name in AMBIGUOUS:
                raise AmbiguousDay(place=text)
            if name not in MINUTES and name not in COUNTED and name not in SCALED and name != "1":
                raise UnitUnknown(place=place, left=name, right="、".join([*MINUTES, *COUNTED]))
        known = [[name for name in side if name not in PLAIN] for side in names]
        return cls(tuple(known[0]), tuple(name for side in known[1:] for name in side)).reduced()

    def reduced(self) -> Unit:
        """Cancel what stands above and below."""
        above, below = Counter(self.above), Counter(self.below)
        return Unit(tuple((above - below).elements()), tuple((below - above).elements()))

    @property
    def is_time(self) -> bool:
        """Tell whether somebody's time stands above: 分鐘, 分鐘/件, 小時/年, 人力."""
        return any(name in MINUTES or name == POWER for name in self.above)

    @property
    def is_count(self) -> bool:
        """Tell whether it counts things or people, and nothing else."""
        return len(self.above) == 1 and self.above[0] in THINGS and not self.below

    def __mul__(self, other: Unit) -> Unit:
        """Return the product."""
        return Unit(self.above + other.above, self.below + other.below).reduced()

    def __truediv__(self, other: Unit) -> Unit:
        """Return the quotient."""
        return Unit(self.above + other.below, self.below + other.above).reduced()

    def __str__(self) -> str:
        return "/".join(["×".join(self.above) or "1", *self.below]) if self.above or self.below else "倍"


def joined(sign: str, left: Unit, right: Unit, *, place: str = "") -> tuple[Unit, Fraction]:
    """Return the unit of ``left sign right`` and what the bare result of the numbers is multiplied by.

    ``+`` and ``-`` need one unit: % - % are 百分點, and % plus or minus 百分點 are %. In ``*`` and ``/`` a % acts as a share
    (20% of 5 minutes is 1 minute) unless the other side is a bare number, which leaves it a %. Raises UnitMismatch.

    >>> [str(joined("-", Unit(("%",)), Unit(("%",)))[0]), str(joined("*", Unit(("分鐘",)), Unit(("%",)))[0])]
    ['百分點', '分鐘']
    """
    if sign in "+-":
        return _added(sign, left, right, place), Fraction(1)
    if sign == "*" and Unit() in (left, right):
        return left * right, Fraction(1)
    if sign == "/" and right == Unit():
        return left, Fraction(1)
    (left, one), (right, other) = _as_share(left), _as_share(right)
    return (left * right, one * other) if sign == "*" else (left / right, one / other)


def _added(sign: str, left: Unit, right: Unit, place: str) -> Unit:
    percent, points = Unit(("%",)), Unit(("百分點",))
    if (sign, left, right) == ("-", percent, percent):
        return points
    if {left, right} == {percent, points} and (sign == "+" or left == percent):
        return percent
    if Counter(left.above) != Counter(right.above) or Counter(left.below) != Counter(right.below):
        what = "相加" if sign == "+" else "相減"
        raise UnitMismatch(place=place, left=str(left), right=str(right), what=what)
    return left


def _as_share(unit: Unit) -> tuple[Unit, Fraction]:
    factor = Fraction(1)
    for name in unit.above:
        factor *= SHARES.get(name, 1)
    for name in unit.below:
        factor /= SHARES.get(name, 1)
    above, below = (tuple(name for name in side if name not in SHARES) for side in (unit.above, unit.below))
    return Unit(above, below), factor


def factor_between(unit: Unit, wanted: Unit, *, place: str = "") -> Fraction:
    """Return by what a number of ``unit`` is multiplied to be one of ``wanted``; raises UnitMismatch with both.

    >>> float(round(1190 * factor_between(Unit.parse("分/工作天"), Unit.parse("人力")), 2))
    2.48
    >>> factor_between(Unit(), Unit.parse("%")), factor_between(Unit(), Unit.parse("件/萬件"))
    (Fraction(100, 1), Fraction(10000, 1))
    """
    (one, parts), (other, others) = _grounded(unit), _grounded(wanted)
    if parts != others or ("百分點" in unit.above) != ("百分點" in wanted.above):
        raise UnitMismatch(place=place, left=str(unit), right=str(wanted), what="互換")
    return one / other


def _grounded(unit: Unit) -> tuple[Fraction, Unit]:
    """Return a unit as a number of minutes, things, days, months and years, so that two can be compared."""
    factor, found = Fraction(1), Unit()
    for side, names in ((1, unit.above), (-1, unit.below)):
        for name in names:
            times, ground = _ground(name)
            factor *= times**side
            found = found * ground if side > 0 else found / ground
    return factor, Unit(tuple(sorted(found.above)), tuple(sorted(found.below)))


def _ground(name: str) -> tuple[Fraction, Unit]:
    if name in MINUTES:
        return MINUTES[name], Unit(("分鐘",))
    if name == POWER:
        return MINUTES["人日"], Unit(("分鐘",), ("工作天",))
    if name in SCALED:
        times, thing = SCALED[name]
        return times, Unit((thing,))
    return (SHARES[name], Unit()) if name in SHARES else (Fraction(1), Unit((name,)))


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
    """Return a stated input with all its decimals, so that the working multiplies out; a third is rounded to six digits.

    >>> exact_text(Fraction("0.25")), exact_text(Fraction(1, 3)), exact_text(Fraction("0.0000125"))
    ('0.25', '0.333333', '0.0000125')
    """
    if value.denominator == 1:
        return number_text(value)
    ends = 10**DECIMALS % value.denominator == 0
    digits = DECIMALS if ends else max(6, 5 - math.floor(math.log10(abs(value))))
    return number_text(value, digits).rstrip("0").rstrip(".")


def number_text(value: Fraction, digits: int = 1) -> str:
    """Return a number with its digits grouped, rounded half up to ``digits`` places unless whole; what is small is no 0.

    >>> number_text(Fraction(297500)), number_text(Fraction(297500, 480)), number_text(Fraction(-3, 1000))
    ('297,500', '619.8', '-0.003')
    """
    if value.denominator == 1:
        return f"{value.numerator:,}"
    scale = 10**digits
    rounded = (abs(value) * scale + Fraction(1, 2)).__floor__()
    if not rounded and digits < FINEST:
        return number_text(value, digits + 1)
    whole, part = divmod(rounded, scale)
    return f"{'-' if value < 0 and rounded else ''}{whole:,}.{part:0{digits}}"
