"""The words by which numbers are said in zh-TW: units, shares in words, bounds, changes, dates that are no numbers.

Source: the usage of announcements and performance sheets; 「以上」「以內」 include the number itself (中華民國刑法第 10 條第 1 項).
"""

from __future__ import annotations

import re

UNITS = {
    "個24小時日": "24小時日",
    "24小時日": "24小時日",
    "個工作天": "工作天",
    "個工作日": "工作天",
    "個上班日": "工作天",
    "工作天": "工作天",
    "工作日": "工作天",
    "上班日": "工作天",
    "日曆天": "日曆天",
    "人日": "人日",
    "人天": "人日",
    "人時": "人時",
    "個百分點": "百分點",
    "百分點": "百分點",
    "%": "%",
    "秒鐘": "秒",
    "秒": "秒",
    "分鐘": "分鐘",
    "分": "分鐘",
    "小時": "小時",
    "個小時": "小時",
    "天": "天",
    "日": "天",
    "個人力": "人力",
    "名人力": "人力",
    "人力": "人力",
    "人次": "人次",
    "件": "件",
    "人": "人",
    "份": "份",
    "次": "次",
    "倍": "倍",
    "歲": "歲",
    "元": "元",
}
PLACES, WHOLE = 6, 100
DATE = re.compile(
    r"(?:民國\s*)?(?:\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日|(?:民國\s*)?(?:[89]\d|1[0-4]\d|19\d\d|20\d\d)\s*年度?(?:\s*\d{1,2}\s*月(?!份))?"
)
NAMED = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
NUMBER = re.compile(
    r"(?P<sign>[-−負]\s*)?(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>[十百千]?萬|億|千|百)?\s*[餘多]?\s*"
    rf"(?P<unit>{NAMED})?"
)
IN_WORDS = re.compile(
    r"百分之(?P<hundredth>[零〇一二三四五六七八九十百]+)|(?P<half>一半|半數|過半)"
    r"|(?P<tenth>[一二三四五六七八九])成(?P<more>[一二三四五六七八九])?(?![員長本功立為果就效])"
)
LEAST_AFTER, MOST_AFTER = re.compile(r"\s*或?以上"), re.compile(r"\s*(?:之內|以內|內|或?以下)")
LEAST_BEFORE = re.compile(r"(?:逾|超過|突破|至少|不低於|不少於|高於)(?:約|了)?\s*$")
MOST_BEFORE = re.compile(r"(?:低於|少於|不到|未達|不超過|至多|最多)\s*$")
ABOUT = re.compile(r"(?:約|將近|近(?![年期日來]))[^\d]{0,6}$")
FILLED = r"(?:了|約|近|達|逾|超過|至少|突破|高達|將近|幅度)*\s*"
UP = re.compile(rf"(?:提高|提升|增加|成長|上升|改善|進步|增|升)(?!到|至|為){FILLED}$")
DOWN = re.compile(rf"(?:降低|減少|縮短|縮減|節省|下降|減|省|降)(?!到|至|為){FILLED}$")
AFTER = re.compile(
    r"\s*(?:或?以上)?的?(?:(?P<up>提升|成長|增加|增幅|增長)|(?P<down>減少|降低|降幅|縮短))(?![到至為成])"
)
PER = re.compile(r"每\s*個?(?P<per>工作天|件|案|筆|日|天|人|位|月|週|周|次|年)?")
EACH = {"案": "件", "筆": "件", "日": "工作天", "天": "工作天", "位": "人", "周": "週"}
COUNTED_IN_WORDS = re.compile(
    r"(?<![第每週周期拜零〇一二兩三四五六七八九十百千])(?P<many>[二兩三四五六七八九十百千][零〇一二兩三四五六七八九十百千]*"
    r"|(?<=[為到至成了短省少])一)(?=\s*(?:個?工作[天日]|天|小時|分鐘|人日|個?百分點|倍))"
)
WHOLE_DAY = re.compile(r"個?\s*24\s*小時日")
PAUSE = re.compile(r"[，。；、！？,;：（）()]")
