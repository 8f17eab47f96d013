"""HiddenResult: the result of a metric whose number is not shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from labkit.core.result import Measure
from labkit.poc.result import MetricResult
from labkit.taiwan.roc_dates import roc_text

if TYPE_CHECKING:
    from labkit.poc.found import Found
    from labkit.poc.metric import Metric


class HiddenResult(MetricResult):
    """A result that says that there is a number, and why it is not shown; neither claim nor target is held against it."""

    @classmethod
    def of(cls, metric: Metric, found: Found, sha256: str, as_of: date | None) -> HiddenResult:
        """Return the result of what was found without its number."""
        dated = f"（計算日期：{roc_text(as_of)}）" if as_of else ""
        return cls(
            name=metric.name,
            metric=metric,
            found=found,
            measure=Measure(float("nan"), str(found.amount.unit), design=min(metric.design, found.reached)),
            statement=f"{metric.name}：{found.said}。{dated}",
            sha256=sha256,
            as_of=as_of,
        )

    @property
    def brief(self) -> str:
        """Return the statement, which holds no number."""
        return self.statement

    @property
    def standing(self) -> list[tuple[str, str]]:
        """Return the five things that stand beside each claim, without the number."""
        one = self.metric
        verified = f"{one.verified.by}，{roc_text(one.verified.on)}" if one.verified else "未查核"
        return [
            ("公開說法", one.claim.said if one.claim else "未提供"),
            ("依輸入重算", str(self.found.amount)),
            ("估計與區間", self.found.no_estimate),
            ("查核", verified),
            ("限制", "；".join(one.limits) or "未說明"),
        ]
