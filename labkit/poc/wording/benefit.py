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
    found = result.found if result else None
    start = f"原始值為「{baseline_in_words(metric, found)}」，" if before else "原始值尚未量測（請先量測再填），"
    if before and goal:
        start = f"由原始值「{baseline_in_words(metric, found)}」"
    end = f"{_way(metric)}目標值「{target_in_words(metric, found)}」" if goal else "目標值尚未訂定"
    due = "" if goal is None or goal.by else "；達成日期尚未訂定"
    measured = f"以「{metric.formula}」計算" if metric.formula else "算式尚未寫明"
    how = f"，評估方式為「{metric.method}」" if metric.method else ""
    data = f"，資料來源為{'、'.join(metric.sources)}" if metric.sources else ""
    now = f"目前的數字：{result.statement.removeprefix(f'{metric.name}：')}" if result else ""
    return f"{metric.name}：{start}{end}{due}。{measured}{how}{data}。{now}"


def _way(metric: Metric) -> str:
    """Return 提高到 or 降低到, as the two numbers go; else as the metric's direction says; of an improvement, that it is one."""
    before, goal = metric.baseline, metric.target
    if metric.is_improvement:
        return "改善，改善幅度的"
    if before and goal and before.value is not None and goal.value is not None and before.unit == goal.unit:
        rises, wanted = goal.value > before.value, metric.direction == "越高越好"
        odd = "（與 direction 所寫的相反，請核對）" if metric.direction and rises != wanted else ""
        return f"{'提高到' if rises else '降低到'}{odd}" if goal.value != before.value else "維持在"
    return {"越高越好": "提高到", "越低越好": "降低到", "": "達到"}[metric.direction]
