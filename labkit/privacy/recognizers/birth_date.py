"""出生日期 in all ROC and AD forms. Any date looks alike: the column's name or a word has to say that it is a birth."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer, always
from labkit.privacy.recognizers._marks import UNFLOATED
from labkit.taiwan.roc_dates import NotADate, read_date

NAMES = re.compile(
    r"(?<![發產衛學醫])生日|出生(?!地|別|人數|數|率|登記)|birth|dob\b|生於|年月日生|生年月日", re.IGNORECASE
)
Y, M, D = "[0-9]{1,4}", "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
MONTH = "(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
HAN_NUMBER = "[〇零○一二三四五六七八九十百元]"
EARLIEST, LATEST = 1, 80_000


def check(text: str) -> bool:
    """Tell whether there is such a day; a time behind it and a lost zero do not count."""
    plain = re.sub(r"[T ][0-9]{1,2}:.*$|(?<=日)生$|\.0+$", "", text).strip()
    if re.fullmatch("[0-9]{6}", plain):
        plain = f"0{plain}"
    return not isinstance(read_date(re.sub(r"\s", "", plain)), NotADate)


BIRTH_DATE = Recognizer(
    entity="BIRTH_DATE",
    label="出生日期",
    role="quasi",
    patterns=(
        Pattern(rf"(?<![0-9A-Za-z])(?:(?:中華)?民國前?|西元)? ?{Y} ?年 ?{M} ?月 ?{D} ?日?(?![0-9])", 0.4),
        Pattern(
            rf"(?<![0-9A-Za-z./-])(?:民國)?(?:{Y}/{M}/{D}|{Y}\.{M}\.{D}|{Y}-{M}-{D})(?![0-9A-Za-z]|[./-][0-9])", 0.35
        ),
        Pattern(rf"(?:(?:中華)?民國前?)?{HAN_NUMBER}{{1,6}}年{HAN_NUMBER}{{1,3}}月{HAN_NUMBER}{{1,3}}日", 0.4),
        Pattern(
            r"(?<![0-9A-Za-z])(?<![0-9][.,])(?:[01]?[0-9]{2}|(?:18|19|20)[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z]|[.,][0-9])",
            0.3,
        ),
        Pattern(
            rf"(?<![0-9A-Za-z])[0-9]{{1,2}}[ -]{MONTH}[a-z]*[ -,]{{1,2}}[0-9]{{2,4}}(?![0-9A-Za-z])",
            0.3,
            check=always,
        ),
        Pattern(rf"^{MONTH}[a-z]*\.? ?{D},? ?[0-9]{{4}}$", 0.3, names=NAMES, check=always),
        Pattern(
            rf"(?<![0-9])(?:民國)?(?:[0-9]{{2,4}}|[*○〇]{{1,4}})(?:年(?:{M}|[*○〇]{{1,2}})月(?:{D}|[*○〇]{{1,2}})日?|[/.-](?:{M}|[*○]{{2}})[/.-](?:{D}|[*○]{{2}}))(?![0-9*])",
            0.3,
            check=lambda text: bool(re.search("[*○〇]", text)),
            hint="[*○〇]",
        ),
        Pattern(
            rf"(?<![0-9A-Za-z./-])(?:3[01]|[12][0-9]|0?[1-9])/{M}/(?:19|20)[0-9]{{2}}(?![0-9A-Za-z/])",
            0.3,
            check=always,
        ),
        Pattern(rf"民國元年 ?{M}月 ?{D}日", 0.4, check=always),
        Pattern(rf"^{Y}[-/.]{M}[-/.]{D}[T ][0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:\.[0-9]+)?$", 0.4, names=NAMES),
        Pattern(
            rf"^(?:民國前?|民前|西元)? ?{Y} ?年(?: ?{M} ?月)?$|^[0-9]{{5}}{UNFLOATED}$|^(?:18|19|20)[0-9]{{6}}\.0+$|^(?:3[01]|[12][0-9]|0?[1-9])[/.-]{M}[/.-](?:18|19|20)[0-9]{{2}}$|^[0-9]{{2,3}}[./-]{M}$",
            0.25,
            names=NAMES,
            check=always,
        ),
        Pattern(rf"^(?:民國?前|前) ?{Y} ?年 ?{M} ?月 ?{D} ?日?$", 0.3, names=NAMES, check=always),
        Pattern(
            rf"^(?:民國)?{Y}[/.年-](?:{M}|[*○〇XxO]{{1,2}})[/.月-][*○〇XxO]{{1,2}}日?$|^[*○〇]{{2,4}}[/.年-]{M}[/.月-]{D}日?$",
            0.3,
            names=NAMES,
            check=always,
        ),
    ),
    names=NAMES,
    check=check,
    words=("生日", "出生", "生於", "birth", "DOB", "誕生"),
    after=("生", "出生", "日生"),
    source="民國 year = AD year - 1911 (公文程式條例 §6); written forms as in agency files: see taiwan/roc_dates.py",
    confidence="medium",
    hits=(
        "生日75年3月2日",
        "出生民國75年3月2日",
        "75.03.02生",
        ("出生年月日", "0750302"),
        ("生日", "750302"),
        ("生日", "75/3/2"),
        ("生日", "075/03/02"),
        ("出生日期", "1986-03-02"),
        ("出生日期", "19860302"),
        ("出生日期", "七十五年三月二日"),
        ("生日", "民國前5年3月2日"),
        ("生日", "1986-03-02 00:00:00"),
        ("生日", "31473"),
    ),
    misses=("75年3月2日", "0750302", ("收件日期", "75/3/2"), ("出生人數", "31473"), ("生日", "75/13/2"), "衛生75/3/2"),
)
