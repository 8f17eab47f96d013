"""What people wait on average, when counters differ in size."""

from __future__ import annotations

from random import Random
from statistics import mean, median

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import apart, shuffled

WITHIN = 0.05


def make(draw: Random) -> Task:
    """Make a busy counter with long waits, and quiet ones with short waits."""
    waits = {
        "第一櫃檯": [draw.randint(20, 40) for _ in range(draw.randint(50, 60))],
        "第二櫃檯": [draw.randint(5, 15) for _ in range(draw.randint(10, 14))],
        "第三櫃檯": [draw.randint(2, 8) for _ in range(draw.randint(6, 9))],
    }
    people = [[name, wait] for name, told in waits.items() for wait in told]
    everybody = [wait for told in waits.values() for wait in told]
    right = round(mean(everybody), 2)
    traps = apart(
        right,
        Trap(
            round(mean(mean(told) for told in waits.values()), 2),
            "這是三個櫃檯平均的平均：櫃檯人數差很多，不能這樣平均。",
        ),
        Trap(round(median(everybody), 2), "這是中位數；題目問的是平均。"),
        Trap(round(mean(waits["第一櫃檯"]), 2), "這只是第一櫃檯的平均。"),
        within=WITHIN,
    )
    return Task([["櫃檯", "等候分鐘"], *shuffled(draw, people)], right, traps)


EXERCISE = Exercise(
    title="全部的人平均等幾分鐘？",
    theme="樞紐",
    minutes=4,
    question="三個櫃檯的人數差很多。來洽公的人，平均每人等幾分鐘？",
    answer=Number(unit="分鐘", within=WITHIN),
    hints=(
        "問的是「每個人」的平均，不是「每個櫃檯」的平均。",
        "樞紐的總計是由原始紀錄算的；values 用 mean，不要再把各櫃檯平均一次。",
    ),
    why="平均不能再平均：人多的櫃檯要占得重。labkit 的總計一律由原始紀錄重算。",
    code="""
by_counter = lk.pivot(q.table, rows="櫃檯", values={"等候分鐘": "mean"})
answer = by_counter.total
""",
    often="把樞紐裡各櫃檯的平均，再拿來平均一次。",
    make=make,
    file="等候.csv",
)
