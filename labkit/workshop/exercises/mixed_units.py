"""What areas add up to, when some are told in 坪 and some in square metres."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import VILLAGES, apart, shuffled

PING = 400 / 121


def make(draw: Random) -> Task:
    """Make areas in both units."""
    ping = [draw.randint(15, 60) for _ in range(draw.randint(10, 15))]
    metres = [draw.randint(50, 200) for _ in range(draw.randint(10, 15))]
    cells = [[size, "坪"] for size in ping] + [[size, "平方公尺"] for size in metres]
    right = round(sum(ping) * PING + sum(metres), 1)
    traps = apart(
        right,
        Trap(sum(ping) + sum(metres), "單位不同的數字不能直接相加：坪要先換算。"),
        Trap(round(sum(ping) / PING + sum(metres), 1), "換算的方向反了：一坪比一平方公尺大。"),
        Trap(round(sum(ping) + sum(metres) / PING, 1), "這是全部換成坪；題目要的是平方公尺。"),
        within=1,
    )
    rows = [["里", "面積", "單位"], *shuffled(draw, ([draw.choice(VILLAGES), *cell] for cell in cells))]
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="總面積多少平方公尺？",
    theme="清理",
    minutes=4,
    question="面積有的寫坪、有的寫平方公尺。全部合起來是多少平方公尺？（1 坪＝3.3058 平方公尺）",
    answer=Number(unit="平方公尺", within=1),
    hints=("先看「單位」欄有幾種。", "依單位做樞紐取合計，再把坪的合計換算。"),
    why="相加之前先看單位；兩種單位各自合計、換算一次，最不容易錯。",
    code="""
sums = lk.pivot(q.table, rows="單位", values={"面積": "sum"}).frame.set_index("單位")["面積 sum"]
answer = sums["平方公尺"] + sums["坪"] * 3.3058
""",
    often="沒有看單位就加總；或乘除弄反。",
    make=make,
    file="面積.csv",
)
