"""Which columns name a person outright, whatever their heading says."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from labkit.workshop.answers.several import Several
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.exercises.id_check import sound
from labkit.workshop.made import KINDS, VILLAGES

FAMILY, GIVEN = "陳林黃張李王吳劉蔡楊", ("志明", "淑芬", "建宏", "雅婷", "家豪", "美玲", "俊傑", "怡君")
DIRECT: dict[str, Callable[[Random], str]] = {
    "姓名": lambda draw: draw.choice(FAMILY) + draw.choice(GIVEN),
    "身分證字號": sound,
    "欄位3": lambda draw: f"0900-000-{draw.randint(0, 999):03}",
    "聯絡方式": lambda draw: f"user{draw.randint(100, 999)}@example.com",
}
OTHERS: dict[str, Callable[[Random], str]] = {
    "里": lambda draw: draw.choice(VILLAGES),
    "類別": lambda draw: draw.choice(KINDS),
    "等候分鐘": lambda draw: str(draw.randint(1, 60)),
    "性別": lambda draw: draw.choice("男女"),
}


def make(draw: Random) -> Task:
    """Make a table with the mobile numbers, and one or two of the others; the headings do not always say what they hold."""
    chosen = ["欄位3", *draw.sample([name for name in DIRECT if name != "欄位3"], draw.randint(1, 2))]
    makers = {name: maker for name, maker in {**DIRECT, **OTHERS}.items() if name in chosen or name in OTHERS}
    names = list(makers)
    draw.shuffle(names)
    rows = [names, *([makers[name](draw) for name in names] for _ in range(40))]
    plainly = [name for name in chosen if name != "欄位3"]
    traps = (
        Trap(plainly, "光看欄名會漏掉：打開每一欄看內容。"),
        Trap(
            [*chosen, "里", "性別"], "里、性別要和別的欄合起來才認得出人，是間接識別；題目問的是單靠一欄就能找到人的。"
        ),
    )
    return Task(rows, tuple(chosen), traps)


EXERCISE = Exercise(
    title="哪些欄單獨就認得出人？",
    theme="個資",
    minutes=4,
    question="這份資料（均為虛構）要給別的機關。哪些欄位單靠那一欄就認得出、找得到某一個人？請列出欄名。",
    answer=Several(what="欄名"),
    hints=("欄名不一定說實話：看內容。", "lk.scan(q.table).frame 的 role 是 direct 的，就是直接識別的欄位。"),
    why="直接識別的欄位不給，或改成代號；里、性別這種間接識別的，要看合起來的組有多小。",
    code="""
found = lk.scan(q.table).frame
answer = found[found["role"] == "direct"]["column"].tolist()
""",
    often="只看欄名，漏掉「欄位3」這種沒有名字的欄；或把里、性別也列進來。",
    make=make,
    file="申請人.csv",
)
