"""姓名: in columns of names, in company columns, and in free text behind a role word or before a title. Masked names count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labkit.privacy.recognizer import Pattern, Recognizer, always
from labkit.taiwan.personal_names import (
    ANY_SURNAME,
    DOT,
    DOTTED,
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
NOT_THE_NAME = "(?!.*(?:數$|率$|電話|手機|地址|住址|生日|出生|身[分份]|統一編號|統編|編號$|代碼$|代號$|類別|性別|年齡|信箱|mail|國籍|職稱|關係|屬性|屬-性|區分|別名|費$|額$|比$|日期|時間|人次|字號|證號))"
SURE = re.compile(
    rf"^{NOT_THE_NAME}.*(?:姓名|名字|中文名|英文名|申請人|權利人|義務人|代理人|負責人|代表人|聯[絡繫]人|承辦人|陳情人|檢舉人|管理人|填表人|當事人|受害人|被害人|裁處人"
    r"|受處分人|行為人|事業主|雇主|經辦人|里長|鄰長|村長|院長|校長|園長|理事長|董事長|監護人|保證人|繼承人|所有權人|承租人|出租人|屋主|戶長|家長|案主|病患|患者姓|收件人|寄件人|紀錄者|發言人|主任$|站長|所長|隊長|社工$|照服員|督導員|個管師|醫師$|護理師)"
)
PERHAPS = re.compile(
    rf"^{NOT_THE_NAME}.*(?:家屬|當事者|人員|會員|學員|患者|個案|參與|出席|志工|經理|簽名|簽章|^ceo$|principal|person|owner|applicant|contact|^(?!.*(?:product|item|file|company|firm|org|unit|brand|model|drug|city|town|village|county|event|school|table|user)).*(?<![a-z])name(?![a-z])|人$|員$|者$)",
    re.IGNORECASE,
)
ROLES = (
    "承辦人", "承辦員", "申請人", "代理人", "陳情人", "陳情民眾", "檢舉人", "負責人", "代表人", "聯絡人", "連絡人", "聯繫人", "管理人", "當事人", "被害人", "受害人", "行為人", "監護人",
    "保證人", "繼承人", "承租人", "所有權人", "屋主", "房東", "戶長", "家長", "案主", "個案", "案家", "患者", "病患", "駕駛人", "駕駛", "報案人", "通報人", "里長", "鄰長", "村長",
    "里幹事", "社工", "社工師", "照服員", "個管師", "護理師", "醫師", "督導", "民眾", "住戶", "案父", "案母", "案夫", "案妻", "案子", "案女", "配偶", "家屬", "女兒", "兒子", "車主", "承辦人員", "權利人", "義務人",
    "姓名", "證人", "收件人", "寄件人", "經辦", "同事", "主任", "組長", "科長", "課長", "老師", "學生", "委任", "委託", "本人",
)  # fmt: skip
TITLES = (
    "先生",
    "小姐",
    "女士",
    "太太",
    "老師",
    "主任",
    "科長",
    "課長",
    "組長",
    "股長",
    "里長",
    "議員",
    "醫師",
    "護理師",
    "社工",
    "經理",
    "督導",
    "伯伯",
    "阿姨",
    "阿嬤",
    "奶奶",
    "爺爺",
    "校長",
    "園長",
    "院長",
    "村長",
    "所長",
    "隊長",
    "站長",
    "幹事",
    "秘書",
    "專員",
    "董事長",
    "理事長",
    "主委",
    "少校",
)
BY_LENGTH = [sorted(word for word in ROLES if len(word) == length) for length in sorted({len(word) for word in ROLES})]
BEHIND = "|".join(f"(?<=(?:{'|'.join(words)}){sign})" for words in BY_LENGTH for sign in ("", "[: (為是]", ": "))
RARELY = "|".join(f"(?<=(?:{'|'.join(words)})[: ])" for words in BY_LENGTH)
CLOSELY = "|".join(f"(?<=(?:{'|'.join(words)}))" for words in BY_LENGTH)
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
    return is_latin_name(text) or may_be_name(re.sub(r"\s", "", text))


def in_text(text: str) -> bool:
    """Tell whether a surname and what follows are no office, place or everyday word."""
    return not NOT_NAMES.search(text)


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
            rf"{EDGE}(?:{MASKED}|{DOTTED}|{LATIN}|{HAN}(?: ?{HAN}){{1,14}}){CLOSE}", 0.5, names=SURE, check=in_column
        ),
        Pattern(rf"{EDGE}{SURNAME}{HAN}{{1,2}} ?{LATIN}{CLOSE}", 0.5, names=SURE, check=always),
        Pattern(rf"{UNIT}{SURNAME}(?:{HAN}{{1,2}}|{MASK}{{1,2}}{HAN}?){CLOSE}", 0.45, names=SURE, check=in_text),
        Pattern(rf"{EDGE}(?:{MASKED}|{DOTTED}|{LATIN}|{HAN}{{2,6}}){CLOSE}", 0.3, cell=True, check=in_column),
        Pattern(rf"(?:{BEHIND}){SURNAME}{GIVEN}", 0.3, check=in_text, hint=f"{SURNAME}(?:{HAN}|{MASK})"),
        Pattern(rf"(?:{BEHIND}){DOTTED}", 0.3, check=always, hint=DOT),
        Pattern(
            rf"(?:(?:^|(?<=[，。、；;,.\s])){ANY_SURNAME}|{ANY_SURNAME}{HAN}{{2}})(?=先生|小姐|女士)",
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
        Pattern(rf"(?<=即){ANY_SURNAME}{HAN}{{1,2}}(?=$|[ )）,，、;。])", 0.6, check=in_text, hint="即"),
        Pattern(
            rf"(?:^|(?<=[ 、;,(（])){SURNAME}{HAN}{{1,2}}(?= ?[即(（][^)）]{{0,30}}{FIRM})",
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
    crowd=lambda text: not text.isascii() and is_name(text),
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
