"""How many cases each month had, when days are written in ROC and AD years."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from labkit.workshop.answers.table import Table
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import AD_FORM, KINDS, ROC_FORMS, shuffled, written

MONTHS = 6


def make(draw: Random) -> Task:
    """Make days of six months, in each month some in AD years."""
    cells: list[list[object]] = []
    counts, roc_only = Counter[str](), Counter[str]()
    for month in range(1, MONTHS + 1):
        name = f"113年{month}月"
        for n in range(draw.randint(6, 14)):
            form = AD_FORM if n < 2 else ROC_FORMS[n % len(ROC_FORMS)]  # noqa: PLR2004
            cells.append([written(date(2024, month, draw.randint(1, 28)), form), draw.choice(KINDS)])
            counts[name] += 1
            roc_only[name] += form != AD_FORM
    rows = [["收件日期", "類別"], *shuffled(draw, cells)]
    traps = (Trap(dict(roc_only), "每個月都少了幾件：西元寫的日期沒有算進去。"),)
    return Task(rows, dict(counts), traps)


EXERCISE = Exercise(
    title="每個月各有幾件？",
    theme="日期",
    minutes=4,
    question="請做一張表：每個月各有幾件。月份寫成「113年1月」這樣。",
    answer=Table(key="年月", value="件數"),
    hints=("先把日期統一，再做樞紐。", "樞紐的 rows 可以寫「收件日期:民國年月」；樞紐的結果可以直接交。"),
    why="依民國年月分組，由真的日期算；民國、西元的寫法都會落在同一個月。",
    code="""
clean = lk.Recipe(steps=[{"step": "parse_date", "columns": ["收件日期"]}]).apply(q.table)
answer = lk.pivot(clean.table, rows="收件日期:民國年月")
""",
    often="用 LEFT、MID 取字，遇到西元或補零的寫法就算到別的月。",
    make=make,
    file="收件日期.csv",
)
