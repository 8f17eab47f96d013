"""Of what a percentage is one: the row, the column, or everything."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import VILLAGES, apart, shuffled

VILLAGE, WITHIN = "新安里", 0.1


def make(draw: Random) -> Task:
    """Make cases by village and way of handing in."""
    online = {name: draw.randint(10, 30) for name in VILLAGES[:4]}
    counter = {name: draw.randint(25, 60) for name in VILLAGES[:4]}
    cases = [[name, "線上"] for name, count in online.items() for _ in range(count)]
    cases += [[name, "臨櫃"] for name, count in counter.items() for _ in range(count)]
    here = online[VILLAGE]
    right = round(100 * here / (here + counter[VILLAGE]), 2)
    traps = apart(
        right,
        Trap(
            round(100 * here / sum(online.values()), 2),
            "這是「線上案件裡，新安里占多少」：分母應該是新安里的全部案件。",
        ),
        Trap(round(100 * here / len(cases), 2), "這是「占全部案件」的百分比：分母應該只有新安里。"),
        Trap(round(100 * here / counter[VILLAGE], 2), "分母只用了臨櫃：應該是線上加臨櫃。"),
        Trap(round(100 - right, 2), "這是臨櫃的比例。"),
        within=WITHIN,
    )
    return Task([["里", "申辦方式"], *shuffled(draw, cases)], right, traps)


EXERCISE = Exercise(
    title="百分之幾，是「什麼」的百分之幾？",
    theme="樞紐",
    minutes=4,
    question="新安里的案件當中，有百分之幾是線上申辦？",
    answer=Number(unit="%", within=WITHIN),
    hints=(
        "先用一句話說出分母：「在……當中」。",
        "樞紐的 show_as：percent_of_row 的分母是那一列，percent_of_col 是那一欄。",
    ),
    why="「A 當中有多少 B」和「B 當中有多少 A」是兩回事；每個百分比都要說出分母。",
    code="""
shares = lk.pivot(q.table, rows="里", columns="申辦方式", show_as="percent_of_row").frame
answer = shares.set_index("里").loc["新安里", "線上"] * 100
""",
    often="選了「欄總和百分比」，分母變成全部的線上案件。",
    make=make,
    file="申辦方式.csv",
)
