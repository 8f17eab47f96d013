"""預期效益: the sentence for the application form's field 預期效益及未來展望."""

from __future__ import annotations

from labkit.poc.metric import Metric
from labkit.poc.result import MetricResult
from labkit.poc.wording.target import baseline_in_words, target_in_words


def expected_benefit(metric: Metric, result: MetricResult | None = None) -> str:
    """Return from where to where, by when, and how it will be measured; what is missing is said to be missing.

    With ``result`` the number of today stands beside it, as an estimate that is still to be measured.
    """
    before, goal = metric.baseline, metric.target
    start = f"由原始值「{baseline_in_words(metric)}」" if before else "原始值尚未量測（請先量測再填）"
    way = {"越高越好": "提高到", "越低越好": "降低到", "": "達到"}[metric.direction]
    end = f"{way}目標值「{target_in_words(metric)}」" if goal else "，目標值尚未訂定"
    due = "" if goal is None or goal.by else "；達成日期尚未訂定"
    measured = f"以「{metric.formula}」計算" if metric.formula else "算式尚未寫明"
    how = f"，評估方式為「{metric.method}」" if metric.method else ""
    data = f"，資料來源為{'、'.join(metric.sources)}" if metric.sources else ""
    now = f"目前的數字：{result.statement}" if result else ""
    return f"{metric.name}：{start}{end}{due}。{measured}{how}{data}。{now}"
