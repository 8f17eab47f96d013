"""How long cases take, when days are seven digits that invite subtraction."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from statistics import mean, median

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import ROC_FORMS, apart, case_number, written

COMPACT = ROC_FORMS[2]
CROSSING = 3


def make(draw: Random) -> Task:
    """Make cases that mostly cross the end of a month, and two that took very long."""
    count = 2 * draw.randint(10, 14) + 1
    taken = sorted([draw.randint(4, 12) for _ in range(count - 2)] + [draw.randint(80, 120), draw.randint(150, 200)])
    rows: list[list[object]] = [["收件字號", "收件日", "結案日"]]
    wrong = []
    draw.shuffle(taken)
    for number, days in enumerate(taken, start=1):
        month, late = draw.randint(1, 9), number % 4 != 0
        start = date(2024, month, draw.randint(26, 28) if late else draw.randint(1, 5))
        end = start + timedelta(days=days)
        told = [written(start, COMPACT), written(end, COMPACT)]
        wrong.append(int(told[1]) - int(told[0]))
        rows.append([case_number(number), *told])
    right = int(median(taken))
    traps = apart(
        right,
        Trap(int(median(wrong)), "日期不能當數字相減：1130501 減 1130430 不是 71 天。先轉成日期。"),
        Trap(round(mean(taken), 1), "這是平均：被少數拖很久的案件拉高了。題目問的是中位數。"),
        Trap(right + 1, "多了一天：收件當天結案算 0 天。"),
    )
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="一般要等幾天？",
    theme="日期",
    minutes=4,
    question="從收件日到結案日，天數的中位數是幾天？（同一天結案算 0 天）",
    answer=Number(unit="天"),
    hints=(
        "1130430 的隔天是 1130501，直接相減不對。",
        "parse_date 之後用 derive 算「結案日 - 收件日」，再用樞紐取 median。",
    ),
    why="先轉成日期才能相減；少數拖很久的案件會拉高平均，「一般人等多久」要看中位數。",
    code="""
steps = [{"step": "parse_date", "columns": ["收件日", "結案日"]}]
steps += [{"step": "derive", "column": "天數", "expr": "結案日 - 收件日"}]
clean = lk.Recipe(steps=steps).apply(q.table)
answer = lk.pivot(clean.table, values={"天數": "median"}).total
""",
    often="把七位數的民國日期直接相減；或用平均代替中位數。",
    make=make,
    file="辦理天數.csv",
)
