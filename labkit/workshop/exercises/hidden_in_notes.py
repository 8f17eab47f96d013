"""In how many rows the free text holds personal data."""

from __future__ import annotations

from random import Random

from labkit.workshop.answers.number import Number
from labkit.workshop.exercise import Exercise, Task, Trap
from labkit.workshop.exercises.id_check import sound
from labkit.workshop.made import apart, case_number, shuffled

PLAIN = (
    "補件完成",
    "已電話通知",
    "請先繳規費",
    "資料不全，退回補正",
    "下午再來",
    "文件齊備",
    "改約下週",
    "規費1200元已收",
)


def make(draw: Random) -> Task:
    """Make notes of which some hold a mobile number, an ID number, an e-mail address, or two of them."""
    mobile = [f"請回電09000000{draw.randint(0, 99):02}" for _ in range(draw.randint(4, 7))]
    number = [f"本人{sound(draw)}已到場" for _ in range(draw.randint(2, 4))]
    mail = [f"寄到user{draw.randint(100, 999)}@example.com" for _ in range(draw.randint(2, 3))]
    both = [f"手機09000000{draw.randint(0, 99):02}，信箱user{draw.randint(100, 999)}@example.com"] * 1
    notes = [*mobile, *number, *mail, *both, *(draw.choice(PLAIN) for _ in range(25))]
    right = len(mobile) + len(number) + len(mail) + len(both)
    traps = apart(
        right,
        Trap(right + len(both), "同一列有兩項個資，只算一列。"),
        Trap(len(mobile) + len(both), "只找到手機：證號和信箱也是個資。"),
        Trap(right - len(mail), "電子郵件也找得到人。"),
        Trap(right - len(number), "證號也是個資。"),
    )
    mixed = shuffled(draw, [[note] for note in notes])
    rows: list[list[object]] = [
        ["收件字號", "備註"],
        *([case_number(n), note[0]] for n, note in enumerate(mixed, start=1)),
    ]
    return Task(rows, right, traps)


EXERCISE = Exercise(
    title="備註裡藏了幾列個資？",
    theme="個資",
    minutes=4,
    question="備註欄（均為虛構）有幾列寫了手機、身分證字號或電子郵件？同一列有兩項只算一列。",
    answer=Number(unit="列"),
    hints=("只用篩選找「09」會漏掉什麼？", "lk.scan(q.table).cells 每找到一項就一列；看「備註」欄，數不重複的 row。"),
    why="刪掉姓名欄還不夠：自由文字的備註最常漏。找得到的是有固定寫法的；人名、暗示要靠人看。",
    code="""
found = lk.scan(q.table).cells
answer = found[found["column"] == "備註"]["row"].nunique()
""",
    often="只搜尋「09」開頭的手機，漏掉證號和信箱。",
    make=make,
    file="備註.csv",
)
