"""Amount: an exact number with its unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from labkit.poc.units import Unit, number_text


@dataclass(frozen=True)
class Amount:
    """``value`` is exact; ``unit`` is a product of units over a product of units.

    >>> str(Amount(Fraction(5), Unit(("分鐘",), ("件",))) * Amount(Fraction(238), Unit(("件",), ("工作天",))))
    '1,190 分鐘/工作天'
    """

    value: Fraction
    unit: Unit

    def __mul__(self, other: Amount) -> Amount:
        """Return the product, units multiplied and cancelled."""
        return Amount(self.value * other.value, self.unit * other.unit)

    def __str__(self) -> str:
        return f"{number_text(self.value)} {self.unit}"
