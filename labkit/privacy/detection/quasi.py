"""What values say without the column's name: sexes, places, coordinates, sensitive words, codes that number each row.

Sensitive words: kinds of 個人資料保護法 §6; common diagnoses as agencies of health and care write them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from labkit.privacy.roles import Role
from labkit.taiwan.places import all_towns, counties

IS_SEX, IS_PLACE = "內容是性別", "內容是行政區或村里"
MOST, ALL = 0.5, 0.9
ENOUGH, MANY = 5, 20
SEXES = frozenset("男女") | {"男性", "女性", "生理男", "生理女", "M", "F", "MALE", "FEMALE"}
ILL = re.compile(
    "高血壓|糖尿病|高血脂|癌|腫瘤|中風|失智|帕金森|思覺失調|憂鬱|躁鬱|癲癇|氣喘|肺炎|肺結核|肝炎|肝硬化|腎衰竭|洗腎|心臟病|心衰竭|骨折|骨質疏鬆|關節炎|愛滋|HIV|梅毒"
    "|登革|COVID|新冠|精神疾病|身心障礙|智能障礙|自閉|植物人|褥瘡|壓瘡|酒癮|毒癮|施用毒品|竊盜|詐欺|傷害罪|公共危險|性侵|前科"
)
ICD = re.compile(r"[A-TV-Z][0-9]{2}(?:\.[0-9A-Z]{1,4})")
VILLAGE = re.compile("[㐀-鿿]{1,4}[里村]")
CODE = re.compile(r"[0-9A-Za-z一-鿿]*[0-9][0-9A-Za-z一-鿿()（）_/.-]{2,}")
NUMBERED = re.compile(
    r"案號|文號|字號|編號|證號|流水號|收件號|序號$|案件碼|(?:^|_)(?:id|no|key|uid|objid)$", re.IGNORECASE
)


def role_of_values(name: str, texts: Sequence[str], *, repeated: bool) -> tuple[Role, str] | None:
    """Return the role that the distinct values of a column speak for, with the reason; ``repeated``: values recur.

    >>> role_of_values("欄3", ["男", "女"], repeated=True)
    ('quasi', '內容是性別')
    """
    filled = [text.strip() for text in texts if text.strip()]
    if not filled:
        return None
    if repeated and {text.upper() for text in filled} <= SEXES and len(filled) > 1:
        return "quasi", IS_SEX
    if _share(filled, lambda text: bool(ILL.search(text) or ICD.fullmatch(text))) >= MOST and len(filled) >= ENOUGH:
        return "sensitive", "內容提到疾病、醫療或前科（個資法第 6 條）"
    if _share(filled, _is_place) >= ALL:
        return "quasi", IS_PLACE
    if (
        len(filled) >= MANY
        and NUMBERED.search(name)
        and not repeated
        and _share(filled, lambda t: bool(CODE.fullmatch(t))) >= MOST
    ):
        return "quasi", "逐筆不同的編號，可與其他檔案對照"
    return None


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(bool(test(text)) for text in texts) / len(texts)


def _is_place(text: str) -> bool:
    """Tell whether a whole cell is a county, a township or a village, with or without what stands above it."""
    plain = text.replace("台", "臺").replace(" ", "").replace("\u3000", "")
    for county in counties():
        plain = plain.removeprefix(county)
    for town in all_towns():
        if plain.startswith(town):
            plain = plain.removeprefix(town)
            break
    return not plain or bool(VILLAGE.fullmatch(plain))
