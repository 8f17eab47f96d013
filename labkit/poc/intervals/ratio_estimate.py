"""The interval of a ratio: Wilson for a part of a whole, records drawn again for two sums of one table, or what inputs carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labkit.poc.amount import Amount
from labkit.poc.found import Estimate, Given
from labkit.poc.inputs import records
from labkit.poc.intervals.spreads import estimated
from labkit.poc.origins.rowwise import ADDITIVE, aligned, given_by_row
from labkit.poc.take import EXACT, Taken
from labkit.poc.units import Unit, factor_between, joined, number_text
from labkit.statistics.levels import Floats
from labkit.statistics.simulate import over

if TYPE_CHECKING:
    from labkit.poc.kinds.ratio import Ratio

NOT_KNOWN = "分子、分母沒有逐筆紀錄或區間；請由同一張資料表量測，或在分子是分母的一部分時寫 part: true"


@dataclass(frozen=True)
class Sides:
    """Both sides of a ratio, as amounts and with what they rest on, and the unit that is wanted."""

    part: Amount
    whole: Amount
    above: Taken
    below: Taken
    wanted: Unit

    @property
    def value(self) -> float:
        """Return the bare quotient."""
        return float(self.part.value / self.whole.value)

    @property
    def times(self) -> float:
        """Return by what a bare quotient is multiplied to stand in the wanted unit."""
        unit, factor = joined("/", self.part.unit, self.whole.unit)
        return float(factor * factor_between(unit, self.wanted))

    @property
    def counted(self) -> bool:
        """Tell whether both are whole numbers of things or people, so that the whole is the n of a share."""
        return self.part.value.denominator == self.whole.value.denominator == 1 and self.whole.unit.is_count

    def estimate(self, low: float, high: float, method: str) -> Estimate:
        """Return an estimate with these bounds of the bare quotient."""
        return Estimate(value=self.value * self.times, low=low * self.times, high=high * self.times, method=method)


def estimate_of(sides: Sides, metric: Ratio, given: Given) -> tuple[Estimate | None, str]:
    """Return the interval of a ratio in the wanted unit, or why there is none."""
    if metric.part and sides.counted:
        return _wilson(sides), ""
    resampled = _resampled(sides, metric, given)
    return (resampled, "") if resampled else _carried(sides, metric)


def _wilson(sides: Sides) -> Estimate:
    from labkit.statistics.intervals import wilson  # noqa: PLC0415

    bounds = wilson(int(sides.part.value), int(sides.whole.value))
    return sides.estimate(*bounds, f"Wilson 區間，n＝{number_text(sides.whole.value)}")


def _resampled(sides: Sides, metric: Ratio, given: Given) -> Estimate | None:
    """Return the interval of two counts or sums over the records of one table; None where they are something else."""
    from labkit.statistics.ratios import RESAMPLES, ratio_interval  # noqa: PLC0415

    above, below = metric.numerator.measured, metric.denominator.measured
    if above is None or below is None or above.table != below.table or {above.take, below.take} - set(ADDITIVE):
        return None
    numbers = [given_by_row(records(one, metric, given)[0], one, metric)[0] for one in (above, below)]
    found = ratio_interval(*aligned(*numbers))
    if found is None:
        return None
    method = f"逐筆重抽 {RESAMPLES:,} 次（bootstrap）區間" if found.resampled else "線性近似區間"
    return sides.estimate(found.low, found.high, method)


def _carried(sides: Sides, metric: Ratio) -> tuple[Estimate | None, str]:
    """Return the interval of two inputs that carry their own, drawn as those of a product are (``spreads``)."""
    taken = (sides.above, sides.below)
    if all(how.exact for how in taken):
        return None, EXACT

    def divided(parts: Sequence[Floats]) -> Floats:
        return over(*parts) * sides.times

    known = estimated(metric, (metric.numerator, metric.denominator), taken, divided)
    return known.estimate, NOT_KNOWN if known.lacking else known.why_not
