"""The analysis of persistence as numbers, each from its cells, and the words of its definition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from labkit.analysis.persistence.count import AT_RISK, FOLLOWED, PERSONS, STOPPED, WEEK_NO
from labkit.analysis.persistence.spec import RetentionSpec
from labkit.analysis.shelf import Shelf, is_hidden, share, worked
from labkit.core.cells import HIDDEN_MARK
from labkit.core.document import shown
from labkit.statistics.intervals import wilson
from labkit.statistics.survival import Survival, of_counts

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult

UNKNOWN_WHOLE = "不知道（沒有登記表）"
NO_INTERVAL = "缺分母，無法計算區間"
KM = "Kaplan-Meier"


@dataclass(frozen=True)
class Persistence:
    """The analysis as numbers, each from its cells: D where a cell is hidden, None where nothing is known."""

    result: AnalysisResult

    @cached_property
    def shelf(self) -> Shelf:
        """Return the cells."""
        return Shelf(self.result.cells)

    @property
    def spec(self) -> RetentionSpec:
        """Return the specification."""
        spec = self.result.spec
        if not isinstance(spec, RetentionSpec):
            raise TypeError("persistence is told by a RetentionSpec")
        return spec

    def line(self, key: str, measure: str, group: str) -> list[Any]:
        """Return denominator, count, share in percent, and the limits of its Wilson interval."""
        whole, part = self.shelf(PERSONS, (key, group)), self.shelf(measure, (key, group))
        if whole is None:
            return [UNKNOWN_WHOLE, part, None, NO_INTERVAL, NO_INTERVAL]
        limits = worked(lambda a, b: wilson(a, b) if b else None, part, whole)
        if limits is None:
            return [whole, part, None, NO_INTERVAL, NO_INTERVAL]
        low, high = (limits, limits) if is_hidden(limits) else (round(100 * limit, 2) for limit in limits)
        return [whole, part, share(part, whole), low, high]

    @cached_property
    def curve(self) -> list[Survival | None]:
        """Return the Kaplan-Meier curve, a point a week from the first; None from the first hidden week on."""
        weeks = range(1, self.spec.weeks + 1)
        told = [(self.shelf(AT_RISK, (WEEK_NO, week)), self.shelf(STOPPED, (WEEK_NO, week))) for week in weeks]
        known = next((at for at, pair in enumerate(told) if any(map(is_hidden, pair))), len(told))
        table = [(week, left, gone) for week, (left, gone) in zip(weeks, told[:known], strict=False)]
        return [*of_counts(table), *[None] * (len(told) - known)]

    def going_on(self, week: int) -> list[Any]:
        """Return the Kaplan-Meier share beyond ``week`` in percent with its limits; D once hidden, None once nobody is watched."""
        if week == 0:
            return [worked(lambda _: 100.0, self.shelf(FOLLOWED, (WEEK_NO, 0))), None, None]
        point = self.curve[week - 1]
        if point is None:
            return [HIDDEN_MARK] * 3
        if not point.at_risk:
            return [None] * 3
        return [None if one is None else round(100 * one, 2) for one in (point.share, point.low, point.high)]


def definition(spec: RetentionSpec) -> str:
    """Say what is regular: 加入後前 12 週中至少 8 週有紀錄."""
    days = f"（一週至少 {spec.regular.days} 天）" if spec.regular.days > 1 else ""
    counts = f"，{spec.amount}達 {shown(spec.minimum)} 才算" if spec.amount else ""
    return f"加入後前 {spec.regular.of} 週中至少 {spec.regular.at_least} 週有紀錄{days}{counts}"
