"""How many kinds of petition make up eighty percent of all."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import apart

NAMES = ("等候太久", "態度", "規費不清楚", "動線", "停車", "系統故障", "文件退補", "電話不通", "空調", "其他設施")
PERCENT = 80


def needed(counts: Sequence[int]) -> int:
    """Return how many of the counts, from the first on, reach eighty percent of all.

    >>> needed([70, 5, 5, 20])
    3
    """
    total, reached = sum(counts), 0
    for number, count in enumerate(counts, start=1):
        reached += count
        if reached * 100 >= PERCENT * total:
            return number
    return len(counts)


def make(draw: Random) -> Task:
    """Make a few large counts and many small ones; the file begins with small ones."""
    large = [draw.randint(60, 150) for _ in range(draw.randint(3, 4))]
    small = [draw.randint(5, 18) for _ in range(len(NAMES) - len(large))]
    counts = [*small[:3], *large, *small[3:]]
    names = draw.sample(NAMES, len(NAMES))
    right = needed(sorted(counts, reverse=True))
    traps = apart(
        right,
        Trap(needed(counts), "要先由多到少排序，再往下累加。"),
        Trap(round(len(NAMES) * PERCENT / 100), "這是「八成的類別」；題目問的是「八成的件數」。"),
        Trap(right - 1, "還差一點才到八成：再加一類。"),
    )
    return Task([["類別", "件數"], *map(list, zip(names, counts, strict=True))], right, traps)


EXERCISE = Exercise(
    title="先處理哪幾類，就解決八成？",
    theme="圖表",
    minutes=4,
    question="陳情類別由多到少排，前幾類合起來就達到全部件數的 80% 以上？",
    answer=Number(unit="類"),
    hints=("先排序，再一類一類往下加。", "這就是柏拉圖（pareto）；用 sort_values 排序、cumsum 累加。"),
    why="少數幾類造成大部分的件數：先做它們。柏拉圖把排序和累計百分比畫在一起。",
    code="""
counts = q.table.frame["件數"].sort_values(ascending=False)
answer = int((counts.cumsum() < 0.8 * counts.sum()).sum()) + 1
""",
    often="忘了先排序；或算成「八成的類別數」。",
    make=make,
    file="陳情.csv",
)
