"""Which cells have to be hidden so that nobody works out the small one."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.several import Several
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import VILLAGES, shuffled

LEAST = 5


def make(draw: Random) -> Task:
    """Make counts of which one is too small to be shown."""
    names = draw.sample(VILLAGES, 5)
    sizes = [draw.randint(1, LEAST - 1), draw.randint(7, 10), *draw.sample(range(14, 40), 3)]
    people = [[name] for name, size in zip(names, sizes, strict=True) for _ in range(size)]
    rows: list[list[object]] = [["里", "服務"], *([person[0], "送餐"] for person in shuffled(draw, people))]
    traps = (
        Trap(names[:1], "合計還在：合計減去其他的里，就算得出來。要再遮一格。"),
        Trap([names[0], names[-1]], "這樣遮得住，但還可以遮得更少：另一格選小一點的。"),
        Trap(names, "全部遮住就沒有東西可以公開了。"),
    )
    return Task(rows, tuple(names[:2]), traps)


EXERCISE = Exercise(
    title="要遮住哪幾格，才不會被減出來？",
    theme="樞紐",
    minutes=4,
    question="各里人數要公開，合計也要公開，少於 5 人的格不能公開。要遮住哪幾個里，才不會被用減法算出來，而且遮住的人數最少？",
    answer=Several(what="里名"),
    hints=("只遮一格，拿合計減一減看看。", "lk.protect_cells(樞紐, 5) 會選要遮的格；被遮的格是未填。"),
    why="只遮小格，合計一減就出來；要再遮一格，選最小的那一格，損失最少。",
    code="""
safe = lk.protect_cells(lk.pivot(q.table, rows="里"), 5).frame
answer = safe[safe["count"].isna()]["里"].tolist()
""",
    often="只遮小於門檻的那一格，忘了合計還在。",
    make=make,
    file="服務人數.csv",
)
