"""What was counted, in words: which table, which period, under which condition, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from labkit.core.expressions.expression import Expression
from labkit.core.messages import say
from labkit.poc.found import Estimate, Line
from labkit.poc.metric import Metric
from labkit.poc.stated import Window
from labkit.poc.take import Taken
from labkit.taiwan.roc_dates import ROC_OFFSET, roc_text

RECORD = "筆"


def period_said(window: Window) -> str:
    """Return the window in words; empty where the metric states none.

    >>> period_said(Window(field="收件日", year=113))
    '民國113年（依收件日）'
    """
    if not window.field:
        return ""
    if window.start is None and window.end is None:
        return f"民國{window.year - ROC_OFFSET}年（依{window.field}）" if window.year else ""
    first, last = (roc_text(day) if day else "" for day in (window.start, window.end))
    span = f"{first} 至 {last}" if first and last else f"{first} 起" if first else f"至 {last}"
    return f"{span}（依{window.field}）"


def conditions(metric: Metric, *others: Expression | None) -> str:
    """Return the filters in words, joined; empty where there is none."""
    return "，而且".join(one.sentence for one in (metric.where, *others) if one is not None)


def counted_lines(metric: Metric, left_out: Mapping[str, int], *others: Expression | None) -> Iterator[Line]:
    """Yield period, filter, and how many records were left out for which reason."""
    if period := period_said(metric.time):
        yield Line("期間", period, "", "指標設定 time")
    if said := conditions(metric, *others):
        yield Line("條件", said, "", "指標設定 where")
    for why, count in left_out.items():
        yield Line(f"未納入：{say(f'left_out.{why}')}", f"{count:,}", RECORD, "計算")


def estimate_of(taken: Taken) -> Estimate | None:
    """Return the take's own interval as an estimate."""
    if taken.low is None or taken.high is None:
        return None
    return Estimate(value=float(taken.value), low=taken.low, high=taken.high, method=taken.method)
