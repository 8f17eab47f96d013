"""What a column's name says about it, before any value is looked at.

Sensitive kinds: 個人資料保護法 §6 (病歷、醫療、基因、性生活、健康檢查、犯罪前科). Quasi-identifiers: what identifies a person
together with other data (施行細則 §3).
"""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["direct", "quasi", "sensitive", "free_text", "safe"]
ROLES: tuple[Role, ...] = ("direct", "quasi", "sensitive", "free_text", "safe")

BY_NAME: tuple[tuple[Role, str, re.Pattern[str]], ...] = (
    ("sensitive", "", re.compile(r"病歷|診斷|病名|用藥|身心障礙|障別|基因|性生活|健康檢查|犯罪|前科|確診")),
    ("direct", "TW_LANDLINE", re.compile(r"電話|市話|分機|傳真|phone|tel\b|fax", re.IGNORECASE)),
    ("direct", "", re.compile(r"居留證|護照|戶號|健保卡|帳號|車牌|地號|建號")),
    ("direct", "TW_ADDRESS", re.compile(r"住址|地址|住所|通訊處|門牌|addr", re.IGNORECASE)),
    (
        "quasi",
        "",
        re.compile(
            r"生日|出生|年齡|歲數|性別(?!平等)|婚姻|職業|國籍|籍貫|教育程度|郵遞區號|經度|緯度|^lat$|^lon$|^lng$",
            re.IGNORECASE,
        ),
    ),
    ("quasi", "", re.compile(r"地點|路名|路段|位置|座標")),
    ("free_text", "", re.compile(r"備註|說明|內容|意見|摘要|事由|描述|建議|情形")),
)


def role_of_name(column: str) -> tuple[Role, str] | None:
    """Return the role and entity that the column's name speaks for, if any.

    >>> role_of_name("聯絡電話"), role_of_name("件數")
    (('direct', 'TW_LANDLINE'), None)
    """
    return next(((role, entity) for role, entity, pattern in BY_NAME if pattern.search(column)), None)
