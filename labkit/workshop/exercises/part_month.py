"""Which months of a line chart are only partly there."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from labkit.workshop.answers.several import Several
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import ROC_FORMS, written


def make(draw: Random) -> Task:
    """Make a count for each day, from some day of January to some day of June."""
    which = draw.choice(("first", "last", "both"))
    first = date(2024, 1, 1 if which == "last" else draw.randint(9, 22))
    last = date(2024, 6, 30 if which == "first" else draw.randint(8, 20))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    rows: list[list[object]] = [
        ["收件日期", "件數"],
        *([written(day, ROC_FORMS[0]), draw.randint(20, 40)] for day in days),
    ]
    right = {"first": ("113年1月",), "last": ("113年6月",), "both": ("113年1月", "113年6月")}[which]
    others = [one for one in (("113年1月",), ("113年6月",), ("113年1月", "113年6月")) if one != right]
    says = {
        1: "頭尾都要看：第一天是不是 1 日？最後一天是不是月底？",
        2: "有一個月其實是完整的：看看第一天和最後一天。",
    }
    return Task(rows, right, tuple(Trap(one, says[len(one)]) for one in others))


EXERCISE = Exercise(
    title="折線最後掉下去，是真的嗎？",
    theme="圖表",
    minutes=4,
    question="這份資料每天一列。要畫每月件數的折線圖，哪幾個月的資料不完整、不能和別的月比？寫成「113年2月」這樣。",
    answer=Several(what="月份"),
    hints=("看檔案的第一天和最後一天。", "依民國年月做樞紐，數每個月有幾天，和日曆比。"),
    why="只有半個月的資料，件數當然少：不完整的月要拿掉，或改比每日平均。",
    code="""
clean = lk.Recipe(steps=[{"step": "parse_date", "columns": ["收件日期"]}]).apply(q.table)
days = dict(lk.pivot(clean.table, rows="收件日期:民國年月").frame.astype(object).values)
whole = {"113年1月": 31, "113年6月": 30}
answer = [month for month in whole if days[month] < whole[month]]
""",
    often="把最後一個月的下降當成成效。",
    make=make,
    file="每日件數.csv",
)
