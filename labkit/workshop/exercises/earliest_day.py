"""Since when the data exist, when days are texts and one of them never was."""

from __future__ import annotations

from datetime import date
from random import Random

from labkit.workshop.answers.day import Day
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import ROC_FORMS, VILLAGES, some_day, written


def make(draw: Random) -> Task:
    """Make days from February on; sorted as texts, October comes first; 2 月 30 日 is none."""
    first = date(2023, 2, draw.randint(3, 9))
    later = [some_day(draw, date(2023, 2, 12), date(2023, 9, 30)) for _ in range(draw.randint(20, 30))]
    october = date(2023, 10, draw.randint(1, 9))
    texts = [written(day, ROC_FORMS[0]) for day in (first, october, *later)] + ["112/1/32"]
    draw.shuffle(texts)
    rows = [["收件日期", "里"], *([text, draw.choice(VILLAGES)] for text in texts)]
    traps = (Trap(october, "這是照文字排序的第一個：文字裡 10 月排在 2 月前面。先轉成日期再排。"),)
    return Task(rows, first, traps)


EXERCISE = Exercise(
    title="資料從哪一天開始？",
    theme="盤點",
    minutes=4,
    question="申請表第 6 項要填「資料時間區間」。這份資料最早的收件日期是哪一天？（不存在的日子不算）",
    answer=Day(),
    hints=(
        "在 Excel 直接排序，排的是文字還是日期？",
        "食譜步驟 parse_date 會把民國日期轉成真的日期，不存在的日子會變成未填。",
    ),
    why="民國日期在 Excel 多半是文字，要先轉成日期才能排序；不存在的日子要找出來，不能拿來當起點。",
    code="""
clean = lk.Recipe(steps=[{"step": "parse_date", "columns": ["收件日期"]}]).apply(q.table)
answer = clean.frame["收件日期"].min()
""",
    often="照文字排序，或把打錯的日子當成最早的一天。",
    make=make,
    file="收件日期.csv",
)
