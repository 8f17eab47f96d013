"""地號 and 建號: the land register leads from them to the owner."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer

HAN = "[㐀-鿿豈-﫿]"
NAMES = re.compile(r"地號|建號|坐落|土地標示|建物標示|母號|parcel|land[ _.]?no|^地段", re.IGNORECASE)
SECTION = rf"(?:{HAN}(?:(?![路街道]){HAN}){{0,5}}(?<![階手時前分後中片線波區])段(?: ?(?:{HAN}{{1,5}})小段)?)"
NUMBER = "第?(?:[0-9]{8}|[0-9]{1,5}(?:[-之][0-9]{1,4})?|[〇零一二三四五六七八九十百千]{1,8}(?:之[一二三四五六七八九十]{1,3})?|[0-9]{0,4}[*○〇]{1,4}(?:-[0-9*○〇]{1,4})?)"


def named_section(text: str) -> bool:
    """Tell whether a 段 bears a name: a numbered one belongs to a road, or to a book."""
    return not re.search("[路街道]|^.?[第]?[一二三四五六七八九十]+段", text)


TW_LAND_PARCEL = Recognizer(
    entity="TW_LAND_PARCEL",
    label="地號",
    patterns=(
        Pattern(
            rf"(?:{SECTION} ?)?(?<![0-9A-Za-z-]){NUMBER}(?:[、,及]{NUMBER}){{0,5}} ?(?:等[0-9]+筆)?地號",
            0.85,
            hint="地號",
        ),
        Pattern(rf"(?:{SECTION} ?)?(?<![0-9A-Za-z-])[0-9]{{1,5}}(?:-[0-9]{{3}})? ?建號", 0.8, hint="建號"),
        Pattern(rf"{HAN}{{2,5}}段 ?{HAN}{{1,5}}小段 ?{NUMBER}(?![0-9年月日元])(?:號)?", 0.7, hint="小段"),
        Pattern(
            rf"{SECTION} ?(?<![0-9A-Za-z-])(?:第?[0-9]{{1,4}}-[0-9]{{1,4}}(?![0-9-])(?:號)?|第?[0-9*○]{{1,4}}(?:-[0-9*○]{{1,4}})?號)",
            0.55,
            check=named_section,
            hint="段",
        ),
        Pattern(
            rf"^(?:{HAN}{{1,8}}段 ?(?:{HAN}{{1,5}}小段)? ?)?(?:{NUMBER}號?|[0-9]{{8}}|[0-9]{{5}}-[0-9]{{3}})(?:[、,;](?:{NUMBER}))*$",
            0.3,
            names=NAMES,
        ),
    ),
    names=NAMES,
    words=("地號", "土地", "地段", "建號", "坐落"),
    source="地籍測量實施規則 §137, §233, §287 (D0060053): main number and sub-number of a 段, often zero-filled 4+4; 建號 of five digits",
    confidence="high",
    hits=(
        "大安段一小段123-4地號",
        "木柵段二小段0123-0004地號",
        "123-4地號",
        "坐落仁愛段45-6",
        ("地號", "123-4"),
        ("地號", "01230004"),
        "01234-000建號",
        ("地號", "信義段五小段 12-3"),
    ),
    misses=("忠孝東路三段12-4號", "123-4", "第三段12-3", ("金額", "01230004")),
)
