"""How many working days a saving is, and not how many days of twenty-four hours."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import apart

WITHIN = 0.5
OFFICE, CLOCK = 8 * 60, 24 * 60
WORKING_DAYS = 250


def make(draw: Random) -> Task:
    """Make minutes saved in a case, and cases in a day."""
    minutes, cases = draw.randint(3, 9), draw.randint(150, 320)
    year = minutes * cases * WORKING_DAYS
    right = round(year / OFFICE, 1)
    traps = apart(
        right,
        Trap(round(year / CLOCK, 1), "一天算成 24 小時了：上班一天是 8 小時。"),
        Trap(round(year / 60, 1), "這是小時數，不是人天。"),
        Trap(year, "這是分鐘數，不是人天。"),
        Trap(round(minutes * cases / OFFICE, 1), "這是一天省下的；題目問一年。"),
        Trap(round(minutes * cases * 365 / OFFICE, 1), "辦公日不是 365 天。"),
        within=WITHIN,
    )
    rows: list[list[object]] = [
        ["項目", "數值", "單位"],
        ["每件節省", minutes, "分鐘"],
        ["每日件數", cases, "件"],
        ["一年辦公日", WORKING_DAYS, "日"],
    ]
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="省下的時間是幾個人天？",
    theme="宣稱",
    minutes=4,
    question="依檔案的數字，一年一共省下幾個人天？（一個人天＝上班 8 小時；答案取到小數一位）",
    answer=Number(unit="人天", within=WITHIN),
    hints=("先算一年省下幾分鐘。", "一個人天是 480 分鐘；用 1,440 除得到的是日曆上的「天」。"),
    why="「天」有兩種：上班 8 小時，或日曆 24 小時，差三倍。宣稱要寫明是哪一種。",
    code="""
value = q.table.frame["數值"]
answer = value[0] * value[1] * value[2] / (8 * 60)
""",
    often="除以 24 小時；或把分鐘數直接寫成天數。",
    make=make,
    file="節省時間.csv",
)
