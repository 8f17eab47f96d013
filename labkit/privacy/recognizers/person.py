"""Personal names: in columns that are named so, and after a role word in free text. Masked names count."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Recognizer
from labkit.taiwan.surnames import COMMON, COMPOUND, has_surname

SEPARATORS = "‧·・•."
MASKS = "○〇ＯO*＊X"
HAN = r"[㐀-鿿豈-﫿𠀀-𪛟]"
WHOLE = re.compile(
    rf"{HAN}(?:{HAN}|[{MASKS}]){{1,3}}|{HAN}{{1,8}}(?:[{SEPARATORS}]{HAN}{{1,8}})+|[A-Z][A-Za-z'’-]+(?:[ ,]+[A-Z][A-Za-z.'’-]*){{1,5}}"
)
NOT_NAMES = re.compile(
    r"(公司|商行|商店|中心|協會|基金會|學校|[局處科課室所院廳部會店廠])$|^(無|未填|不詳|自然人|匿名|民眾|本人)$"
)


SURE_NAMES = re.compile(
    "姓名|名字|申請人|權利人|義務人|代理人|負責人|代表人|聯絡人|承辦人|陳情人|管理人|填表人|當事人|受害人|裁處人|受處分人|事業主|雇主"
)
PERHAPS_NAMES = re.compile("家屬|里長|當事者|人員|會員|學員|患者|個案|ceo|principal", re.IGNORECASE)


def holds_name(text: str) -> bool:
    """Tell whether a part of the cell is written like a name: 甲公司（王小明）, 里長王小明;陳大文.

    >>> holds_name("甲公司（王小明）"), holds_name("自用-小客車")
    (True, False)
    """
    return any(is_name(part) for part in re.split(r"[（）()\[\]；;、,，/\s　:：-]+", text) if part)


def is_name(text: str) -> bool:
    """Tell whether a whole cell is written like one person's name: a known surname, a mask, an indigenous or Latin form.

    >>> is_name("王○明"), is_name("瓦歷斯‧諾幹"), is_name("地政局")
    (True, True, False)
    """
    plain = text.strip()
    if not WHOLE.fullmatch(plain) or NOT_NAMES.search(plain):
        return False
    return has_surname(plain) or any(sign in plain for sign in MASKS + SEPARATORS) or plain.isascii()


PERSON = Recognizer(
    entity="PERSON",
    label="姓名",
    patterns=(
        r"(?<=承辦人)[：: ]?[㐀-鿿][㐀-鿿○〇*]{1,2}",
        r"(?<=申請人)[：: ]?[㐀-鿿][㐀-鿿○〇*]{1,2}",
        r"(?<=代理人)[：: ]?[㐀-鿿][㐀-鿿○〇*]{1,2}",
        r"(?<=陳情人)[：: ]?[㐀-鿿][㐀-鿿○〇*]{1,2}",
        rf"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(COMMON))}])[㐀-鿿○〇*]{{0,2}}(?=先生|小姐|女士)",
    ),
    names=re.compile(f"{SURE_NAMES.pattern}|{PERHAPS_NAMES.pattern}", re.IGNORECASE),
    check=lambda text: has_surname(re.sub(r"^[：: ]", "", text)),
    source="surname list of taiwan/surnames.py; role words of agency forms",
    confidence="medium",
    hits=("承辦人王小明", "申請人：陳○明", "請通知林先生"),
    misses=("臺北市大安區", "申請人數", "先生小姐"),
    score=0.6,
)
