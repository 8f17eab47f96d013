"""統一編號 of organisations: eight digits; one in five random numbers passes its check, so context is always needed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labkit.privacy.recognizer import LEFT, RIGHT, Pattern, Recognizer, always
from labkit.privacy.recognizers._marks import MASK, UNFLOATED, without_gaps
from labkit.taiwan.identifiers import is_ubn
from labkit.taiwan.identifiers_at_once import are_valid
from labkit.taiwan.roc_dates import NotADate, read_date

LENGTH, FEW, HALF = 8, 5, 0.5
NAMES = re.compile(
    r"(?<!國民)(?<!身[分份]證)統一編號(?!姓名)|統編|營利事業|營業人|\bban\b|\bubn\b|\bgui\b|tax[ _.]?id|business.*(?:no|number|id)",
    re.IGNORECASE,
)


def check(text: str) -> bool:
    """Tell whether the check digit holds; zeros that a spreadsheet took from the front are given back."""
    return is_ubn(_digits(text))


def checks(texts: Sequence[str]) -> Sequence[bool]:
    """Tell it for many texts at once."""
    return are_valid([_digits(text) for text in texts], "ubn")


def _digits(text: str) -> str:
    return without_gaps(re.sub(r"\.0+$", "", text)).zfill(LENGTH)


def believable(sample: Sequence[str]) -> bool:
    """Tell whether a column named so holds such numbers: not days written in digits alone, and checks that hold."""
    whole = [text for text in sample if re.fullmatch(rf"[0-9]{{5,8}}{UNFLOATED}", text)]
    if len(whole) < FEW:
        return True
    days = sum(not isinstance(read_date(text), NotADate) for text in whole)
    return days < HALF * len(whole) and sum(map(check, whole)) >= HALF * len(whole)


TW_UBN = Recognizer(
    entity="TW_UBN",
    label="統一編號（公司行號）",
    role="quasi",
    patterns=(
        Pattern(rf"{LEFT}[0-9]{{8}}{RIGHT}", 0.3),
        Pattern(rf"{LEFT}[0-9]{{4}}[ -][0-9]{{4}}{RIGHT}", 0.2),
        Pattern(rf"^[0-9]{{5,8}}{UNFLOATED}$", 0.2, names=NAMES),
        Pattern(
            rf"(?<![0-9A-Za-z])(?=[0-9*○〇]{{8}}(?![0-9A-Za-z*]))[0-9]{{2,6}}{MASK}{{2,5}}[0-9]{{0,4}}",
            0.2,
            check=always,
            hint="[*○〇]{2}",
        ),
    ),
    names=NAMES,
    check=check,
    checks=checks,
    words=("統一編號", "統編", "營利事業", "UBN", "公司編號"),
    chance=0.22,
    believable=believable,
    crowd=check,
    crowd_share=0.9,
    source="財政部財政資訊中心 營利事業統一編號檢查碼邏輯 (the rule of 112年)",
    confidence="medium",
    hits=(
        "統編04595257",
        "統一編號：04595257",
        ("統一編號", "04595257"),
        ("統編", "4595257"),
        ("公司統編", "4595257.0"),
    ),
    misses=("04595257", "案號04595257", "統編04595258", ("收件日期", "20231105"), ("核准日期", "20200109")),
)
