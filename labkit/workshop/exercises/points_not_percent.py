"""By how many percentage points satisfaction rose, among those who answered."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.made import apart, shuffled

WITHIN = 0.1


def make(draw: Random) -> Task:
    """Make answers of two surveys; more people left the second one blank."""
    yes, no = [draw.randint(40, 55), draw.randint(70, 90)], [draw.randint(40, 55), draw.randint(25, 35)]
    silent = [draw.randint(3, 8), draw.randint(20, 30)]
    cells = []
    for at, name in enumerate(("改善前", "改善後")):
        cells += [[name, "是"]] * yes[at] + [[name, "否"]] * no[at] + [[name, "未答"]] * silent[at]
    share = [100 * yes[at] / (yes[at] + no[at]) for at in (0, 1)]
    whole = [100 * yes[at] / (yes[at] + no[at] + silent[at]) for at in (0, 1)]
    right = round(share[1] - share[0], 2)
    traps = apart(
        right,
        Trap(
            round(100 * (share[1] - share[0]) / share[0], 2), "這是相對增加的百分比；兩個百分比相減，單位是「百分點」。"
        ),
        Trap(round(whole[1] - whole[0], 2), "未答的人不能放進分母：沒有回答，不等於不滿意。"),
        Trap(round(share[1], 2), "這是改善後的滿意比例；題目問增加了多少。"),
        within=WITHIN,
    )
    return Task([["期別", "滿意"], *shuffled(draw, cells)], right, traps)


EXERCISE = Exercise(
    title="滿意度增加幾個百分點？",
    theme="宣稱",
    minutes=4,
    question="有回答的人當中，回答「是」的比例，改善後比改善前增加幾個百分點？",
    answer=Number(unit="百分點", within=WITHIN),
    hints=(
        "分母只放有回答的人。",
        "兩個百分比相減是「百分點」；樞紐的 where 可以排除未答，show_as 用 percent_of_row。",
    ),
    why="由 50% 到 60% 是增加 10 個百分點，也是增加 20%：要說清楚是哪一個，並附上有效樣本數。",
    code="""
kept = lk.pivot(q.table, rows="期別", columns="滿意", where="滿意 != '未答'", show_as="percent_of_row")
share = kept.frame.set_index("期別")["是"]
answer = (share["改善後"] - share["改善前"]) * 100
""",
    often="把百分點說成百分比；把未答的人算成不滿意。",
    make=make,
    file="問卷.csv",
)
