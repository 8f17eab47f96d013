"""How many ID numbers cannot be right, by their check digit."""

from __future__ import annotations

from random import Random

from labkit.taiwan.identifiers import LETTERS, check_digit
from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import apart, shuffled, wide


def sound(draw: Random) -> str:
    """Return a made-up ID number whose check digit holds."""
    letter, body = draw.choice(LETTERS), f"{draw.choice('12')}0000{draw.randint(0, 999):03}"
    return f"{letter}{body}{check_digit(letter, body)}"


def make(draw: Random) -> Task:
    """Make sound numbers, some in full width or lower case, and unsound ones, some too short."""
    good = [sound(draw) for _ in range(draw.randint(14, 20))]
    styled = [wide(one) for one in good[:3]] + [one.lower() for one in good[3:5]] + good[5:]
    digit = [
        f"{one[:9]}{(int(one[9]) + draw.randint(1, 9)) % 10}"
        for one in (sound(draw) for _ in range(draw.randint(4, 7)))
    ]
    short = [sound(draw)[:9] for _ in range(draw.randint(1, 3))]
    right = len(digit) + len(short)
    traps = apart(
        right,
        Trap(len(short), "只看長度不夠：最後一碼是檢查碼，可以算。"),
        Trap(len(digit), "少了一位數的也不對。"),
        Trap(right + 5, "全形和小寫只是寫法不同：先統一再檢查，不要當成錯的。"),
        Trap(right + 3, "全形只是寫法不同：先統一成半形再檢查。"),
        Trap(len(good), "這是正確的個數，題目問的是不對的。"),
    )
    rows: list[list[object]] = [
        ["編號", "身分證字號"],
        *([n, one[0]] for n, one in enumerate(shuffled(draw, [[x] for x in [*styled, *digit, *short]]), 1)),
    ]
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="有幾個證號一定是錯的？",
    theme="個資",
    minutes=4,
    question="這些身分證字號（均為虛構）有幾個不可能是對的？全形、小寫只是寫法不同，不算錯。",
    answer=Number(unit="個"),
    hints=(
        "身分證字號的最後一碼是檢查碼，由前面的字算出來。",
        "normalize_text（case: upper）統一寫法之後，用 check_code 檢查。",
    ),
    why="檢查碼抓得到打錯一碼的證號；但檢查碼對，不表示就是那個人。",
    code="""
steps = [{"step": "normalize_text", "columns": ["身分證字號"], "case": "upper"}]
steps += [{"step": "check_code", "columns": ["身分證字號"], "kind": "national_id"}]
clean = lk.Recipe(steps=steps).apply(q.table)
answer = clean.frame["身分證字號_有效"].eq(False).sum()
""",
    often="只數長度不對的；或把全形、小寫的也當成錯的。",
    make=make,
    file="證號.csv",
)
