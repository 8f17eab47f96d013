"""What fees each village paid, when subtotals stand between the records."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.table import Table
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import KINDS, VILLAGES


def make(draw: Random) -> Task:
    """Make records village by village, a subtotal after each, and a total at the end."""
    rows: list[list[object]] = [["里", "類別", "規費"]]
    right: dict[str, int] = {}
    for village in draw.sample(VILLAGES, 4):
        fees = [draw.randint(1, 50) * 20 for _ in range(draw.randint(6, 10))]
        rows += [[village, draw.choice(KINDS), fee] for fee in fees]
        rows.append(["小計", "", sum(fees)])
        right[village] = sum(fees)
    rows.append(["合計", "", sum(right.values())])
    traps = (
        Trap({**right, "小計": sum(right.values())}, "小計列被當成一個里了：先排除小計、合計。"),
        Trap(
            {**right, "小計": sum(right.values()), "合計": sum(right.values())},
            "小計、合計列都被當成里了：它們是別的列加起來的，不是紀錄。",
        ),
        Trap({name: 2 * value for name, value in right.items()}, "每個里都多了一倍：小計又加了一次。"),
    )
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="每個里繳了多少規費？",
    theme="樞紐",
    minutes=4,
    question="檔案裡每個里後面有一列小計，最後有合計。每個里的規費合計是多少？只算紀錄。",
    answer=Table(key="里", value="規費合計"),
    hints=("小計、合計是別的列加起來的。", "labkit 讀檔時已經把小計、合計分開；直接對 q.table 做樞紐。"),
    why="小計留在資料裡，樞紐就會重複加。q.table.source.total_rows 列出被分開的列。",
    code="""answer = lk.pivot(q.table, rows="里", values={"規費": "sum"})""",
    often="整個範圍選起來做樞紐，小計、合計又加了一次。",
    make=make,
    file="規費明細.csv",
    encoding="cp950",
)
