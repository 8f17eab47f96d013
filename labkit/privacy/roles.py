"""What a column's name says about it, before any value is looked at.

Sensitive kinds: 個人資料保護法 §6 (病歷、醫療、基因、性生活、健康檢查、犯罪前科). Quasi-identifiers: what identifies a person
together with other data (施行細則 §3).
"""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["direct", "quasi", "sensitive", "free_text", "safe"]
ROLES: tuple[Role, ...] = ("direct", "quasi", "sensitive", "free_text", "safe")
ROLE_LABELS: dict[Role, str] = {
    "direct": "直接識別",
    "quasi": "間接識別",
    "sensitive": "特種個資",
    "free_text": "自由文字",
    "safe": "一般",
}
COUNTED = re.compile(r"[數率費額量比](?:$|[-_（(])|人次|件數|人數|戶數|[（(](?:人|件|戶|元|次)[)）]$")

BY_NAME: tuple[tuple[Role, str, re.Pattern[str]], ...] = (
    (
        "sensitive",
        "",
        re.compile(
            r"病歷|診斷|病名|病史|疾病|症狀|用藥|處方|就醫|身心障礙|障別|障礙類|失能|基因|性生活|性傾向|性病|健康檢查|健檢|犯罪|前科|罪名|犯次|刑期|確診|篩檢|檢驗結果|檢測結果|主訴|特殊需求|懷孕|孕期|家暴|自殺|精神狀[況態]|毒品|icd|(?<![A-Z])HIV|PCR"
            r"|diagnos|disease",
            re.IGNORECASE,
        ),
    ),
    ("direct", "TW_LANDLINE", re.compile(r"電話|市話|分機|傳真|phone|tel\b|fax", re.IGNORECASE)),
    ("direct", "", re.compile(r"身[分份]證|居留證|護照|戶號|健保卡|帳號|車牌|地號|建號")),
    ("direct", "TW_ADDRESS", re.compile(r"住址|地址|住所|通訊處|門牌|addr", re.IGNORECASE)),
    (
        "quasi",
        "",
        re.compile(
            r"(?<![發產衛學醫])生日|出生|生年|年齡|年紀|年次|^歲|歲數|性別(?!平等|工作)|婚姻|職業|國籍|國別|籍貫|族別|族群|民族|原住民身[分份]|血型|稱謂|宗教|政黨|黨籍|教育程度|學歷|郵遞區號|經度|緯度|居住|現居|戶籍"
            r"|^lat(?:itude)?$|^lon(?:gitude)?$|^lng$|^gps|twd97|^[xy](?:_?coord|座標)?$|^sex$|gender|^age$|nationality|^zip|postal",
            re.IGNORECASE,
        ),
    ),
    (
        "quasi",
        "",
        re.compile(
            r"學號|員工編號|員編|會員(?:編號|證?號|卡號)|駕照|榮民證|身障證明|身心障礙證明|勞保證|證照?號|車身號碼|引擎號碼|電號|水號|瓦斯表號|舉發單號|悠遊卡|一卡通|市民卡|門號"
            r"|(?<![a-z])mac(?![a-z])|裝置.*(?:id|識別碼)|device.?id|imei|臉書|微信|facebook|wechat|instagram|^(?:fb|ig)$",
            re.IGNORECASE,
        ),
    ),
    ("quasi", "", re.compile(r"地點|路名|路段|位置|座標|統一編號|統編")),
    ("free_text", "", re.compile(r"備註|說明|內容|意見|摘要|事由|描述|建議|情形|紀錄|經過|原因")),
)


def role_of_name(column: str) -> tuple[Role, str] | None:
    """Return the role and entity that the column's name speaks for, if any; a counted column holds nobody.

    >>> role_of_name("聯絡電話"), role_of_name("件數"), role_of_name("病歷件數")
    (('direct', 'TW_LANDLINE'), None, None)
    """
    if COUNTED.search(column):
        return None
    return next(((role, entity) for role, entity, pattern in BY_NAME if pattern.search(column)), None)
