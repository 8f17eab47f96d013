"""What fees add up to, when numbers are written as texts, and brackets mean less than nothing."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import KINDS, apart, shuffled, wide


def make(draw: Random) -> Task:
    """Make plain numbers, thousands, full width, 元 behind, and refunds in brackets."""
    cells: list[tuple[str, int, str]] = []
    for n in range(draw.randint(30, 40)):
        fee = draw.randint(2, 80) * 20
        form = ("plain", "wide", "comma", "unit", "plain", "bracket")[n % 6]
        thousands = f"{fee + 1000:,}"
        text, value = {
            "plain": (str(fee), fee),
            "wide": (wide(str(fee)), fee),
            "comma": (thousands, fee + 1000),
            "unit": (f"{fee}元", fee),
            "bracket": (f"({fee})", -fee),
        }[form]
        cells.append((text, value, form))
    right = sum(value for _, value, _ in cells)
    traps = apart(
        right,
        Trap(sum(abs(value) for _, value, _ in cells), "括號是退費（負數），要減掉，不是加上。"),
        Trap(sum(value for _, value, form in cells if form != "bracket"), "括號裡的退費沒有減掉。"),
        Trap(
            sum(value for _, value, form in cells if form == "plain"),
            "只加到寫得乾淨的格：全形、逗號、元、括號的都被當成文字略過了。",
        ),
    )
    rows = [["類別", "規費"], *shuffled(draw, ([draw.choice(KINDS), text] for text, _, _ in cells))]
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="規費一共多少？",
    theme="清理",
    minutes=4,
    question="規費有全形、千分位、寫了「元」的，括號表示退費。淨收入一共多少元？",
    answer=Number(unit="元"),
    hints=("Excel 的 SUM 會默默略過文字格；看看哪些格靠左。", "食譜步驟 parse_number 讀得懂這些寫法，括號讀成負數。"),
    why="SUM 略過文字格而不說；先轉成數字並數清楚轉了幾格，合計才可信。",
    code="""
clean = lk.Recipe(steps=[{"step": "parse_number", "columns": ["規費"]}]).apply(q.table)
answer = lk.pivot(clean.table, values={"規費": "sum"}).total
""",
    often="直接用 SUM：文字格被略過，合計小了一截也沒有人發現。",
    make=make,
    file="規費.csv",
)
