"""Whether petitions fell, or only the cases that they are about."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import apart

WITHIN = 0.1


def make(draw: Random) -> Task:
    """Make two years in which petitions fell, and cases fell too."""
    cases = [draw.randint(180, 220) * 100, 0]
    cases[1] = round(cases[0] * draw.uniform(0.70, 0.80))
    petitions = [draw.randint(240, 300), 0]
    petitions[1] = round(petitions[0] * draw.uniform(0.64, 0.69))
    rate = [petition / case for petition, case in zip(petitions, cases, strict=True)]
    right = round(100 * (rate[1] - rate[0]) / rate[0], 2)
    traps = apart(
        right,
        Trap(
            round(100 * (petitions[1] - petitions[0]) / petitions[0], 2),
            "這是陳情件數的變化：收件也變少了，要先除以收件數。",
        ),
        Trap(round(100 * (cases[1] - cases[0]) / cases[0], 2), "這是收件數的變化。"),
        Trap(round(1000 * (rate[1] - rate[0]), 2), "這是每千件少了幾件陳情，不是百分比。"),
        within=WITHIN,
    )
    rows: list[list[object]] = [
        ["年", "陳情件數", "收件數"],
        ["112年", petitions[0], cases[0]],
        ["113年", petitions[1], cases[1]],
    ]
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="陳情變少，是因為做得好嗎？",
    theme="宣稱",
    minutes=4,
    question="陳情件數少了三成多，但收件數也少了。「每千件收件的陳情數」比前一年變化百分之幾？（減少寫負數）",
    answer=Number(unit="%", within=WITHIN),
    hints=("先算出每一年的陳情率，再比。", "率＝陳情件數÷收件數；變化＝（後－前）÷前。"),
    why="只說件數，會把業務量變少當成成效；要附上分母，說「每千件」。",
    code="""
told = q.table.frame
rate = told["陳情件數"] / told["收件數"] * 1000
answer = (rate[1] - rate[0]) / rate[0] * 100
""",
    often="只比件數，不問分母。",
    make=make,
    file="陳情與收件.csv",
)
