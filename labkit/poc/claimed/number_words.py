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
    r"(?<!\d)\d{2,4}([/.-])\d{1,2}\1\d{1,2}(?!\d)|[每同當本次上下]月\s*\d{1,2}\s*日|\d{1,2}\s*[-–~至到]\s*\d{1,2}\s*月"
    r"|(?:民國\s*)?(?:\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日|(?:民國\s*)?(?:[89]\d|1[0-4]\d|19\d\d|20\d\d)\s*年度?(?:\s*\d{1,2}\s*月(?!份))?"
)
NAMED = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
NUMBER = re.compile(
    r"(?P<sign>[-−負]\s*)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)\s*(?P<scale>[十百千]?萬|億|千|百)?\s*[餘多]?\s*"
    rf"(?P<unit>{NAMED})?"
)
ONE_TO_NINE = "一二三四五六七八九"
NUMERALS = f"零〇{ONE_TO_NINE}兩十百千萬億"
IN_WORDS = re.compile(
    rf"百分之(?P<hundredth>[零〇{ONE_TO_NINE}十百]+)(?:點(?P<point>[零〇{ONE_TO_NINE}]+))?|(?P<all>百分百)|(?P<half>一半|半數|過半)"
    rf"|(?P<tenth>[{ONE_TO_NINE}]|(?<![\d.,])[1-9](?:\.\d)?)\s*成(?:\s*(?P<more>[{ONE_TO_NINE}]|[1-9](?!\s*[\d,.%件人次個萬])))?"
    r"(?![員長本功立為果就效])"
    rf"|(?<![百{NUMERALS}])(?P<below>[{ONE_TO_NINE}十])分之(?P<above>[{ONE_TO_NINE}])"
)
LEAST_AFTER, MOST_AFTER = re.compile(r"\s*或?以上"), re.compile(r"\s*(?:之內|以內|內|或?以下)")
LEAST_BEFORE = re.compile(r"(?:逾|超過|突破|至少|不低於|不少於|高於)(?:約|了)?\s*$")
MOST_BEFORE = re.compile(r"(?:低於|少於|不到|未達|不超過|至多|最多)\s*$")
ABOUT = re.compile(r"(?:約|將近|近(?![年期日來]))[^\d]{0,6}$")
FILLED = r"(?:了|約|近|達|逾|超過|至少|突破|高達|將近|幅度)*\s*"
UP = re.compile(rf"(?:提高|提升|增加|成長|上升|改善|進步|增幅|成長率|增|升)(?!到|至|為){FILLED}$")
DOWN = re.compile(rf"(?:降低|減少|縮短|縮減|精簡|節省|下降|下滑|[降減跌]幅|減|省|降)(?!到|至|為){FILLED}$")
AFTER = re.compile(
    r"\s*(?:或?以上)?的?(?:(?P<up>提升|成長|增加|增幅|增長)|(?P<down>減少|降低|降幅|縮短))(?![到至為成])"
)
PER = re.compile(r"每\s*個?(?P<per>工作天|件|案|筆|日|天|人|位|月|週|周|次|年)?")
EACH = {"案": "件", "筆": "件", "日": "工作天", "天": "工作天", "位": "人", "周": "週"}
AFTER_A_CHANGE = "為到至成了短省少升加長高增"
LARGE = f"[{ONE_TO_NINE}兩十][{NUMERALS}]*[十百千萬億][{NUMERALS}]*|十"
COUNTED_IN_WORDS = re.compile(
    rf"(?<![第每週周期拜點分之{NUMERALS}])(?:(?P<many>[二兩三四五六七八九十百千][{NUMERALS}]*|一[{NUMERALS}]+|(?<=[{AFTER_A_CHANGE}])一)"
    r"(?=\s*(?:個?工作[天日]|天|小時|分鐘|秒鐘|人日|個?百分點|倍))"
    rf"|(?P<large>{LARGE})(?=\s*(?:件|人|份|次|元)))"
)
WHOLE_DAY = re.compile(r"個?\s*24\s*小時日")
PAUSE = re.compile(r"[，。；、！？,;：（）()]")
SCORED = re.compile(r"(?:滿意度|滿意程度|評分|得分|分數|成績|評核|評比|評鑑)[^，。；,]*$")
ORDINAL, IN_A_NAME = re.compile(r"第\s*$"), re.compile(r"[A-Za-z][-–]?$")
FROM = re.compile(r"(?:由|從|自)[^由從自]{0,12}$")
TO = re.compile(r"(?:到|至|為|成|剩|→)(?:了|約|近|僅|只|達)*\s*$")
