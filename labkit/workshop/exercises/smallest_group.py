"""How many people look alike at the least, by what neighbours know of each other."""

from __future__ import annotations

from collections import Counter
from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import VILLAGES, apart, shuffled

COLUMNS = ("年齡層", "性別", "里")
AGES = ("18-39", "40-64", "65以上")


def make(draw: Random) -> Task:
    """Make groups of people alike, the smallest of two to four."""
    least = draw.randint(2, 4)
    combinations = draw.sample([(age, sex, village) for age in AGES for sex in "男女" for village in VILLAGES[:4]], 12)
    sizes = [least, *(draw.randint(least + 2, least + 9) for _ in combinations[1:])]
    people = [one for one, size in zip(combinations, sizes, strict=True) for _ in range(size)]
    without = min(Counter(person[:2] for person in people).values())
    traps = apart(
        least,
        Trap(len(sizes), "這是有幾組；k 是最小那一組的人數。"),
        Trap(max(sizes), "這是最大的一組；最危險的是最小的一組。"),
        Trap(round(len(people) / len(sizes), 1), "平均組有多大沒有用：最小那一組的人最容易被認出來。"),
        Trap(without, "三個欄位要一起看：里也算。"),
        Trap(len(people), "這是全部的人數。"),
    )
    return Task([[*COLUMNS], *shuffled(draw, people)], least, traps)


EXERCISE = Exercise(
    title="最小的一組有幾個人？",
    theme="個資",
    minutes=4,
    question="把年齡層、性別、里都相同的人算一組，最小的一組有幾個人（k 值）？",
    answer=Number(unit="人"),
    hints=("三個欄位一起放進樞紐的列，看最小的計數。", "lk.risk 的 quasi_identifiers 放這三欄，結果的 k 就是。"),
    why="鄰居知道這三件事；組越小越容易認出人。k 太小就要併組（例如年齡層放寬），或不公開。",
    code="""
found = lk.risk(q.table, quasi_identifiers=["年齡層", "性別", "里"])
answer = found.k
""",
    often="看平均，或只看兩個欄位。",
    make=make,
    file="服務對象.csv",
)
