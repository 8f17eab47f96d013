"""Addresses cut into their parts; what a text does not state stays empty.

Source: 政府資料標準平臺 lists/161 and 170 (縣市 鄉鎮市區 村里 鄰 路街大道 段 巷 弄 衖 號 樓 室; 段 in Chinese numerals, 地名 where a
place has no roads), 臺北市道路命名及門牌編釘自治條例 第10條 (臨 numbers, 之 numbers), 新北市門牌編釘作業要點 第4點 (附 numbers).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields

from labkit.taiwan.numerals import chinese_digits, chinese_number
from labkit.taiwan.places import all_towns, counties

N = "[0-9〇零○O一二三四五六七八九十百廿卅]+"
LONGEST = 12
HYPHEN = r"[-－‐‑–—─﹣−~～]"
POSTCODE = re.compile(r"^\s*[\[(]?(?P<code>[0-9]{6}|[0-9]{5}|[0-9]{3})[\])]?(?![0-9]|巷|弄|號|樓|之|-|[鄉縣市]道)\s*")
VILLAGE = re.compile(
    rf"(?P<name>(?![0-9])[^0-9鄰路街巷弄號\s]{{1,4}}?(?:新村里|[村里](?![村里])))(?!(?<=村)[東西南北]?[路街]|[路街巷道]|大道|{N}[路街])"
)
FORMER = re.compile("(?:臺北|桃園|臺中|臺南|高雄)縣[^市鄉鎮區0-9]{1,3}[市鄉鎮]")  # until 2010-12-25 and 2014-12-25
HOOD = re.compile(rf"第?(?P<n>{N})鄰")
ROAD_END = re.compile("大道|路|街")
AFTER_ROAD = re.compile(rf"$|[\s(臨附特之0-9]|{N}(?:[段巷弄衖號鄰]|之)|[^0-9路街號]{{1,6}}巷|地下|[A-Z甲乙丙丁]")
SECTION = re.compile(rf"(?P<n>{N})段")
LANE = re.compile(rf"(?P<n>{N}(?:(?:之|{HYPHEN}){N})?|[甲乙丙丁]|[^0-9巷弄號\s]{{1,6}}?)巷")
ALLEY = re.compile(rf"(?P<n>{N}(?:(?:之|{HYPHEN}){N})?)弄")
SUB_ALLEY = re.compile(rf"(?P<n>{N})[衖衕]")
NUMBER = re.compile(
    rf"(?P<kind>臨時?|附|特)?\s*(?P<n>{N})(?:(?:之|{HYPHEN})附?(?P<sub>{N}))?\s*號(?:(?:之|{HYPHEN})附?(?P<after>{N})(?![0-9樓Ff室]))?"
)
FLOOR = re.compile(
    rf"(?P<down>地下|B)?\s*(?P<n>{N})?\s*(?:樓|層|[Ff](?![A-Za-z]))(?:\s*(?:之|{HYPHEN})\s*(?P<sub>{N}))?|B(?P<b>[0-9]+)"
)
ROOM = re.compile(r"(?P<n>[0-9A-Za-z甲乙丙丁戊己庚辛-]+)室")


@dataclass(frozen=True)
class Address:
    """The parts of an address as texts: numbers in half-width digits, sections in Chinese, all else as written with 臺."""

    postcode: str = ""
    county: str = ""
    town: str = ""
    village: str = ""
    neighbourhood: str = ""
    road: str = ""
    section: str = ""
    place: str = ""
    lane: str = ""
    alley: str = ""
    sub_alley: str = ""
    number: str = ""
    number_sub: str = ""
    floor: str = ""
    floor_sub: str = ""
    room: str = ""
    rest: str = ""


NAMES = dict(
    zip(
        [field.name for field in fields(Address)],
        [
            "郵遞區號",
            "縣市",
            "鄉鎮市區",
            "村里",
            "鄰",
            "路街",
            "段",
            "地名",
            "巷",
            "弄",
            "衖",
            "號",
            "之",
            "樓",
            "樓之",
            "室",
            "其他",
        ],
        strict=True,
    )
)


def read_address(text: str) -> Address:
    """Return the parts of an address; what fits nowhere is kept in ``rest``, so that nothing is lost.

    臨12號 gives number 臨12; 12號之3, 12之3號 and 12-3號 all give number 12 and number_sub 3; 地下1樓 gives floor 地下1.

    >>> one = read_address("10844台北市萬華區新安里003鄰西園路2段372巷23弄25號2樓之1")
    >>> one.county, one.neighbourhood, one.road, one.section, one.lane, one.number, one.floor_sub
    ('臺北市', '3', '西園路', '二段', '372', '25', '1')
    >>> read_address("連江縣南竿鄉介壽村15號").number
    '15'
    """
    return _Reader(unicodedata.normalize("NFKC", text).strip()).whole()


class _Reader:
    """Takes one part after another off the front of what is left; the order of the parts is the order of the rule."""

    def __init__(self, text: str) -> None:
        self.left = text
        self.found: dict[str, str] = {}

    def whole(self) -> Address:
        if match := POSTCODE.match(self.left):
            self.keep("postcode", match["code"], match.end())
        self.area()
        match = VILLAGE.match(self.left)
        if match and (not match["name"].endswith("新村") or HOOD.match(self.left, match.end())):
            self.keep("village", match["name"], match.end())  # 新村 without 鄰 is a settlement
        self.take("neighbourhood", HOOD)
        if not self.road():
            self.place()
        for name, pattern in (("lane", LANE), ("alley", ALLEY), ("sub_alley", SUB_ALLEY)):
            self.take(name, pattern)
        self.number()
        self.floor()
        self.take("room", ROOM)
        rest = [self.found.pop("rest", ""), self.left.strip(" ,，、")]
        return Address(**self.found, rest=" ".join(part for part in rest if part))

    def keep(self, name: str, value: str, end: int) -> None:
        if value:
            self.found[name] = value
        self.left = self.left[end:].lstrip(" ,，、")

    def take(self, name: str, pattern: re.Pattern[str]) -> None:
        if match := pattern.match(self.left):
            self.keep(name, digits(match["n"]), match.end())

    def area(self) -> None:
        self.left = re.sub(r"^(?:臺灣省|台灣省|中華民國|[臺台]灣(?!大道|路|街))(?=.)", "", self.left)
        told = self.left.replace("台", "臺")
        county = next((name for name in counties() if told.startswith(name)), "")
        if county:
            self.keep("county", county, len(county))
            told = self.left.replace("台", "臺")
        if not county and (old := FORMER.match(told)):
            self.keep("rest", self.left[: old.end()], old.end())
            return
        towns = counties()[county] if county else all_towns()
        if town := next((name for name in towns if told.startswith(name)), ""):
            self.keep("town", town, len(town))

    def road(self) -> bool:
        """Take the shortest beginning that ends like a road and is followed by what may follow one, else the longest."""
        ends = [match.end() for match in ROAD_END.finditer(self.left) if "號" not in self.left[: match.end()]]
        if not ends:
            return False
        end = next((at for at in ends if AFTER_ROAD.match(self.left, at)), ends[-1])
        name = self.left[:end]
        if re.search(r"[巷弄鄰]", name):
            return False
        self.keep("road", spelt(name), end)
        if match := SECTION.match(self.left):
            self.keep("section", spelt(match["n"]) + "段", match.end())
        return True

    def place(self) -> None:
        """Take a name before the number where no road is named: 介壽, 頂庄仔, 建國新村."""
        match = re.match(
            rf"(?P<name>(?!臨|附|特|{N}(?:之|{HYPHEN}|號|巷|弄))[^0-9巷弄號]+?)(?=(?:臨時?|附|特)?{N}(?:之|{HYPHEN}|號|巷|弄))",
            self.left,
        )
        if match:
            self.keep("place", match["name"].strip(), match.end())

    def number(self) -> None:
        match = NUMBER.match(self.left)
        if not match:
            return
        kind = (match["kind"] or "").replace("時", "")
        sub = match["sub"] or match["after"]
        self.keep("number", kind + digits(match["n"]), match.end())
        if sub:
            self.found["number_sub"] = digits(sub)

    def floor(self) -> None:
        match = FLOOR.match(self.left)
        if not match or not (match["n"] or match["b"] or match["down"]):
            return
        down = "地下" if match["down"] or match["b"] else ""
        self.keep("floor", down + digits(match["n"] or match["b"] or "1"), match.end())
        if match["sub"]:
            self.found["floor_sub"] = digits(match["sub"])


def digits(text: str) -> str:
    """Return numerals as half-width digits without leading zeros, also on both sides of a 之; names as they are.

    >>> digits("一O一"), digits("003"), digits("12之1"), digits("文化")
    ('101', '3', '12之1', '文化')
    """
    halves = re.split(rf"之|{HYPHEN}", text)
    told = [_digits(half) for half in halves]
    return "之".join(told)


def _digits(text: str) -> str:
    mixed = text.replace("O", "〇") if re.fullmatch(N, text) else text
    if len(mixed) > LONGEST:
        return text
    if mixed.isascii() and mixed.isdigit():
        return str(int(mixed))
    value = chinese_number(mixed)
    return text if value is None else str(value)


def spelt(name: str) -> str:
    """Return a road's name with its digits in Chinese, as plates carry it.

    >>> spelt("建平14街"), spelt("5")
    ('建平十四街', '五')
    """
    told = re.sub(r"[0-9]+", lambda match: chinese_digits(int(match[0])) if len(match[0]) <= 3 else match[0], name)  # noqa: PLR2004
    return told.replace(" ", "")
