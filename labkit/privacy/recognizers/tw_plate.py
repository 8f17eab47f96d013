"""車牌號碼 of all series. Item numbers look alike, so a word, the column's name, or the column's other cells must speak."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer
from labkit.privacy.recognizers._marks import COUNTS_OR_ITEMS

NOW = "[A-HJ-NP-Z]{3}-?[0-35-9]{4}"
OLD = "[A-HJ-NP-Z]{3}-[0-9]{3,4}|[A-Z]{2}-[0-9]{2,5}|[0-9]{2,4}-[A-Z]{2}|[A-Z0-9]{2}-[0-9]{4}|[0-9]{3}-[A-Z]{3}|[A-Z]{2}[A-Z0-9]-[0-9]{3}|[A-Z][A-Z0-9]{2}-[0-9]{3}"
BARE = (
    "[A-HJ-NP-Z]{3}[0-9]{3,4}|[A-Z]{2}[0-9]{2,5}|[0-9]{2,4}[A-Z]{2}|[0-9]{3}[A-Z]{3}|[A-Z][0-9]{5}|[0-9][A-Z][0-9]{4}"
)
SPECIAL = "[使外領軍臨試]-?[A-Z]?[0-9]{3,6}"
NAMES = re.compile(r"車[牌號]|號牌|車籍|牌照|車輛號|plate|license", re.IGNORECASE)
PLATES = re.compile(f"(?:{NOW}|{OLD})")


def check(text: str) -> bool:
    """Tell whether a plate holds a letter: two digits and four digits are a date or a count."""
    return bool(re.search("[A-Za-z使外領軍臨試]", text))


TW_PLATE = Recognizer(
    entity="TW_PLATE",
    label="車牌號碼",
    patterns=(
        Pattern(rf"(?<![0-9A-Za-z-])(?i:{NOW}|{OLD})(?![0-9A-Za-z]|-[0-9A-Za-z])", 0.3),
        Pattern(
            r"(?<![0-9A-Za-z-])(?i:[A-Z]{2,3}[ .·・][0-9]{3,4}|[0-9]{3,4}[ .·・][A-Z]{2,3})(?![0-9A-Za-z])",
            0.25,
        ),
        Pattern(rf"(?<![0-9A-Za-z-])(?i:{BARE})(?![0-9A-Za-z-])", 0.2),
        Pattern(rf"(?<![0-9A-Za-z-]){SPECIAL}(?![0-9A-Za-z-])", 0.2),
        Pattern(
            r"(?<![0-9A-Za-z-])(?:[A-Z]{2,3}-[0-9]{0,2}[*○〇]{2,4}[0-9]{0,2}|[A-Z*]{2,3}-[0-9*]{3,4})(?![0-9A-Za-z*])",
            0.2,
            check=lambda text: "*" in text or "○" in text or "〇" in text,
        ),
    ),
    names=NAMES,
    check=check,
    words=(
        "車號",
        "車牌",
        "牌照",
        "車輛",
        "駕駛",
        "騎乘",
        "機車",
        "汽車",
        "小客車",
        "貨車",
        "轎車",
        "違停",
        "拖吊",
        "肇事",
        "開車",
        "駛",
    ),
    after=("號車", "違停", "違規", "自小客", "機車", "小客車", "號自用", "號普通", "號營業", "號重"),
    crowd=lambda text: bool(PLATES.fullmatch(text.upper())) and check(text),
    crowd_share=0.97,
    crowd_not=COUNTS_OR_ITEMS,
    source="公路總局 as quoted by the press: since 2012-12-17 three letters (no I, O) and four digits without 4; older series; "
    "微型電動二輪車 two letters and five digits (2022-11-30). No government table was read: medium",
    confidence="medium",
    hits=(
        "車號ABC-1235",
        "駕駛1234-AB",
        "車牌AB-1234",
        ("車牌", "ABC-1235"),
        ("車號", "abc1235"),
        ("車牌號碼", "AB-12345"),
        ("車牌", "123-ABC"),
        ("車牌", "ABC-123"),
        ("車號", "F2-1234"),
        "EMB-5678違停",
    ),
    misses=("ABC-1235", "料號AB-1234", ("日期", "11-2024"), ("車號", "12-1234"), "F2-1234"),
)
