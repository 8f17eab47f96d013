"""How many written days never were."""

from __future__ import annotations

from datetime import date
from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import KINDS, ROC_FORMS, apart, shuffled, some_day, written

NEVER = ("113/2/30", "112/13/5", "113/4/31", "113/6/31", "112/11/31", "113/9/31")


def make(draw: Random) -> Task:
    """Make days, a leap day that was, leap days that were not, and months that are not."""
    never = draw.sample(NEVER, draw.randint(3, 5))
    not_leap = ["112/2/29", "114/2/29"][: draw.randint(1, 2)]
    leap = ["113/2/29"] * draw.randint(1, 2)
    good = [written(some_day(draw, date(2023, 1, 1), date(2025, 1, 28)), ROC_FORMS[0]) for _ in range(30)]
    texts = [*never, *not_leap, *leap, *good]
    right = len(never) + len(not_leap)
    traps = apart(
        right,
        Trap(right + len(leap), "113 年（2024）是閏年，2 月 29 日是真的。"),
        Trap(len(never), "不是每一年都有 2 月 29 日：看看那一年是不是閏年。"),
        Trap(len(never) + len(leap), "2 月 29 日要一年一年看：西元年能被四整除的才有（113 年＝2024 年）。"),
    )
    rows = [["收件日期", "類別"], *shuffled(draw, ([text, draw.choice(KINDS)] for text in texts))]
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="有幾個日子根本不存在？",
    theme="日期",
    minutes=4,
    question="收件日期欄裡，有幾格寫的日子在日曆上不存在？",
    answer=Number(unit="格"),
    hints=("小月沒有 31 日；2 月要看是不是閏年。", "parse_date 把不存在的日子變成未填，日誌的 made_missing 就是格數。"),
    why="不存在的日子多半是打錯，要找出來問承辦人；不能默默當成別的日子，也不能默默刪掉。",
    code="""
clean = lk.Recipe(steps=[{"step": "parse_date", "columns": ["收件日期"]}]).apply(q.table)
answer = clean.journal["made_missing"].sum()
""",
    often="忘了看閏年：112、114 年沒有 2 月 29 日，113 年有。",
    make=make,
    file="收件日期.csv",
)
