"""Make the land-office files as a real office has them: seeded, made-up people only, every planted fault counted.

labkit dataset make land_office --rows 1200
"""

from __future__ import annotations

import csv
import hashlib
import io
import random
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path

from labkit.core.yaml import dump
from labkit.taiwan.identifiers import check_digit

SEED, ROWS = 7, 1200
SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐"
GIVEN = [
    "怡君",
    "家豪",
    "志明",
    "淑芬",
    "雅婷",
    "俊傑",
    "美玲",
    "建宏",
    "佳蓉",
    "宗翰",
    "淑惠",
    "冠宇",
    "心怡",
    "柏翰",
    "麗華",
    "文雄",
    "詩涵",
    "承恩",
]
DISTRICTS = ["板橋區", "中和區", "永和區", "土城區", "三重區", "新莊區", "新店區", "樹林區"]
KINDS = {"買賣": 30, "繼承": 18, "贈與": 12, "抵押權設定": 22, "抵押權塗銷": 12, "住址變更": 6}
COUNTERS = ["1號櫃檯", "2號櫃檯", "3號櫃檯", "4號櫃檯", "5號櫃檯"]
TOPICS = ["等待時間", "服務態度", "表單填寫", "停車動線", "規費計算"]
TEXTS = {
    "等待時間": ["等了一個多小時才叫到號", "中午只開兩個櫃檯，等太久", "叫號螢幕故障，不知道還要等多久"],
    "服務態度": ["櫃檯人員說明很清楚，謝謝", "詢問時口氣不佳"],
    "表單填寫": ["申請書要填的欄位太多", "登記費每筆都要自己算再填，容易填錯"],
    "停車動線": ["停車場入口標示不清"],
    "規費計算": ["網站試算的規費與櫃檯不同", "不知道規費怎麼算"],
}


@dataclass
class Office:
    """The generator's state: its dice, and the count of every fault it plants."""

    rows: int
    dice: random.Random
    planted: dict[str, Counter[str]] = field(default_factory=dict)
    meant: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def plant(self, file: str, fault: str, share: float) -> bool:
        """Decide whether to plant ``fault`` here, and count it."""
        hit = self.dice.random() < share
        self.planted.setdefault(file, Counter())[fault] += hit
        return hit

    def mean(self, file: str, row: dict[str, object]) -> None:
        """Note what a row says before any fault is planted: what cleaning has to bring back."""
        self.meant.setdefault(file, []).append(row)

    def day(self) -> date:
        """Return a weekday of the year 113."""
        while True:
            day = date(2024, 1, 2) + timedelta(days=self.dice.randrange(360))
            if day.weekday() < 5:
                return day

    def roc(self, day: date) -> str:
        """Return ``day`` in one of the forms that offices write."""
        year = day.year - 1911
        forms = [
            f"{year}/{day.month}/{day.day}",
            f"{year}{day.month:02}{day.day:02}",
            f"{year}.{day.month:02}.{day.day:02}",
            f"{year}年{day.month}月{day.day}日",
        ]
        return self.dice.choices(forms, weights=[60, 20, 10, 10])[0]

    def person(self) -> tuple[str, str, str]:
        """Return a made-up name, national ID with a valid check digit, and mobile number."""
        digits = f"{self.dice.choice('12')}{self.dice.randrange(10**7):07}"
        letter = self.dice.choice("FAHNJPQ")
        name = self.dice.choice(SURNAMES) + self.dice.choice(GIVEN)
        return name, f"{letter}{digits}{check_digit(letter, digits)}", f"09{self.dice.randrange(10**8):08}"


def main(folder: Path, rows: int = ROWS, seed: int = SEED) -> list[Path]:
    """Write the five files into ``folder/raw`` and ``folder/expected.yml``; return what was written."""
    office = Office(rows, random.Random(seed))
    raw = folder / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    files = {
        "叫號紀錄.csv": tickets(office),
        "收件簿.xlsx": intake(office),
        "陳情案件.csv": petitions(office),
        "櫃檯同仁問卷.ods": questionnaire(office),
        "計時表.csv": timings(Office(rows, random.Random(seed + 1), office.planted, office.meant)),
    }
    expected: dict[str, object] = {}
    for name, (content, count, columns) in files.items():
        (raw / name).write_bytes(content)
        faults = {fault: number for fault, number in office.planted.get(name, Counter()).items() if number}
        expected[name] = {
            "rows": count,
            "columns": columns,
            "planted": faults,
            "clean": clean(office.meant.get(name, [])),
        }
    (folder / "expected.yml").write_text(dump({"seed": seed, "rows": rows, "files": expected}), encoding="utf-8")
    return [*(raw / name for name in files), folder / "expected.yml"]


def clean(rows: list[dict[str, object]]) -> dict[str, object]:
    """Return how many rows are meant, and for each column the digest of its cells: dates ISO, missing empty, one a line."""
    columns = {
        name: hashlib.sha256("\n".join(str(row[name]) for row in rows).encode()).hexdigest()[:16]
        for name in (rows[0] if rows else {})
    }
    return {"rows": len(rows), "columns": columns}


def tickets(office: Office) -> tuple[bytes, int, int]:
    """Queue tickets from the counter system: CP950, dates in four ROC forms, '-' where a ticket was not served."""
    name, lines = "叫號紀錄.csv", []
    for number in range(office.rows):
        start = datetime(
            2024,
            1,
            1,
            office.dice.choices(range(8, 17), weights=[6, 12, 15, 9, 4, 9, 12, 10, 5])[0],
            office.dice.randrange(60),
        )
        wait, serve = int(office.dice.expovariate(1 / 18)), 5 + int(office.dice.expovariate(1 / 9))
        missed = office.plant(name, "not_served", 0.04)
        called = "-" if missed else f"{start + timedelta(minutes=wait):%H:%M}"
        done = "-" if missed else f"{start + timedelta(minutes=wait + serve):%H:%M}"
        kind = office.dice.choices(list(KINDS), weights=list(KINDS.values()))[0]
        counter = office.dice.choice(COUNTERS)
        counter = f"{counter}　" if office.plant(name, "trailing_blank", 0.05) else counter
        minutes = "" if missed else str(wait)
        day = office.day()
        office.mean(
            name,
            {
                "取號日期": day,
                "號碼牌": f"{number % 300 + 1:04}",
                "櫃檯": counter.strip("　"),
                "案件類別": kind,
                "叫號時間": called.strip("-"),
                "完成時間": done.strip("-"),
                "等待分鐘": minutes,
            },
        )
        lines.append(
            [
                office.roc(day),
                f"{number % 300 + 1:04}",
                counter,
                kind,
                f"{start:%H:%M}",
                called,
                done,
                minutes,
                "" if missed else str(serve),
            ]
        )
    doubled = [line for line in lines if office.plant(name, "duplicate_row", 0.01)]
    head = ["取號日期", "號碼牌", "櫃檯", "案件類別", "取號時間", "叫號時間", "完成時間", "等待分鐘", "處理分鐘"]
    return _csv([head, *lines, *doubled]).encode("cp950"), len(lines) + len(doubled), len(head)


def intake(office: Office) -> tuple[bytes, int, int]:
    """The intake register: title rows, a merged header of two rows, a total row, a sign-off note."""
    import xlsxwriter

    name, out, count = "收件簿.xlsx", io.BytesIO(), max(20, office.rows // 2)
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2025, 1, 2, tzinfo=UTC)})
    sheet, bold = book.add_worksheet("收件簿"), book.add_format({"bold": True, "align": "center", "border": 1})
    sheet.merge_range(0, 0, 0, 8, "示範地政事務所登記案件收件簿", bold)
    sheet.write(1, 0, "資料期間：113年1月1日至113年12月31日")
    groups = [
        ("收件", ["日期", "字號"]),
        ("案件", ["類別", "行政區"]),
        ("申請人", ["姓名", "身分證字號", "手機"]),
        ("登記費", ["應納金額", "是否免填"]),
    ]
    column = 0
    for group, names in groups:
        sheet.merge_range(2, column, 2, column + len(names) - 1, group, bold)
        for sub in names:
            sheet.write(3, column, sub, bold)
            column += 1
    total = 0
    for row in range(count):
        person, number, mobile = office.person()
        fee = office.dice.randrange(1, 400) * 20
        total += fee
        mobile = mobile[1:] if office.plant(name, "mobile_without_zero", 0.08) else mobile
        number = number.lower() if office.plant(name, "lower_case_id", 0.03) else number
        district = office.dice.choice(DISTRICTS)
        district = f" {district}" if office.plant(name, "leading_blank", 0.04) else district
        kind = office.dice.choices(list(KINDS), weights=list(KINDS.values()))[0]
        waived = "是" if office.dice.random() < 0.45 else "否"
        waived = "－" if office.plant(name, "missing_mark", 0.03) else waived
        day = office.day()
        office.mean(
            name,
            {
                "收件_日期": day,
                "案件_行政區": district.strip(),
                "申請人_姓名": person,
                "申請人_身分證字號": number.upper(),
                "申請人_手機": mobile.zfill(10),
                "登記費_應納金額": fee,
                "登記費_是否免填": waived.strip("－"),
            },
        )
        cells = [
            office.roc(day),
            f"板登字第{row + 1:06}號",
            kind,
            district,
            person,
            number,
            mobile,
            fee,
            waived,
        ]
        for index, cell in enumerate(cells):
            sheet.write(row + 4, index, cell)
    sheet.write(count + 4, 0, "合計")
    sheet.write(count + 4, 7, total)
    sheet.write(count + 5, 0, "製表單位：登記課　資料截至113年12月31日")
    book.close()
    return out.getvalue(), count, 9


def petitions(office: Office) -> tuple[bytes, int, int]:
    """Petitions: UTF-8 with BOM, free text that names people and numbers, note rows padded with commas."""
    name, count, lines = "陳情案件.csv", max(12, office.rows // 10), []
    for number in range(count):
        person, _, mobile = office.person()
        topic = office.dice.choices(TOPICS, weights=[40, 15, 25, 8, 12])[0]
        text = office.dice.choice(TEXTS[topic])
        if office.plant(name, "phone_in_text", 0.10):
            text += f"，請回電{mobile}"
        if office.plant(name, "name_in_text", 0.08):
            text += f"，聯絡人請找{person[0]}先生"
        if "，" in text and office.plant(name, "line_break", 0.08):
            text = text.replace("，", "\n", 1)
        mail = "略" if office.plant(name, "missing_mark", 0.15) else f"user{number + 1:03}@example.com"
        day = office.day()
        office.mean(
            name,
            {
                "陳情日期": day,
                "陳情人": person,
                "聯絡電話": mobile,
                "電子郵件": mail.strip("略"),
                "類別": topic,
                "陳情內容": text.replace("\n", " "),
            },
        )
        lines.append([office.roc(day), person, mobile, mail, topic, text])
    head = ["陳情日期", "陳情人", "聯絡電話", "電子郵件", "類別", "陳情內容"]
    notes = [["資料提供日期：114年01月02日", *[""] * 5], ["資料來源：示範地政事務所陳情系統", *[""] * 5]]
    return ("\ufeff" + _csv([head, *lines, *notes])).encode("utf-8"), count, len(head)


def questionnaire(office: Office) -> tuple[bytes, int, int]:
    """The questionnaire among counter staff, as an ODF spreadsheet."""
    lines: list[list[str | int]] = []
    for number in range(1, 37):
        before = round(office.dice.gauss(15, 3))
        lines.append(
            [
                number,
                office.dice.randrange(1, 25),
                before,
                before - round(office.dice.gauss(5, 2)),
                office.dice.choices([3, 4, 5], weights=[2, 5, 3])[0],
                office.dice.choice(["流程更順", "", "希望系統更快", "民眾較少填錯"]),
            ]
        )
    head = ["問卷編號", "年資", "每件分鐘（簡化前）", "每件分鐘（簡化後）", "滿意度（1–5）", "意見"]
    return _ods("問卷", [["示範地政事務所櫃檯同仁問卷", *[""] * 5], head, *lines]), len(lines), len(head)


def timings(office: Office) -> tuple[bytes, int, int]:
    """The timing sheet as colleagues typed it in: 48 cases before the fee need no longer be filled in, 48 after."""
    name, lines = "計時表.csv", []
    weeks = {"前": date(2024, 10, 14), "後": date(2024, 12, 2)}
    slots = [(week, day, slot) for week in range(3) for day in range(4) for slot in (9, 10, 14, 15)]
    for number, (period, (week, day, hour)) in enumerate(((period, slot) for period in weeks for slot in slots), 1):
        when = weeks[period] + timedelta(days=7 * week + day)
        begun = datetime(when.year, when.month, when.day, hour, office.dice.randrange(50), office.dice.randrange(60))
        seconds = round(60 * office.dice.lognormvariate(2.65 if period == "前" else 2.25, 0.3))
        pause = office.dice.choice([2, 3, 5]) if office.plant(name, "interrupted", 0.1) else 0
        ended = begun + timedelta(seconds=seconds + 60 * pause)
        office.mean(
            name,
            {"期別": period, "編號": number, "日期": when, "開始": f"{begun:%H:%M:%S}", "結束": f"{ended:%H:%M:%S}"},
        )
        clock = f"{ended:%H:%M:%S}".replace(":", "：" if office.plant(name, "wide_colon", 0.06) else ":")
        pauses = "" if not pause and office.plant(name, "blank_interruption", 0.5) else str(pause)
        cells = [period, str(number), office.roc(when), f"{hour:02}時", office.dice.choice(COUNTERS)]
        lines.append([*cells, f"{begun:%H:%M:%S}", clock, pauses])
    head = ["期別", "編號", "日期", "時段", "櫃檯", "開始", "結束", "中斷分鐘"]
    return ("\ufeff" + _csv([head, *lines])).encode("utf-8"), len(lines), len(head)


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _ods(sheet: str, rows: list[list[str | int]]) -> bytes:
    """Return a minimal ODF 1.2 spreadsheet, always the same bytes for the same rows."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{sheet}">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{space}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text, how in (
            ("mimetype", kind, zipfile.ZIP_STORED),
            ("content.xml", content, zipfile.ZIP_DEFLATED),
            ("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED),
        ):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = how
            package.writestr(info, text)
    return out.getvalue()


def _ods_cell(cell: str | int) -> str:
    if cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, int):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
