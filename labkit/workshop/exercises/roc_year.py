"""How many cases fall into one ROC year, when days are written in many ways."""

from __future__ import annotations

from datetime import date
from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import AD_FORM, KINDS, ROC_FORMS, apart, shuffled, some_day, wide, written

YEARS = {112: 10, 113: 25, 114: 8}


def make(draw: Random) -> Task:
    """Make days of three years in every form, some in full width."""
    cells, starts, right = [], 0, 0
    for roc, least in YEARS.items():
        for n in range(least + draw.randint(0, 10)):
            day = some_day(draw, date(roc + 1911, 1, 1), date(roc + 1911, 12, 31))
            form = (*ROC_FORMS, AD_FORM)[n % 5]
            text = written(day, form)
            text = wide(text) if n % 7 == 0 else text
            cells.append([text, draw.choice(KINDS)])
            starts += text.startswith("113")
            right += roc == 113  # noqa: PLR2004
    western = sum(written_ad(str(row[0])) for row in cells)
    traps = apart(
        right,
        Trap(starts, "你數的是開頭寫 113 的格：西元、全形、寫了「民國」的都漏了。"),
        Trap(right - western, "西元寫的日期漏掉了。"),
        Trap(len(cells), "這是全部的筆數，不是 113 年的。"),
    )
    return Task([["收件日期", "類別"], *shuffled(draw, cells)], right, traps)


def written_ad(text: str) -> bool:
    """Tell whether a text is a day of 113 in AD years, in half width.

    >>> written_ad("2024-05-02"), written_ad("113/5/2")
    (True, False)
    """
    return text.startswith("2024-")


EXERCISE = Exercise(
    title="民國 113 年有幾件？",
    theme="日期",
    minutes=4,
    question="收件日期有民國也有西元、有全形也有半形。民國 113 年的案件一共幾件？",
    answer=Number(unit="件"),
    hints=("民國年加 1911 就是西元年。", "先用 parse_date 轉成日期，再用樞紐把收件日期依民國年分組。"),
    why="同一天可以有五種寫法；先轉成真的日期，再依年分組，一格都不會漏。",
    code="""
clean = lk.Recipe(steps=[{"step": "parse_date", "columns": ["收件日期"]}]).apply(q.table)
years = lk.pivot(clean.table, rows="收件日期:民國年").frame
answer = dict(years.astype(object).values)["113年"]
""",
    often="只篩選開頭是 113 的格，漏掉西元和全形的寫法。",
    make=make,
    file="收件日期.csv",
)
