"""Which chart answers which question."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.choice import Choice
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import VILLAGES

SCENES = {
    "A": ("哪幾個里的案件最多？依序排出來。", ["里", "件數"]),
    "B": ("這兩年每個月的件數是往上還是往下？", ["年月", "件數"]),
    "C": ("每一案等候的分鐘數怎麼分布？有沒有等特別久的一群？", ["等候分鐘"]),
    "D": ("星期幾的哪個時段最擠？", ["星期", "時段", "人數"]),
}
SAYS = {
    "A": "長條圖適合比較幾個名稱誰多誰少；這一題要看的不是這個。",
    "B": "折線圖的橫軸要是連續的時間；這一題要看的不是時間的走勢。",
    "C": "直方圖看的是一個數字怎麼分布，要有一筆一筆的數值；這一題不是。",
    "D": "熱圖要有兩個分組（例如星期和時段）交叉；這一題沒有。",
    "E": "圓餅圖的角度很難比大小，類別一多就看不出來；這幾題都有更好的選擇。",
}


def make(draw: Random) -> Task:
    """Make the table of one of four questions."""
    right = draw.choice("ABCD")
    asked, columns = SCENES[right]
    body: dict[str, list[list[object]]] = {
        "A": [[name, draw.randint(50, 400)] for name in VILLAGES],
        "B": [[f"{year}年{month}月", draw.randint(300, 600)] for year in (112, 113) for month in range(1, 13)],
        "C": [[draw.randint(1, 60)] for _ in range(40)],
        "D": [[day, hour, draw.randint(5, 60)] for day in "一二三四五" for hour in ("上午", "中午", "下午")],
    }
    traps = tuple(Trap(letter, said) for letter, said in SAYS.items() if letter != right)
    return Task([columns, *body[right]], right, traps, {"asked": asked})


EXERCISE = Exercise(
    title="這個問題該用哪一種圖？",
    theme="圖表",
    minutes=4,
    question="主管問：「{asked}」用哪一種圖最能回答？",
    answer=Choice(options={"A": "長條圖（排序）", "B": "折線圖", "C": "直方圖", "D": "熱圖", "E": "圓餅圖"}),
    hints=("先看要比的是名稱、時間、分布，還是兩個分組的交叉。", "看檔案的第一欄是什麼：它多半就是圖的橫軸。"),
    why="比名稱用排序的長條圖，看走勢用折線，看分布用直方圖，兩個分組交叉用熱圖。",
    code="""
rule = {"里": "A", "年月": "B", "等候分鐘": "C", "星期": "D"}
answer = rule[q.table.columns[0]]
""",
    often="什麼都用圓餅圖；或把沒有先後的類別用折線連起來。",
    make=make,
    file="圖的資料.csv",
)
