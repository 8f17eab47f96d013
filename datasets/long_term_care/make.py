"""Make three care systems whose fields disagree: seeded, made-up people only, every planted fault counted.

labkit dataset make long_term_care --rows 600
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from labkit.core.yaml import dump
from labkit.taiwan.identifiers import check_digit

SEED, ROWS = 13, 600
SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐"
GIVEN = [
    "秀英",
    "玉蘭",
    "金水",
    "阿好",
    "素貞",
    "文雄",
    "添財",
    "月娥",
    "清標",
    "美惠",
    "義雄",
    "春生",
    "麗珠",
    "進財",
    "寶珠",
    "國華",
]
# The 36 villages of 萬華區 (names as facts; 內政部 村里代碼, 2023-09-28).
VILLAGES = [
    "仁德里",
    "保德里",
    "全德里",
    "凌霄里",
    "和平里",
    "和德里",
    "壽德里",
    "孝德里",
    "富民里",
    "富福里",
    "忠德里",
    "忠貞里",
    "新和里",
    "新安里",
    "新忠里",
    "新起里",
    "日善里",
    "日祥里",
    "柳鄉里",
    "榮德里",
    "福星里",
    "福音里",
    "糖廍里",
    "綠堤里",
    "興德里",
    "菜園里",
    "華中里",
    "華江里",
    "萬壽里",
    "西門里",
    "銘德里",
    "錦德里",
    "雙園里",
    "青山里",
    "頂碩里",
    "騰雲里",
]
ROADS = ["西園路二段", "和平西路三段", "康定路", "萬大路", "桂林路", "莒光路"]
REGIONS = {
    "照管": 0.30,
    "居護": 0.06,
    "院內": 0.14,
    "照管＋居護": 0.18,
    "照管＋院內": 0.14,
    "居護＋院內": 0.06,
    "照管＋居護＋院內": 0.12,
}


@dataclass
class Person:
    """A made-up person as he really is; what systems write of him may differ."""

    number: str
    name: str
    sex: str
    born: date
    village: str
    phone: str
    region: str


@dataclass
class District:
    """The generator's state: its dice, and the count of every fault it plants."""

    rows: int
    dice: random.Random
    planted: dict[str, Counter[str]] = field(default_factory=dict)
    without_id: set[str] = field(default_factory=set)

    def plant(self, file: str, fault: str, share: float) -> bool:
        """Decide whether to plant ``fault`` here, and count it."""
        hit = self.dice.random() < share
        self.planted.setdefault(file, Counter())[fault] += hit
        return hit

    def people(self) -> list[Person]:
        """Return the people of the district who are known to at least one system."""
        found, seen = [], set()
        while len(found) < self.rows:
            sex = self.dice.choice("12")
            digits = f"{sex}{self.dice.randrange(10**7):07}"
            letter = self.dice.choice("AFH")
            number = f"{letter}{digits}{check_digit(letter, digits)}"
            if number in seen:
                continue
            seen.add(number)
            born = date(1930, 1, 1) + timedelta(days=self.dice.randrange(365 * 29))
            region = self.dice.choices(list(REGIONS), weights=list(REGIONS.values()))[0]
            name = self.dice.choice(SURNAMES) + self.dice.choice(GIVEN)
            phone = f"02-23{self.dice.randrange(10**6):06}"
            found.append(
                Person(number, name, "男" if sex == "1" else "女", born, self.dice.choice(VILLAGES), phone, region)
            )
        return found

    def roc(self, day: date) -> str:
        """Return ``day`` in one of the forms that offices write."""
        year = day.year - 1911
        forms = [
            f"{year}/{day.month}/{day.day}",
            f"{year:03}{day.month:02}{day.day:02}",
            f"{year}年{day.month}月{day.day}日",
        ]
        if year < 100:
            forms[0] = f"{year:03}/{day.month}/{day.day}"
        return self.dice.choices(forms, weights=[60, 20, 20])[0]

    def day(self) -> date:
        """Return a day of the year 113."""
        return date(2024, 1, 1) + timedelta(days=self.dice.randrange(366))

    def other_village(self, village: str) -> str:
        """Return another village than this."""
        return self.dice.choice([one for one in VILLAGES if one != village])


def main(folder: Path, rows: int = ROWS, seed: int = SEED) -> list[Path]:
    """Write the three files into ``folder/raw`` and ``folder/expected.yml``; return what was written."""
    district = District(rows, random.Random(seed))
    people = district.people()
    raw = folder / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    files = {
        "照顧服務管理.xlsx": care(district, [one for one in people if "照管" in one.region]),
        "居家護理照護.csv": visits(district, [one for one in people if "居護" in one.region]),
        "院內醫療.csv": hospital(district, [one for one in people if "院內" in one.region]),
    }
    expected: dict[str, object] = {}
    for name, (content, count, columns) in files.items():
        (raw / name).write_bytes(content)
        faults = {fault: number for fault, number in district.planted.get(name, Counter()).items() if number}
        expected[name] = {"rows": count, "columns": columns, "planted": faults}
    regions = Counter(one.region for one in people)
    seen = Counter(seen_region(one, district.without_id) for one in people)
    told = {
        "seed": seed,
        "rows": rows,
        "files": expected,
        "regions": {name: regions[name] for name in REGIONS},
        "regions_by_key": {name: seen[name] for name in REGIONS},
    }
    (folder / "expected.yml").write_text(dump(told), encoding="utf-8")
    return [*(raw / name for name in files), folder / "expected.yml"]


def seen_region(one: Person, without_id: set[str]) -> str:
    """Return the region in which a person's key is seen: the hospital's row of some has none."""
    systems = [name for name in one.region.split("＋") if name != "院內" or one.number not in without_id]
    return "＋".join(systems)


def care(district: District, people: list[Person]) -> tuple[bytes, int, int]:
    """The ministry's care management: a workbook with a title row, one row a person, ROC dates, levels as words."""
    import xlsxwriter

    name, out = "照顧服務管理.xlsx", io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2025, 1, 2, tzinfo=UTC)})
    sheet = book.add_worksheet("個案")
    sheet.write(0, 0, "照顧服務管理個案清冊（示範資料，人名與證號均為虛構）")
    head = [
        "個案編號",
        "身分證字號",
        "姓名",
        "性別",
        "出生日期",
        "居住里",
        "聯絡電話",
        "CMS等級",
        "核定日期",
        "核定額度",
    ]
    for at, one in enumerate(head):
        sheet.write(1, at, one)
    for row, one in enumerate(people):
        number = one.number.lower() if district.plant(name, "lower_case_id", 0.04) else one.number
        village = f"{one.village}　" if district.plant(name, "trailing_blank", 0.05) else one.village
        level = district.dice.randrange(2, 9)
        phone = "－" if district.plant(name, "missing_mark", 0.06) else one.phone
        cells = [
            f"C{row + 1:05}", number, one.name, one.sex, district.roc(one.born), village, phone,
            f"第{level}級", district.roc(district.day()), f"{district.dice.randrange(100, 362) * 100:,}元",
        ]  # fmt: skip
        for at, cell in enumerate(cells):
            sheet.write(row + 2, at, cell)
    book.close()
    return out.getvalue(), len(people), len(head)


def visits(district: District, people: list[Person]) -> tuple[bytes, int, int]:
    """Home nursing: CP950, a row a visit, seven-digit birthdays, numbers for sexes and kinds of visit, sent twice at times."""
    name, lines = "居家護理照護.csv", []
    for one in people:
        moved = district.plant(name, "village_differs", 0.08)
        village = district.other_village(one.village) if moved else one.village
        if "廍" in village:  # CP950 has no 廍: this system writes 部
            village = village.replace("廍", "部")
            district.plant(name, "rare_sign", 1)
        wrong = district.plant(name, "birthday_differs", 0.03)
        born = one.born + timedelta(days=1) if wrong else one.born
        who = [one.number, one.name, "1" if one.sex == "男" else "2"]
        written = [*who, f"{born.year - 1911:03}{born.month:02}{born.day:02}", village.removesuffix("里")]
        lines += [[*written, *visit(district)] for _ in range(district.dice.randrange(1, 6))]
    doubled = [line for line in lines if district.plant(name, "duplicate_row", 0.02)]
    head = ["ID", "個案", "性別", "生日", "村里", "訪視日", "訪視類別", "分鐘"]
    return _csv([head, *lines, *doubled]).encode("cp950"), len(lines) + len(doubled), len(head)


def visit(district: District) -> list[str]:
    """Return a visit's day, kind and minutes."""
    day, kind = district.roc(district.day()), district.dice.choice(["1", "2", "3"])
    return [day, kind, str(district.dice.randrange(20, 91, 5))]


def hospital(district: District, people: list[Person]) -> tuple[bytes, int, int]:
    """The hospital: UTF-8 with BOM, one row a patient, AD dates, M and F, whole addresses; some without an ID."""
    name, lines = "院內醫療.csv", []
    for one in people:
        moved = district.plant(name, "village_differs", 0.06)
        village = district.other_village(one.village) if moved else one.village
        city = "台北市" if district.plant(name, "tai_variant", 0.4) else "臺北市"
        address = f"{city}萬華區{village}{district.dice.randrange(1, 30):03}鄰{district.dice.choice(ROADS)}{district.dice.randrange(1, 300)}號"
        missing = district.plant(name, "missing_id", 0.02)
        district.without_id |= {one.number} if missing else set()
        last = "N/A" if district.plant(name, "missing_mark", 0.05) else district.day().isoformat()
        lines.append(
            [
                f"{district.dice.randrange(10**7):07}", "" if missing else one.number, "M" if one.sex == "男" else "F",
                one.born.isoformat(), address, district.dice.choice(["家醫科", "神經內科", "復健科", "心臟內科"]), last,
                str(district.dice.randrange(0, 9)),
            ]
        )  # fmt: skip
    head = ["病歷號", "身分證號", "性別", "生日", "戶籍地址", "主要科別", "最近就診日", "年就診次數"]
    notes = [["資料擷取日：2025-01-02", *[""] * 7]]
    return ("\ufeff" + _csv([head, *lines, *notes])).encode("utf-8"), len(lines), len(head)


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


if __name__ == "__main__":
    main(Path(__file__).parent)
