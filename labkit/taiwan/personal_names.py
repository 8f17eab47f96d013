"""How personal names are written in agency tables: Han, masked, of indigenous people, in Latin letters.

Source: 姓名條例 §1–§4 (2024-05-29: 原住民族文字 alone or beside a Chinese name), 內政部 2006 on the sign between the parts of an
indigenous name (files hold ‧ · ・ • as well as .); masks as agencies publish them (王○明, 王O明, 王*明).
"""

from __future__ import annotations

import re
from pathlib import Path

from labkit.taiwan.surnames import COMMON, COMPOUND, RARE, has_surname, may_be_surname

HAN = "[⺀-⻿㐀-鿿豈-﫿\U00020000-\U000323af\ue000-\uf8ff\U000f0000-\U0010fffd]"
MASK = "[○〇◯●□OXx*＊_＿#ⅹ?\ufffd]"
DOT = "[‧·・•．.˙∙]"
SURNAME = f"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(COMMON))}])"
ANY_SURNAME = f"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(COMMON | RARE))}])"
LETTER = "A-Za-zÀ-ɏḀ-ỿ'’ʼ^"
LATIN = rf"[A-ZÀ-ÞĐ][{LETTER}-]*\.?(?:(?: |, ?|,)[{LETTER}][{LETTER}.-]*){{1,6}}"
DOTTED = f"{HAN}{{1,8}}(?: ?{DOT} ?{HAN}{{1,8}}){{1,3}}"
MASKED = f"(?:{ANY_SURNAME}(?:{MASK}{{1,3}}{HAN}?|{HAN}{MASK}{{1,2}})|[○〇◯●□]{HAN}{{2}})"
EVERYDAY = frozenset(Path(__file__).with_name("everyday_words.txt").read_text(encoding="utf-8").split())
"""Two-sign words of everyday prose whose first sign is also a surname: 金額, 方便, 連續."""
GIVEN_END = "於及與和至來在向已說表稱致先小女是為之等請電洽因由將未會並即經就則去到從再又有要接處另所現曾亦也均皆應無已並被把同的了"
WHOLE = re.compile(f"{HAN}{{2,4}}|{MASKED}|{DOTTED}|{LATIN}")
USUAL = 3
LONGER = re.compile(f"{HAN}{{2,15}}")
OFFICES = re.compile(
    r"(公司|商行|商店|中心|協會|學會|公會|工會|商會|基金會|學校|大學|國小|國中|高中|幼兒園|診所|醫院|合作社|企業|企業社|工程行|實業|事務所|委員會"
    r"|[局處課室股組所院廳部會署隊店廠館寺])$"
    r"|^(無|未填|不詳|自然人|匿名|民眾|本人|同上|以下空白|空白|其他|其它|合計|總計|小計|待查|略|保密|已?歿|已?亡|法定代理人|代理人|監護人|配偶|關係人|分機|轉|等人|父|母|夫|妻|子|女|兄|弟|姊|妹|不公開|未提供)$"
)
NOT_NAMES = re.compile(
    f"{OFFICES.pattern}|[宮科園廟段鄰里村區鄉鎮市縣路街巷弄號樓站台臺班級員類型式別款項費用數率額量表單書件案]$"
)
OFFICE_WORDS = re.compile(
    "[局處科課室所院廳署隊館校會社]|公司|中心|機關|單位|政府|工程|企業|貿易|有限|股份|工業|營造|餐"
)


def is_name(text: str) -> bool:
    """Tell whether a whole text is written like one person's name: a known surname, a mask, an indigenous or Latin form.

    >>> is_name("王○明"), is_name("瓦歷斯‧諾幹"), is_name("地政局"), is_name("Kolas Yotaka")
    (True, True, False, True)
    """
    plain = text.strip()
    if not WHOLE.fullmatch(plain) or NOT_NAMES.search(plain):
        return False
    if re.fullmatch(LATIN, plain):
        return is_latin_name(plain)
    return has_surname(plain) or not re.fullmatch(f"{HAN}+", plain)


def may_be_name(text: str) -> bool:
    """Tell whether a text may be a name where the column says that names stand there: any Han text that is no office.

    >>> may_be_name("粘阿甘"), may_be_name("阮氏紅絨"), may_be_name("民政局")
    (True, True, False)
    """
    plain = text.strip()
    if is_name(plain):
        return True
    if not LONGER.fullmatch(plain) or OFFICES.search(plain):
        return False
    if len(plain) == USUAL + (plain[:2] in COMPOUND) and may_be_surname(plain):
        return True
    return not NOT_NAMES.search(plain) and not OFFICE_WORDS.search(plain)


def is_latin_name(text: str) -> bool:
    """Tell whether Latin words are written like a person's name: capitals, no digits, no word of a firm.

    >>> is_latin_name("NGUYEN THI HOA"), is_latin_name("ACME CO., LTD."), is_latin_name("per month")
    (True, False, False)
    """
    words = re.findall(rf"[{LETTER}.-]+", text)
    firm = re.search(
        r"\b(?:co|ltd|inc|corp|llc|company|limited|bank|school|store|shop|township|district|county|city|village|vil|road|rd|street|st|the|of|and)\b",
        text,
        re.IGNORECASE,
    )
    return bool(re.fullmatch(LATIN, text)) and not firm and all(word[0].isupper() for word in words[:1] + words[-1:])
