"""How many cases there are, when one number is written in several ways."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import VILLAGES, apart, case_number, shuffled, wide


def make(draw: Random) -> Task:
    """Make cases of which some stand there again: as they were, in full width, or with blanks."""
    cases = [case_number(number) for number in draw.sample(range(1, 999), draw.randint(20, 30))]
    again = draw.sample(cases, 9)
    more = [*again[:2], *(wide(case) for case in again[2:5]), *(f"{case} " for case in again[5:7])]
    more += [case.replace("第", "第 ") for case in again[7:]]
    texts = [*cases, *more]
    right = len(cases)
    traps = apart(
        right,
        Trap(len(texts), "這是列數：有的案件出現兩次。"),
        Trap(len(set(texts)), "看起來不同的寫法也可能是同一案：全形、空白要先統一。"),
        Trap(len({text.strip() for text in texts}), "頭尾空白去掉了，全形和中間的空白還沒有。"),
        Trap(right - len(more), "重複的案件要留下一筆，不是全部刪掉。"),
    )
    rows = [["收件字號", "里"], *shuffled(draw, ([text, draw.choice(VILLAGES)] for text in texts))]
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="一共是幾個案件？",
    theme="清理",
    minutes=4,
    question="同一個收件字號有全形、有多空白的寫法。不重複的案件一共幾件？",
    answer=Number(unit="件"),
    hints=(
        "用 LEN 量量看：看起來一樣的字號，長度一樣嗎？",
        "先 normalize_text 統一全半形，再 replace_text 去掉空白，最後 deduplicate。",
    ),
    why="電腦眼中多一個空白就是另一個案件；統一寫法之後再去除重複，日誌會說刪了幾列。",
    code="""
steps = [{"step": "normalize_text", "columns": ["收件字號"]}]
steps += [{"step": "replace_text", "columns": ["收件字號"], "find": " "}]
steps += [{"step": "deduplicate", "columns": ["收件字號"]}]
answer = len(lk.Recipe(steps=steps).apply(q.table).table)
""",
    often="直接按「移除重複值」：全形和帶空白的寫法還在。",
    make=make,
    file="收件字號.csv",
)
