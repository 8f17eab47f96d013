"""A number that rests on too few records of people is not shown, and nothing of the result gives it back.

The mark is that of official statistics (主計總處統計符號 D: 不陳示數值以保護個別資料).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from labkit.core.cells import HIDDEN_MARK
from labkit.core.errors import MetricInput
from labkit.poc.amount import Amount
from labkit.poc.found import Found, Line
from labkit.poc.metric import Metric
from labkit.poc.units import Unit

if TYPE_CHECKING:
    from labkit.poc.result import MetricResult


class HiddenAmount(Amount):
    """A number that is not shown: it has a unit (none where it is not known), prints as D, and whoever asks its value is refused."""

    def __init__(self, unit: Unit, name: str) -> None:
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "name", name)

    @property
    def value(self) -> Fraction:
        """Refuse; so does all arithmetic, which asks for it."""
        raise MetricInput(place=str(vars(self)["name"]), what="紀錄太少而不陳示（D），不能拿來計算。")

    def __str__(self) -> str:
        return f"{HIDDEN_MARK} {self.unit}" if self.unit != Unit() else HIDDEN_MARK

    def __repr__(self) -> str:
        return f"HiddenAmount({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HiddenAmount) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(str(self))


def is_small(metric: Metric, found: Found) -> bool:
    """Tell whether the number rests on 1 to ``metric.least`` − 1 records of a table."""
    return bool(found.used) and found.n is not None and 0 < found.n < metric.least


def hidden_found(metric: Metric, found: Found) -> Found:
    """Return what was found without any number: neither value, nor count, nor what was left out, nor working."""
    return _nothing(metric, found.amount.unit, f"紀錄少於 {metric.least} 筆，不陳示", found)


def found_behind_hidden(metric: Metric, behind: Sequence[MetricResult]) -> Found:
    """Return what a metric finds that is computed from hidden ones: it would give them back, so it is hidden too."""
    names = "、".join(one.metric.name for one in behind)
    unit = Unit.parse(metric.unit, place=metric.name) if metric.unit else Unit(())
    said = f"所根據的「{names}」不陳示，因此也不陳示"
    return _nothing(
        metric, unit, said, Found(amount=HiddenAmount(unit, metric.name), said="", lines=(), asked=tuple(behind))
    )


def _nothing(metric: Metric, unit: Unit, why: str, found: Found) -> Found:
    return Found(
        amount=HiddenAmount(unit, metric.name),
        said=f"{HIDDEN_MARK}（{why}）",
        lines=(Line(metric.name, HIDDEN_MARK, str(unit) if unit != Unit() else "–", why),),
        no_estimate=why,
        reached=found.reached,
        used=found.used,
        asked=found.asked,
        read=found.read,
        period=found.period,
        hidden=True,
    )
