"""After drawing: whether a chart misleads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.charts.chart import Chart
from labkit.charts.honesty import lint_chart
from labkit.sessions.verdicts._verdict import Check, Verdict, called

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    doubted = {name: found[0].sentence for name, one in several.items() if (found := lint_chart(one))}
    if doubted:
        return Verdict(
            "請看", f"有 {len(doubted)} 張圖要改：{called([f'{name}（{told}）' for name, told in doubted.items()])}"
        )
    return Verdict("好", f"{len(several)} 張圖都沒有發現會誤導的畫法。")


CHARTS = Check(label="圖的誠實", judges=lambda: (Chart,), judge=_judge)
