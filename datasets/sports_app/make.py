"""Make a walking app's files as its vendor delivers them: seeded, made-up people only, every planted fault counted.

labkit dataset make sports_app --rows 2500
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from labkit.core.yaml import dump

SEED, ROWS = 23, 2500
OPENED, LAST = date(2024, 9, 1), date(2025, 5, 31)  # the app opens; the last day of the delivery
VERSION_2 = date(2025, 2, 27)
REGULAR = 0.128  # of all accounts: 3 days in at least 8 of the first 12 weeks
STEPS, WEEKS, AT_LEAST, DAYS, GAP = 3000, 12, 8, 3, 4
SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐"
GIVEN = ["怡君", "家豪", "志明", "淑芬", "雅婷", "俊傑", "美玲", "建宏", "佳蓉", "宗翰", "冠宇", "心怡", "麗華", "承恩"]
DISTRICTS = ["左營區", "三民區", "鳳山區", "苓雅區", "前鎮區", "楠梓區", "小港區", "岡山區"]
WAYS = {"活動現場": 45, "官網": 20, "友人推薦": 25, "學校": 10}
KINDS = {"never": 14, "bot": 2, "quitter": 50, "casual": 34}


@dataclass
class Account:
    """A made-up account as it really is, with the steps of each day that it walked."""

    code: str
    kind: str
    joined: date
    mobile: str
    steps: dict[date, int] = field(default_factory=dict)


@dataclass
class App:
    """The generator's state: its dice, and the count of every fault it plants."""

    rows: int
    dice: random.Random
    planted: dict[str, Counter[str]] = field(default_factory=dict)

    def plant(self, file: str, fault: str, share: float) -> bool:
        """Decide whether to plant ``fault`` here, and count it."""
        hit = self.dice.random() < share
        self.planted.setdefault(file, Counter())[fault] += hit
        return hit

    def accounts(self) -> list[Account]:
        """Return the accounts: exactly the regular share of them walks regularly, the others never could count as such."""
        regular = round(REGULAR * self.rows)
        kinds = ["regular"] * regular + self.dice.choices(list(KINDS), list(KINDS.values()), k=self.rows - regular)
        self.dice.shuffle(kinds)
        found: list[Account] = []
        for number, kind in enumerate(kinds):
            latest = LAST - timedelta(weeks=AT_LEAST + 1) if kind == "regular" else LAST
            joined = self.joined(latest)
            again = bool(found) and kind in {"never", "quitter"} and self.plant("帳號.csv", "duplicate_account", 0.04)
            mobile = self.dice.choice(found).mobile if again else f"09{self.dice.randrange(10**8):08}"
            found.append(Account(f"U{number + 1:05}", kind, joined, mobile))
        for one in found:
            self.walk(one)
        return found

    def joined(self, latest: date) -> date:
        """Return a day of joining: some come every day, a third in the campaigns of October, March and May."""
        campaigns = [date(2024, 10, 12), date(2025, 3, 8), date(2025, 5, 17)]
        while True:
            day = OPENED + timedelta(days=self.dice.randrange((LAST - OPENED).days + 1))
            if self.dice.random() < 0.33:
                day = self.dice.choice(campaigns) + timedelta(days=self.dice.randrange(2))
            if day <= latest:
                return day

    def walk(self, one: Account) -> None:
        """Give the account the steps of its days, up to the last day of the delivery."""
        if one.kind == "bot":
            days = self.dice.randrange(10, 40)
            one.steps = {one.joined + timedelta(days=day): 0 for day in range(days)}
        elif one.kind == "regular":
            whole = min(WEEKS, ((LAST - one.joined).days + 1) // 7)
            good = set(self.dice.sample(range(whole), self.dice.randint(AT_LEAST, whole)))
            for week in range(whole):
                self.week(one, week, self.dice.choice([3, 3, 4]) if week in good else self.dice.randrange(3))
            while self.dice.random() > 0.08 and whole < 40:
                self.week(one, whole, self.dice.choice([0, 1, 1, 2]))
                whole += 1
        elif one.kind == "quitter":
            for week in range(min(AT_LEAST - 1, 1 + int(self.dice.expovariate(0.7)))):
                self.week(one, week, self.dice.choice([2, 3, 4]))
        elif one.kind == "casual":
            for week in range(1 + int(self.dice.expovariate(1 / 6))):
                self.week(one, week, self.dice.choice([0, 1, 1, 2]))
        one.steps = {day: steps for day, steps in one.steps.items() if day <= LAST}

    def week(self, one: Account, week: int, days: int) -> None:
        """Let the account walk on so many days of a week since joining; some days are too short to count, beside these."""
        chosen = self.dice.sample(range(7), min(7, days + (one.kind != "regular" and self.dice.random() < 0.1)))
        for at, day in enumerate(chosen):
            steps = self.dice.randrange(STEPS, 14_000) if at < days else self.dice.randrange(200, STEPS)
            one.steps[one.joined + timedelta(weeks=week, days=day)] = steps

    def roc(self, day: date) -> str:
        """Return ``day`` in one of the forms of version 1.0."""
        year = day.year - 1911
        forms = [
            f"{year}/{day.month}/{day.day}",
            f"{year}{day.month:02}{day.day:02}",
            f"{year}.{day.month:02}.{day.day:02}",
        ]
        return self.dice.choices(forms, weights=[80, 12, 8])[0]


def main(folder: Path, rows: int = ROWS, seed: int = SEED) -> list[Path]:
    """Write the two files into ``folder/raw`` and ``folder/expected.yml``; return what was written."""
    app = App(rows, random.Random(seed))
    people = app.accounts()
    raw = folder / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    files = {"帳號.csv": register(app, people), "每日紀錄.csv": records(app, people)}
    told: dict[str, object] = {}
    for name, (content, count, columns) in files.items():
        (raw / name).write_bytes(content)
        faults = {fault: number for fault, number in app.planted[name].items() if number}
        told[name] = {"rows": count, "columns": columns, "planted": faults}
    meant = {"seed": seed, "rows": rows, "files": told, "retention": retention(people)}
    (folder / "expected.yml").write_text(dump(meant), encoding="utf-8")
    return [*(raw / name for name in files), folder / "expected.yml"]


def register(app: App, people: list[Account]) -> tuple[bytes, int, int]:
    """The accounts: CP950, ROC dates, lines sent twice."""
    name, lines = "帳號.csv", []
    for one in people:
        district = app.dice.choice(DISTRICTS)
        district = f"{district}　" if app.plant(name, "trailing_blank", 0.03) else district
        born = "-" if app.plant(name, "missing_mark", 0.05) else str(app.dice.randrange(30, 101))
        person = app.dice.choice(SURNAMES) + app.dice.choice(GIVEN)
        way = app.dice.choices(list(WAYS), list(WAYS.values()))[0]
        lines.append([one.code, person, one.mobile, app.dice.choice("男女"), born, district, app.roc(one.joined), way])
    doubled = [line for line in lines if app.plant(name, "duplicate_row", 0.006)]
    head = ["帳號", "姓名", "手機", "性別", "出生年（民國）", "行政區", "加入日期", "註冊管道"]
    return _csv([head, *lines, *doubled]).encode("cp950"), len(lines) + len(doubled), len(head)


def records(app: App, people: list[Account]) -> tuple[bytes, int, int]:
    """The daily records: the columns of 1.0, and since the end of 114年2月 those of 2.0 beside them."""
    name, lines = "每日紀錄.csv", []
    for one in people:
        batch = app.dice.random() < 0.15
        days = sorted(one.steps.items())
        if days and one.kind != "bot" and app.plant(name, "before_joined", 0.015):
            days.insert(0, (one.joined - timedelta(days=app.dice.randrange(1, 10)), 8_000))
        for day, steps in days:
            app.planted.setdefault(name, Counter())["zero_steps"] += steps == 0
            app.planted[name]["below_minimum"] += steps < STEPS
            app.planted[name]["batch_upload"] += batch
            lines.append(written(app, one, day, f"{steps:,}", batch=batch))
        silent = one.joined + timedelta(days=70)
        if one.kind == "quitter" and silent <= LAST and app.plant(name, "missing_mark", 0.05):
            lines.append(written(app, one, silent, "－", batch=batch))
    app.dice.shuffle(lines)
    doubled = [line for line in lines if app.plant(name, "duplicate_row", 0.004)]
    head = ["帳號", "日期", "步數", "會員編號", "運動日期", "今日步數", "版本", "上傳日期"]
    notes = [["資料期間：113年9月1日至114年5月31日（2.0 版自 114年2月27日起）", *[""] * 7]]
    return ("\ufeff" + _csv([head, *lines, *doubled, *notes])).encode("utf-8"), len(lines) + len(doubled), len(head)


def written(app: App, one: Account, day: date, steps: str, *, batch: bool) -> list[str]:
    """Return the line of a day as the app's version wrote it; a batch comes in on the next 1st or 16th."""
    came = day + timedelta(days=app.dice.choice([0, 0, 1]))
    if batch:
        came = day.replace(day=16) if day.day < 16 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    if day >= VERSION_2:
        code = one.code.lower() if app.plant("每日紀錄.csv", "lower_case_code", 0.04) else one.code
        return ["", "", "", code, day.isoformat(), steps, "2.0", came.isoformat()]
    unit = "步" if steps != "－" and app.plant("每日紀錄.csv", "unit", 0.03) else ""
    return [one.code, app.roc(day), steps.replace(",", "") + unit, "", "", "", "1.0", came.isoformat()]


def retention(people: list[Account]) -> dict[str, int]:
    """Count by hand, person by person, what the analysis of retention has to find."""
    told: Counter[str] = Counter(registered=len(people))
    for one in people:
        weeks = [(day - one.joined).days // 7 for day, steps in one.steps.items() if steps >= STEPS]
        if not weeks:
            continue
        regular = sum(weeks.count(week) >= DAYS for week in range(WEEKS)) >= AT_LEAST
        watched = ((LAST - one.joined).days + 1) // 7
        told["recorded"] += 1
        told["regular"] += regular
        told["eligible"] += watched >= WEEKS
        told["regular_eligible"] += regular and watched >= WEEKS
        told["going_on"] += max(weeks) >= WEEKS
        told["followed"] += watched >= WEEKS + GAP
        told["going_on_followed"] += max(weeks) >= WEEKS and watched >= WEEKS + GAP
    return dict(told)


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


if __name__ == "__main__":
    main(Path(__file__).parent)
