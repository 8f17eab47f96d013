"""How many cells are missing, when people write many marks for it, and zero is none of them."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import VILLAGES, apart, case_number, shuffled

MARKS = ("無", "－", "N/A", "不詳")


def make(draw: Random) -> Task:
    """Make fees with blanks, marks and honest zeros."""
    blank, marked, zero = draw.randint(3, 6), draw.randint(8, 14), draw.randint(2, 5)
    cells = [""] * blank + [MARKS[n % len(MARKS)] for n in range(marked)] + ["0"] * zero
    cells += [str(draw.randint(1, 30) * 20) for _ in range(draw.randint(20, 30))]
    body = [
        [case_number(n), draw.choice(VILLAGES), fee] for n, fee in enumerate(shuffled(draw, [[c] for c in cells]), 1)
    ]
    rows: list[list[object]] = [
        ["收件字號", "里", "規費"],
        *([number, village, fee[0]] for number, village, fee in body),
    ]
    right = blank + marked
    traps = apart(
        right,
        Trap(blank, "你只數了空白格：還有別的寫法也表示沒有填。"),
        Trap(marked, "你數了寫著字的格，空白格呢？"),
        Trap(right + zero, "0 元是免收，是有填的：不能和未填混在一起。"),
    )
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="到底有幾格沒有填？",
    theme="盤點",
    minutes=4,
    question="規費欄有幾格其實沒有填？（0 元是免收，算有填；無、－、N/A、不詳都算沒有填）",
    answer=Number(unit="格"),
    hints=("在 Excel 用篩選看這一欄有哪些寫法。", "食譜步驟 mark_missing 的 marks 寫上表示未填的字，再數未填的格。"),
    why="空白、無、－、N/A、不詳都是未填；0 是數字。混在一起，平均和完整度都會錯。",
    code="""
marks = ["無", "－", "N/A", "不詳"]
clean = lk.Recipe(steps=[{"step": "mark_missing", "columns": ["規費"], "marks": marks}]).apply(q.table)
answer = clean.frame["規費"].isna().sum()
""",
    often="只數空白格，或把 0 也當成未填。",
    make=make,
    file="規費.csv",
)
