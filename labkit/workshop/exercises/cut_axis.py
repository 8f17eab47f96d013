"""By how much cases really grew, when the axis of the chart does not begin at zero."""

from __future__ import annotations

from random import Random
from typing import Any

from labkit.charts.chart import draw
from labkit.charts.style import to_png
from labkit.core.document import Grid, Picture
from labkit.core.table import Table
from labkit.pivots.pivot import pivot
from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import apart

WITHIN = 0.05


def make(draw: Random) -> Task:
    """Make two years' cases that differ by little, and an axis that makes it look like much."""
    start = draw.randint(80, 95) * 100
    before = start + draw.randint(10, 20) * 10
    after = before + draw.randint(15, 30) * 10
    right = round(100 * (after - before) / before, 2)
    traps = apart(
        right,
        Trap(
            round(100 * (after - before) / (before - start), 2),
            "這是圖上柱子長度的變化：軸不是從零開始，長度不能拿來比。",
        ),
        Trap(after - before, "這是增加的件數，不是百分比。"),
        Trap(round(100 * (after - before) / after, 2), "分母應該是前一年（112 年）。"),
        Trap(round(100 * after / before, 2), "這是「變成百分之幾」；題目問增加了百分之幾。"),
        within=WITHIN,
    )
    rows: list[list[object]] = [["年", "件數"], ["112年", before], ["113年", after]]
    return Task(rows, right, traps, {"start": f"{start:,}"})


def misleading(table: Table, start: str) -> Any:
    """Return the chart, a matplotlib figure, as nobody should draw it: its bars begin at ``start``."""
    chart = draw(pivot(table, rows="年", values={"件數": "sum"}), kind="bar", title="件數大幅增加！（這張圖有問題）")
    figure = chart.figure()
    figure.axes[0].set_xlim(left=float(start.replace(",", "")))
    return figure


def picture(table: Table, task: Task) -> Picture:
    """Return the misleading chart with its words."""
    start = str(task.facts["start"])
    alt = f"長條圖：112 年與 113 年的件數，橫軸從 {start} 件起畫，113 年的柱子長很多。"
    return Picture(to_png(misleading(table, start)), alt, Grid.of(["年", "件數"], list(task.rows)[1:]))


EXERCISE = Exercise(
    title="圖上看起來翻倍，實際增加多少？",
    theme="圖表",
    minutes=4,
    question="下面這張長條圖的橫軸從 {start} 件起畫，113 年的柱子看起來比 112 年長很多。113 年的件數實際比 112 年增加百分之幾？",
    answer=Number(unit="%", within=WITHIN),
    hints=("不看圖，看數字。", "增加的件數除以前一年的件數。"),
    why="長條圖比的是長度，軸一定要從零開始；lk.lint_chart 會指出軸被截斷。",
    code="""
cases = q.table.frame["件數"]
answer = (cases[1] - cases[0]) / cases[0] * 100
""",
    often="用柱子的長度估計倍數；或把後一年當分母。",
    make=make,
    file="件數.csv",
    picture=picture,
)
