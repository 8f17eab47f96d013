"""Counties, districts, villages and roads of Taiwan, a few of each kind."""

from dataclasses import dataclass
from random import Random

from .written import words


@dataclass(frozen=True)
class Place:
    """A district with its postcode, some villages and some roads."""

    county: str
    district: str
    postcode: str
    villages: tuple[str, ...]
    roads: tuple[str, ...]


def _place(line: str) -> Place:
    county, district, postcode, villages, roads = line.split()
    return Place(county, district, postcode, tuple(villages.split(",")), tuple(roads.split(",")))


PLACES = tuple(
    _place(line)
    for line in """
    臺北市 大安區 106 龍坡里,仁愛里,學府里 信義路,和平東路,仁愛路,復興南路,瑞安街,泰順街
    臺北市 中正區 100 黎明里,東門里 忠孝東路,羅斯福路,重慶南路,濟南路,臨沂街
    臺北市 士林區 111 天母里,社子里 中山北路,文林路,福林路,德行東路,延平北路
    臺北市 文山區 116 景美里,木柵里 木柵路,興隆路,景中街,萬壽路
    新北市 板橋區 220 留侯里,江翠里 文化路,中山路,縣民大道,四維路,莊敬路
    新北市 三重區 241 中興里 重新路,正義北路,三和路,仁愛街
    新北市 金山區 208 美田里,磺港里 中山路,民生路,金包里街
    新北市 林口區 244 林口里,東勢里 文化一路,仁愛路,中正路
    基隆市 信義區 201 東光里 信一路,東信路,深溪路
    宜蘭縣 羅東鎮 265 大同里,漢民里 公正路,興東路,中正北路
    宜蘭縣 五結鄉 268 孝威村 五結路,中正路,孝威路
    桃園市 中壢區 320 石頭里,中壢里 中央西路,環北路,元化路,延平路
    桃園市 龜山區 333 大崗里 文化一路,萬壽路,文青路
    新竹市 東區 300 光復里,親仁里 光復路,食品路,民族路,關新路
    新竹縣 竹北市 302 竹北里,文化里 光明六路,中華路,縣政二路,自強南路
    苗栗縣 頭份市 351 田寮里 中華路,自強路,建國路
    苗栗縣 三灣鄉 352 北埔村 中正路,親民路
    臺中市 西屯區 407 何厝里,福星里 臺灣大道,文心路,福星路,逢甲路,河南路
    臺中市 北屯區 406 松竹里 崇德路,北屯路,昌平路,松竹路
    臺中市 石岡區 422 萬興里 豐勢路,明德路
    彰化縣 彰化市 500 光復里 中山路,中正路,民族路,彰南路
    彰化縣 田中鎮 520 平和里 員集路,斗中路,中州路
    南投縣 草屯鎮 542 山腳里 中正路,太平路,博愛路
    南投縣 仁愛鄉 546 大同村 仁和路,定遠新村
    雲林縣 斗六市 640 鎮北里 大學路,雲林路,民生南路
    雲林縣 林內鄉 643 林中村 中正路,成功路
    嘉義市 西區 600 福民里 中山路,民生北路,新民路
    嘉義縣 民雄鄉 621 東榮村 建國路,大學路,文化路
    臺南市 永康區 710 復國里 中華路,中正南路,復國一路
    臺南市 白河區 732 永安里 三民路,國泰路
    高雄市 苓雅區 802 福居里 中正一路,四維三路,和平一路,海邊路
    高雄市 鳳山區 830 鎮南里 光遠路,五甲二路,經武路
    高雄市 美濃區 843 中正里 中正路,泰安路,成功路
    屏東縣 屏東市 900 大同里 自由路,民生路,廣東路
    屏東縣 霧臺鄉 902 霧台村 中山巷,岩板巷
    臺東縣 臺東市 950 中華里 中華路,更生路,博愛路
    花蓮縣 花蓮市 970 主權里 中山路,國聯五路,林森路
    澎湖縣 馬公市 880 東衛里 中正路,民生路,三多路
    金門縣 金城鎮 893 北門里 民生路,環島北路,莒光路
    """.strip().splitlines()
)

# Where houses are numbered by hamlet or village and not by road; "-" where there is no hamlet.
HAMLETS = tuple(
    _place(line)
    for line in """
    連江縣 南竿鄉 209 介壽村 -
    連江縣 北竿鄉 210 塘岐村 -
    連江縣 東引鄉 212 樂華村 -
    花蓮縣 秀林鄉 972 富世村 富世
    苗栗縣 三灣鄉 352 北埔村 小銅鑼圈
    嘉義縣 布袋鎮 625 好美里 好美
    雲林縣 麥寮鄉 638 後安村 後安
    金門縣 金湖鎮 891 瓊林里 瓊林
    臺東縣 蘭嶼鄉 952 椰油村 椰油
    屏東縣 牡丹鄉 945 石門村 茄芝路
    臺南市 七股區 724 十份里 海埔
    新竹縣 尖石鄉 313 玉峰村 宇抬
    嘉義縣 阿里山鄉 605 達邦村 特富野
    臺中市 大安區 439 海墘里 大安港
    澎湖縣 望安鄉 882 將軍村 -
    """.strip().splitlines()
)

DISTRICTS = tuple(dict.fromkeys(place.district for place in (*PLACES, *HAMLETS)))
VILLAGES = (
    *dict.fromkeys(village for place in (*PLACES, *HAMLETS) for village in place.villages),
    *words("王功村 林安里 高榮里 江子翠里 白米里 石牌里 方圓里 金門里 古亭里"),
)


def county_and_district(draw: Random) -> str:
    """A county and its district, or the county alone."""
    place = draw.choice(PLACES)
    return draw.choice([place.county, place.county + place.district, place.county + place.district])
