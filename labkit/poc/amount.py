"""Amount: an exact number with its unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from labkit.core.errors import MetricInput
from labkit.poc.units import MINUTES, POWER, Unit, factor_between, joined, number_text


@dataclass(frozen=True)
class Amount:
    """``value`` is exact; ``unit`` is a product of units over a product of units.

    + and - need one unit (% - % are 百分點); * and / combine and cancel units, with a % as a share. Raises UnitMismatch, and
    MetricInput where something is divided by zero.

    >>> str(Amount(Fraction(5), Unit(("分鐘",), ("件",))) * Amount(Fraction(238), Unit(("件",), ("工作天",))))
    '1,190 分鐘/工作天'
    >>> str(Amount.of(62, "%") - Amount.of("59.5", "%"))
    '2.5 百分點'
    """

    value: Fraction
    unit: Unit

    @classmethod
    def of(cls, value: Fraction | int | str, unit: str = "倍") -> Amount:
        """Return ``value`` with the unit written as ``unit``; a text is read as a decimal number."""
        return cls(Fraction(value), Unit.parse(unit))

    def __add__(self, other: Amount) -> Amount:
        """Return the sum; raises UnitMismatch unless the units agree."""
        return Amount(self.value + other.value, joined("+", self.unit, other.unit)[0])

    def __sub__(self, other: Amount) -> Amount:
        """Return the difference; raises UnitMismatch unless the units agree."""
        return Amount(self.value - other.value, joined("-", self.unit, other.unit)[0])

    def __mul__(self, other: Amount) -> Amount:
        """Return the product, units multiplied and cancelled."""
        unit, factor = joined("*", self.unit, other.unit)
        return Amount(self.value * other.value * factor, unit)

    def __truediv__(self, other: Amount) -> Amount:
        """Return the quotient, units divided and cancelled; raises MetricInput for a divisor of zero."""
        if not other.value:
            raise MetricInput(place="", what="除數為 0，無法相除。請核對作為分母的數字。")
        unit, factor = joined("/", self.unit, other.unit)
        return Amount(self.value / other.value * factor, unit)

    def __neg__(self) -> Amount:
        """Return minus the amount."""
        return Amount(-self.value, self.unit)

    def to(self, unit: Unit, *, place: str = "") -> Amount:
        """Return the same amount in ``unit``, exactly; raises UnitMismatch with both units.

        >>> str(Amount.of(1, "倍").to(Unit.parse("%"))), str(Amount.of(90, "分鐘/件").to(Unit.parse("小時/件")))
        ('100 %', '1.5 小時/件')
        """
        return Amount(self.value * factor_between(self.unit, unit, place=place), unit)

    def __str__(self) -> str:
        return f"{number_text(self.value)} {self.unit}"


def people_needed(amount: Amount, inputs: Iterable[Amount] = ()) -> Fraction | None:
    """Return how many people, at 8 hours on each working day, a time a working day takes; None for what is no such time.

    A time a year needs the working days of the year among ``inputs``.

    >>> round(float(people_needed(Amount.of(297_500, "分鐘/年"), [Amount.of(250, "工作天/年")])), 2)
    2.48
    """
    if len(amount.unit.above) != 1 or amount.unit.above[0] not in MINUTES:
        return None
    if amount.unit.below == ("年",):
        days = [one for one in inputs if one.unit == Unit(("工作天",), ("年",)) and one.value > 0]
        amount = amount / days[0] if len(days) == 1 else amount
    return amount.to(Unit((POWER,))).value if amount.unit.below == ("工作天",) else None
