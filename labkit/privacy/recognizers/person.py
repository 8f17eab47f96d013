"""姓名: in columns of names, in company columns, and in free text behind a role word or before a title. Masked names count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labkit.privacy.recognizer import Pattern, Recognizer, always
from labkit.privacy.recognizers._name_words import PERHAPS, ROLES, SURE, TITLES
from labkit.taiwan.personal_names import (
    ANY_SURNAME,
    DOT,
    DOTTED,
    EVERYDAY,
    GIVEN_END,
    HAN,
    LATIN,
    MASK,
    MASKED,
    NOT_NAMES,
    SURNAME,
    is_latin_name,
    is_name,
    may_be_name,
)

FEW, HALF = 5, 0.5
BY_LENGTH = [sorted(word for word in ROLES if len(word) == length) for length in sorted({len(word) for word in ROLES})]
BEHIND = "|".join(f"(?<=(?:{'|'.join(words)}){sign})" for words in BY_LENGTH for sign in ("", "[: (為是]", ": "))
RARELY = "|".join(f"(?<=(?:{'|'.join(words)})[: ])" for words in BY_LENGTH)
CLOSELY = "|".join(f"(?<=(?:{'|'.join(words)}))" for words in BY_LENGTH)
NUMBERED = "(?<=[0-9][.、)])|(?<=[0-9][.、)] )|(?<=^代)"
SIGN = f"(?:{HAN}|&#[0-9]{{4,6}};)"  # a rare character may have been saved as its number in HTML
BESIDE = re.compile(r"^(?:[0-9]{1,3}[.、)]\s?|代)|(?:\*|-\S{1,4}|\s?[(（][^()（）]{1,4}[)）])$")
GIVEN = f"(?:{HAN}(?![{GIVEN_END}]){HAN}|{HAN}|{MASK}{{1,2}}|{HAN}{MASK}|{MASK}{HAN})"
EDGE = r"(?:^|(?<=[\s、;,，；/／|()（）:：\n\]」]))"
CLOSE = r"(?=$|等[0-9一二三四五六七八九十]*[人名戶筆]|[\s、;,，；/／|()（）\n\[「])"
UNIT = r"(?<=[課科室股組局處所隊班部長員師任人事])"
PLACE = "路街段里區村鄉鎮市縣號巷弄股"
FIRM = "(?:公司|商行|商號|商店|企業社|工程行|行|社|店|館|廠|坊|中心|診所|事務所|工作室|補習班|幼兒園|機構)"


def check(text: str) -> bool:
    """Tell whether a text is a name by its own form."""
    return is_name(text)


def in_column(text: str) -> bool:
    """Tell whether a text may be a name in a column of names."""
    return is_latin_name(text) or may_be_name(re.sub(r"\s", "", re.sub("&#[0-9]+;", "□", text)))


def in_text(text: str) -> bool:
    """Tell whether a surname and what follows are no office, place or everyday word."""
    return not NOT_NAMES.search(text) and text[:2] not in EVERYDAY


def of_names(text: str) -> bool:
    """Tell whether a cell holds one name or several, with or without an ordinal, a mark or an office beside each."""
    parts = [BESIDE.sub("", part.strip()) for part in re.split(r"[、,\n]", text) if part.strip()]
    plain = [re.sub(rf"(?<={HAN})\s+(?={HAN})", "", part).strip() for part in parts]
    return bool(plain) and not text.isascii() and all(map(is_name, plain))


def believable(sample: Sequence[str]) -> bool:
    """Tell whether the short Han texts of a column are names: of people's, nearly all begin with a known surname."""
    short = [text for text in sample if re.fullmatch(f"{HAN}{{2,4}}", text)]
    names = sum(map(is_name, short))
    return names >= HALF * len(short) if len(short) >= FEW else names > 0 or len(short) < 2  # noqa: PLR2004


PERSON = Recognizer(
    entity="PERSON",
    label="姓名",
    patterns=(
        Pattern(
            rf"{EDGE}(?:{MASKED}|{DOTTED}|{LATIN}|{SIGN}(?: {{0,3}}{SIGN}){{1,14}}){CLOSE}",
            0.5,
            names=SURE,
            check=in_column,
        ),
        Pattern(rf"{EDGE}{SURNAME}{HAN}{{1,2}} ?{LATIN}{CLOSE}", 0.5, names=SURE, check=always),
        Pattern(rf"{UNIT}{SURNAME}(?:{HAN}{{1,2}}|{MASK}{{1,2}}{HAN}?){CLOSE}", 0.45, names=SURE, check=in_text),
        Pattern(
            rf"(?:{EDGE}|{NUMBERED})(?:{MASKED}|{DOTTED}|{LATIN}|{SIGN}(?: {{0,3}}{SIGN}){{1,5}})(?:{CLOSE}|(?=[-*]))",
            0.3,
            cell=True,
            check=in_column,
        ),
        Pattern(rf"(?:{BEHIND}){SURNAME}{GIVEN}", 0.3, check=in_text, hint=f"{SURNAME}(?:{HAN}|{MASK})"),
        Pattern(rf"(?:{BEHIND}){DOTTED}", 0.3, check=always, hint=DOT),
        Pattern(rf"(?:{BEHIND}){LATIN}", 0.3, check=is_latin_name, hint=LATIN),
        Pattern(
            rf"(?:(?:^|(?<=[，。、；;,.\s])){ANY_SURNAME}|{ANY_SURNAME}氏?{HAN}{{2}})(?=先生|小姐|女士)",
            0.3,
            check=in_text,
            hint="先生|小姐|女士",
        ),
        Pattern(rf"(?:{DOTTED}|{MASKED})(?={'|'.join(TITLES)})", 0.3, check=always, hint="|".join(TITLES)),
        Pattern(
            rf"(?:{CLOSELY}){ANY_SURNAME}{HAN}{{2}}(?=[，。、；;,.\s]|$)",
            0.3,
            check=in_text,
            hint=f"{ANY_SURNAME}{HAN}{{2}}",
        ),
        Pattern(rf"(?:{RARELY}){ANY_SURNAME}{GIVEN}", 0.3, check=in_text, hint=f"[: ]{ANY_SURNAME}"),
        Pattern(
            rf"{SURNAME}(?:{HAN}{{1,2}}|{MASK}{{1,2}}{HAN}?)?(?={'|'.join(TITLES)})",
            0.3,
            check=in_text,
            hint="|".join(TITLES),
        ),
        Pattern(
            rf"{SURNAME}(?:[○〇◯●*]{{1,2}}(?:(?![{PLACE}]){HAN})?|[OX](?![{PLACE}]){HAN}|{HAN}[○〇◯●*])(?![{PLACE}○〇◯●*])",
            0.6,
            check=always,
        ),
        Pattern(rf"(?<=(?<!立)即){ANY_SURNAME}{HAN}{{1,2}}(?=$|[ )）,，、;。])", 0.6, check=in_text, hint="即"),
        Pattern(
            rf"(?:^|(?<=[ 、;,(（])){ANY_SURNAME}{HAN}{{1,2}}(?=[〈《]?即(?![將時日可使刻便是]){HAN}{{2}})",
            0.6,
            check=in_text,
            hint="即",
        ),
        Pattern(
            rf"(?:^|(?<=[ 、;,(（])){SURNAME}{HAN}{{1,2}}(?= ?[(（][^)）]{{0,30}}{FIRM})",
            0.6,
            check=in_text,
            hint=FIRM,
        ),
        Pattern(
            rf"(?<=[(（]){ANY_SURNAME}(?:{HAN}{{1,2}}|{MASK}{{1,2}}{HAN}?)(?=[)）])", 0.3, check=in_text, hint=r"[(（]"
        ),
    ),
    names=re.compile(f"{SURE.pattern}|{PERHAPS.pattern}", re.IGNORECASE),
    check=check,
    words=ROLES,
    after=TITLES,
    crowd=of_names,
    crowd_share=0.7,
    believable=believable,
    source="姓名條例 §1-§4; surnames of taiwan/surnames.py; role words and titles of agency forms",
    confidence="medium",
    hits=(
        "承辦人王小明",
        "申請人：陳○明",
        "請通知林先生",
        "王○明",
        "甲商行即王小明",
        ("姓名", "粘阿甘"),
        ("姓名", "瓦歷斯‧諾幹"),
        ("姓名", "左   坤"),
        ("姓名", "陳盛&#29002;"),
        "甲小吃店即王小明",
        ("事業單位名稱", "王小明〈即甲小吃店〉"),
        ("ceo", "王　睿"),
        ("姓名", "Kolas Yotaka"),
        ("姓名", "王O明"),
        ("負責人", "王小明、陳大文"),
        ("管理人", "社會課劉金強"),
        ("事業單位(負責人)", "甲有限公司(王小明)"),
        ("里長", "里長曾阿粉"),
    ),
    misses=(
        "臺北市大安區",
        "申請人數",
        "先生小姐",
        ("姓名", "民政局"),
        ("申請人數", "王小明"),
        ("車種", "自用-小客車"),
        "高雄市",
        "王○路",
    ),
)
