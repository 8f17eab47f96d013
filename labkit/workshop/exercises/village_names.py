"""How many cases each village has, when its name is written in several ways."""

from __future__ import annotations

from collections import Counter
from random import Random

from labkit.workshop.answers.table import Table
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import KINDS, shuffled

NAMES = ("臺安里", "新臺里", "中興里", "光復里")


def make(draw: Random) -> Task:
    """Make names with 臺 or 台, and with blanks around them."""
    texts: list[str] = []
    for name in NAMES:
        count = draw.randint(8, 15)
        forms = (name, name, name.replace("臺", "台"), f"{name} ", f"　{name}")
        texts += [forms[n % len(forms)] for n in range(count)]
    right = Counter(text.strip().replace("台", "臺") for text in texts)
    traps = (
        Trap(dict(Counter(text.strip() for text in texts)), "臺和台還是分成兩個里：在這份資料裡是同一個。"),
        Trap(
            {name: sum(text == name for text in texts) for name in NAMES},
            "只數到寫得一模一樣的：帶空白、寫「台」的都漏了。",
        ),
    )
    return Task([["類別", "里"], *shuffled(draw, ([draw.choice(KINDS), text] for text in texts))], dict(right), traps)


EXERCISE = Exercise(
    title="每個里各有幾件？",
    theme="清理",
    minutes=4,
    question="里名有的寫臺、有的寫台，有的前後多了空白。每個里各有幾件？里名一律寫「臺」。",
    answer=Table(key="里", value="件數"),
    hints=("先用篩選看里名一共有幾種寫法。", "normalize_text 的 tai 可以統一成「臺」，trim 去掉前後空白，再做樞紐。"),
    why="里名是分組的鍵：寫法不統一，一個里就裂成好幾列，每一列都太小。",
    code="""
steps = [{"step": "normalize_text", "columns": ["里"], "tai": "臺"}, {"step": "trim", "columns": ["里"]}]
clean = lk.Recipe(steps=steps).apply(q.table)
answer = lk.pivot(clean.table, rows="里")
""",
    often="樞紐裡同一個里出現好幾列，以為是不同的里。",
    make=make,
    file="里別.csv",
)
