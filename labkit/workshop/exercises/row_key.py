"""Which columns together tell one row from every other."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.choice import Choice
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import case_number, shuffled

SAYS = {
    "A": {
        "B": "這兩欄合起來不會重複，但是不是用更少的欄就夠了？",
        "D": "再找一次：有一欄從頭到尾沒有重複。",
    },
    "B": {
        "A": "有的收件字號出現不只一次：一案有好幾項。",
        "D": "再找一次：兩欄合起來，有一組從頭到尾沒有重複。",
    },
    "D": {
        "A": "有的收件字號出現不只一次。",
        "B": "收件字號加項次，還是有重複的列：用「設定格式化的條件」再看一次。",
    },
}
OFTEN = "同一個人可能為好幾件案子來：申請人加項次會重複。"


def make(draw: Random) -> Task:
    """Make cases with one item each, with several, or with an item that stands there twice."""
    right = draw.choice("ABD")
    cases = draw.sample(range(100, 999), draw.randint(14, 20))
    items = [(case, item) for case in cases for item in range(1, 2 if right == "A" else draw.randint(2, 4))]
    if right == "D":
        items.append(draw.choice(items))
    people = [f"P{draw.randint(1, 5):03}" for _ in items]
    people[:2] = ["P001", "P001"]
    told = [[case_number(case), item, person] for (case, item), person in zip(items, people, strict=True)]
    told.append([case_number(1000), 1, "P001"])
    says = {**SAYS[right], "C": OFTEN}
    rows = [["收件字號", "項次", "申請人代號"], *shuffled(draw, told)]
    return Task(rows, right, tuple(Trap(letter, said) for letter, said in says.items()))


EXERCISE = Exercise(
    title="哪些欄能認出每一列？",
    theme="盤點",
    minutes=4,
    question="要和別的表連結，先要知道「鍵」：哪一組欄位在每一列都不同？欄數要最少。",
    answer=Choice(options={"A": "收件字號", "B": "收件字號＋項次", "C": "申請人代號＋項次", "D": "沒有任何一組"}),
    hints=(
        "在 Excel 用「移除重複值」試每一組欄位（記得先複製一份），看會不會移掉列。",
        "lk.check 的 unique 會數出有幾列重複。",
    ),
    why="鍵要用數的，不能用猜的：欄名叫「編號」也可能重複。重複的鍵連結之後，列數會變多。",
    code="""
checks = [{"unique": ["收件字號"]}, {"unique": ["收件字號", "項次"]}]
one, two = lk.check(q.table, checks).frame["failures"]
answer = "A" if one == 0 else "B" if two == 0 else "D"
""",
    often="看欄名就猜「收件字號」，沒有去數有沒有重複。",
    make=make,
    file="收件明細.csv",
)
