"""地址: a door's address identifies; a road or a place in a column of places is a quasi-identifier. 地址識別碼 counts too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labkit.privacy.recognizer import Pattern, Recognizer
from labkit.taiwan.addresses import HYPHEN
from labkit.taiwan.addresses import N as DIGITS
from labkit.taiwan.places import all_towns, counties

HAN = "[㐀-鿿豈-﫿]"
N = DIGITS.removesuffix("+") + "{1,9}"
S = "[ ,、]{0,2}"
COUNTY = (
    "(?:"
    + "|".join([*counties(), *(f"{name}縣" for name in ("臺北", "桃園", "臺中", "臺南", "高雄"))]).replace(
        "臺", "[臺台]"
    )
    + ")"
)
TOWN = "(?:" + "|".join(all_towns()).replace("臺", "[臺台]") + f"|(?<=[縣市]){HAN}{{1,3}}[鄉鎮市區])"
AREA = rf"(?:{COUNTY}{S}{TOWN}?|{TOWN})"
VILLAGE = rf"(?:{HAN}{{1,4}}(?:里|村|社區)|{HAN}{{2,4}}部落)"
HOOD = rf"第?(?:{N})鄰"
ROAD = rf"(?:(?:[縣市](?=[民府政]))?(?:(?![縣市鄉鎮區村里鄰號])[{HAN[1:-1]}0-9]){{1,8}}(?:大道|路|街)(?:{S}(?:{N})段)?)"
LANE = rf"(?:(?:{N}|{HAN}{{1,4}})巷)"
ALLEY = rf"(?:(?:{N})(?:弄|衖|衕))"
DOOR = rf"(?:臨時?|附|特)?{S}(?:{N}|[0-9]{{0,2}}[*○]{{1,3}})(?:(?:之|{HYPHEN}|[、,~～及到至]){S}(?:{N})){{0,3}}{S}號(?!桿|燈)(?:(?:之|{HYPHEN})(?:{N}))?"
FLOOR = rf"(?:{S}(?:地下)?B?(?:{N})?(?:樓|[Ff](?![A-Za-z])|層)(?:{S}(?:之|{HYPHEN})(?:{N}))?)"
ROOM = rf"(?:{S}[0-9A-Za-z]{{1,5}}室)"
POSTCODE = r"(?:(?<![0-9-])(?<![0-9] )\(?[0-9]{3}(?:-?[0-9]{2,3})?\)?(?![0-9]) ?)"
TAIL = rf"{FLOOR}{{0,3}}{ROOM}?"
PLACES = re.compile(
    r"^(?!.*(?:類別|型態|種類|障礙|狀態|名稱代碼|數$|數_)).*(?:住址|地址|住所|居所|通訊處|戶籍地|門牌|地點|場所|路名|路段|道路|位置|處所|addr|location|place$|street)",
    re.IGNORECASE,
)
GENERIC = re.compile("[岔叉]路|路口|車道|道路|路面|人行|路肩|匝道|快車|慢車")
TELLING = re.compile(rf"{AREA}|{ROAD}|{VILLAGE}|巷|號")
FEW, SOME = 5, 0.3
STREETS = r"[ ,](?:St|Street|Rd|Road|Ave|Avenue|Blvd|Lane|Ln|Aly|Alley)\."
FORWARD = rf"{S}(?:{VILLAGE}{S})?(?:{HOOD}{S})?"


def believable(sample: Sequence[str]) -> bool:
    """Tell whether a column of places names any: a list of kinds of roads does not."""
    told = sum(bool(TELLING.search(GENERIC.sub("", text))) for text in sample)
    return len(sample) < FEW or told >= SOME * len(sample)


TW_ADDRESS = Recognizer(
    entity="TW_ADDRESS",
    label="地址",
    patterns=(
        Pattern(
            rf"{POSTCODE}?{AREA}{FORWARD}(?:{ROAD}|(?:(?!段){HAN}){{0,8}}?){S}{LANE}?{S}{ALLEY}{{0,2}}{S}{DOOR}(?!(?:公車|出口|店)){TAIL}",
            0.9,
            hint=r"[縣市鄉鎮區].*號",
        ),
        Pattern(
            rf"(?:{VILLAGE}{S})?(?:{HOOD}{S})?{ROAD}{S}{LANE}?{S}{ALLEY}{{0,2}}{S}{DOOR}{TAIL}",
            0.85,
            hint=r"(?:路|街|大道).*號",
        ),
        Pattern(
            rf"(?:{VILLAGE}{S}{HOOD}|{VILLAGE}|{HOOD}){S}(?:{HAN}{{1,6}})?{S}{LANE}?{S}{ALLEY}{{0,2}}{S}{DOOR}{TAIL}",
            0.6,
            hint=r"[里村區落鄰].*號",
        ),
        Pattern(rf"(?:{N}|{HAN}{{1,4}})巷{S}{ALLEY}?{S}{DOOR}{TAIL}", 0.6, hint=r"巷.*號"),
        Pattern(rf"{POSTCODE}?{AREA}?{FORWARD}{ROAD}{S}{LANE}{S}{ALLEY}?", 0.55, hint=r"(?:路|街|大道).*巷"),
        Pattern(
            rf"(?i:No\. ?[0-9]+(?:-[0-9]+)?, ?(?:[A-Za-z0-9'. -]+, ?){{0,4}}[A-Za-z0-9'. -]*{STREETS}(?:,[A-Za-z0-9' .()-]+){{0,5}})",
            0.8,
        ),
        Pattern(r"(?<![0-9A-Za-z-])[0-9A-Z]{7}-[0-9](?![0-9A-Za-z-])", 0.2),
        Pattern(
            rf"{AREA}{FORWARD}{ROAD}(?=$|[0-9 ,、(與和及至到口段附旁之的前後對近側往上下南北東西一二三四五六七八九十])",
            0.5,
            role="quasi",
            hint="[縣市鄉鎮區里村].*(?:路|街|大道)",
        ),
        Pattern(
            rf"{POSTCODE}?(?:{AREA}{FORWARD})?{ROAD}(?:{S}{LANE})?(?:{S}{ALLEY})?(?:{S}[與及和、/&]{S}{ROAD}口?)?",
            0.2,
            role="quasi",
            names=PLACES,
            hint="路|街|大道",
        ),
        Pattern(
            rf"^.*(?:[縣市鄉鎮區村里鄰路街巷弄號段橋公里K]|{HAN}{{3}}).*$",
            0.15,
            role="quasi",
            names=PLACES,
            check=lambda text: bool(re.search("[㐀-鿿]{3}|[㐀-鿿].*[0-9]", text)),
        ),
    ),
    names=re.compile(r"住址|地址|住所|居所|通訊處|戶籍地|門牌|地址識別碼|addr", re.IGNORECASE),
    words=("地址識別碼", "門牌識別碼", "住址", "地址", "住於", "戶籍"),
    believable=believable,
    elsewhere=re.compile("路燈|[電燈]桿|號誌"),
    source="政府資料標準平臺 lists/161 (地址識別碼: seven signs and a check digit) and 170 (order of the parts); see taiwan/addresses.py",
    confidence="high",
    hits=(
        "臺北市大安區和平東路一段1號",
        "和平東路二段12巷3弄4號5樓之1",
        "10844台北市萬華區新安里003鄰西園路2段372巷23弄25號2樓之1",
        "連江縣南竿鄉介壽村15號",
        "臨12號".replace("臨", "新安里3鄰臨"),
        "花蓮縣秀林鄉富世村3鄰民享14之1號",
        "中山路三十五號",
        "中正路12-3號",
        "地址識別碼1A3MC25-6",
        "No. 1, Sec. 2, Zhongxiao E. Rd., Taipei City",
        "民生東路三段12巷",
        ("發生地點", "中山路與民生路口"),
    ),
    misses=(
        "臺北市大安區",
        "北市法字第1130012345號",
        "第12號",
        "民族路",
        "1A3MC25-6",
        "公車307號",
        "捷運2號出口",
        "令第3號",
    ),
)
