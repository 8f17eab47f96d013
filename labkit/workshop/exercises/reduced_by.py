"""By how many percent the time fell, when it was measured in minutes before and in seconds after."""

from __future__ import annotations

from random import Random
from statistics import mean

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import apart, shuffled

WITHIN, SECONDS = 0.1, 60


def make(draw: Random) -> Task:
    """Make timings of a step, before in minutes and after in seconds."""
    before = [draw.randint(9, 16) for _ in range(draw.randint(12, 18))]
    after = [draw.randint(120, 260) for _ in range(draw.randint(12, 18))]
    first, then = mean(before), mean(after) / SECONDS
    cells = [["改善前", time, "分"] for time in before] + [["改善後", time, "秒"] for time in after]
    right = round(100 * (first - then) / first, 2)
    traps = apart(
        right,
        Trap(round(100 * then / first, 2), "這是「剩下百分之幾」；題目問減少了百分之幾。"),
        Trap(round(100 * (first - then) / then, 2), "分母應該是改善前。"),
        Trap(round(100 * (first - mean(after)) / first, 2), "改善後的單位是秒：先換成分鐘再比。"),
        Trap(round(first - then, 2), "這是省了幾分鐘，不是百分比。"),
        within=WITHIN,
    )
    return Task([["階段", "時間", "單位"], *shuffled(draw, cells)], right, traps)


EXERCISE = Exercise(
    title="「時間減少八成」，對嗎？",
    theme="宣稱",
    minutes=4,
    question="簡報說某一步驟「時間減少八成」。依這份計時紀錄，平均時間實際減少百分之幾？（減少寫正數）",
    answer=Number(unit="%", within=WITHIN),
    hints=("先看單位欄。", "各階段取平均，換成同一個單位；減少的部分除以改善前。"),
    why="減少的百分比＝（前－後）÷前，兩邊單位要相同；還要寫出各量了幾件、什麼時候量的。",
    code="""
mean = lk.pivot(q.table, rows="階段", values={"時間": "mean"}).frame.set_index("階段")["時間 mean"]
answer = (mean["改善前"] - mean["改善後"] / 60) / mean["改善前"] * 100
""",
    often="沒有看單位；把「剩下」說成「減少」；分母用了改善後。",
    make=make,
    file="計時.csv",
)
