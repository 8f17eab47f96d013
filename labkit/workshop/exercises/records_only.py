"""How many records a file holds, when titles, totals and notes stand in it too."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import KINDS, VILLAGES, case_number


def make(draw: Random) -> Task:
    """Make records with a title above, a total and a note below."""
    count = draw.randint(24, 60)
    fees = [draw.randint(1, 40) * 20 for _ in range(count)]
    body = [[case_number(n), draw.choice(VILLAGES), draw.choice(KINDS), fee] for n, fee in enumerate(fees, start=1)]
    rows: list[list[object]] = [
        ["登記案件收件簿（練習用，內容均為虛構）"],
        ["收件字號", "里", "類別", "規費"],
        *body,
        ["合計", "", "", sum(fees)],
        ["註：規費單位為元。"],
    ]
    traps = (
        Trap(count + 1, "合計列不是一筆案件：你把它也算進去了。"),
        Trap(count + 2, "合計列和註解都不是案件。"),
        Trap(count + 4, "這是整個檔案的列數：標題、欄名、合計、註解都不是案件。"),
        Trap(count - 1, "少了一筆：第一筆案件是不是被當成欄名了？"),
    )
    return Task(rows, count, traps)


EXERCISE = Exercise(
    title="這個檔案有幾筆資料？",
    theme="盤點",
    minutes=3,
    question="申請表第 6 項要填「資料筆數」。這份收件簿有幾筆案件？只算真的案件。",
    answer=Number(unit="筆"),
    hints=(
        "捲到檔案最上面和最下面：哪幾列不是案件？",
        "labkit 讀檔時會分開標題、合計、註解；len(q.table) 是剩下的筆數。",
    ),
    why="標題、欄名、合計、註解都不是紀錄；q.table.source 寫著哪一列被當成什麼、為什麼。",
    code="answer = len(q.table)",
    often="直接看 Excel 左邊的列號，或把合計列也算一筆。",
    make=make,
    file="收件簿.csv",
    encoding="cp950",
)
