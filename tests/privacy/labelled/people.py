"""Names of people: Chinese names by the frequency of the surname, and masked names."""

from random import Random

from . import foreign
from .written import Forms, Maker, one_of, variants, words

_SURNAMES_WITH_WEIGHTS = words("""
    陳 1115 林 832 黃 605 張 527 李 513 王 410 吳 404 劉 315 蔡 291 楊 266 許 233 鄭 190 謝 178 洪 150 郭 150 邱 147
    曾 145 廖 136 賴 133 徐 125 周 122 葉 118 蘇 115 莊 98 呂 95 江 94 何 93 蕭 84 羅 82 高 80 潘 72 簡 70 朱 70 鍾 68
    游 67 彭 66 詹 66 胡 61 施 60 沈 58 余 55 盧 54 梁 52 趙 52 顏 50 柯 50 翁 48 魏 46 孫 46 戴 44 范 44 方 42 宋 42
    鄧 40 杜 34 傅 33 侯 33 曹 32 薛 32 丁 30 卓 30 阮 30 馬 30 董 29 温 27 唐 27 藍 27 石 26 蔣 26 古 26 紀 25 姚 25
    連 25 馮 24 歐 24 程 23 湯 23 黄 22 田 22 康 21 姜 21 白 21 汪 20 尤 20 鄒 20 巫 19 鐘 19 黎 18 涂 18 龔 18 嚴 17
    韓 16 袁 16 金 15 童 15 陸 14 夏 14 柳 13 凃 13 邵 12 錢 11 伍 10 倪 10 溫 10 于 9 譚 9 駱 9 熊 9 任 9 甘 9 秦 8
    顧 8 毛 8 章 8 史 8 官 8 萬 8 俞 7 雷 7 粘 5 饒 5 闕 4 辜 3 凌 4 崔 4 尹 4 孔 4 辛 4 武 3 陶 4 易 3 段 3 龍 3 葛 3
    池 3 麥 2 莫 2 常 2 邢 2 牛 2 卜 1 佘 1 鈕 1 鄞 1 昝 1 瞿 1 禚 1 練 1 幸 1 花 1 竺 1 仇 1 岳 1 亓 1 揭 1 苗 1 時 1
    冷 1 商 1 水 1
""")
SURNAMES = _SURNAMES_WITH_WEIGHTS[0::2]
_WEIGHTS = tuple(int(weight) for weight in _SURNAMES_WITH_WEIGHTS[1::2])
RARE_SURNAMES = words("""
    粘 鄞 昝 佘 禚 亓 揭 鈕 瞿 卜 仇 闕 辜 竺 岳 幸 商 苗 逄 桑 母 蒲 鞠 隋 晏 芮 麻 隆 宛 乜 禤 妘
""")
COMPOUND_SURNAMES = words("張簡 歐陽 范姜 周黃 江謝 司徒 上官 諸葛 司馬 端木 皇甫 夏侯 尉遲 令狐 公孫")
GIVEN_NAMES = words("""
    志明 家豪 俊傑 建宏 俊宏 志豪 志偉 文雄 金龍 志強 承恩 宗翰 冠宇 柏翰 宇軒 冠廷 彥廷 品睿 宥廷 家瑋 信宏 明哲
    嘉宏 世昌 國華 文彬 正雄 武雄 清輝 榮華 進財 添福 水木 阿土 火旺 金水 天賜 萬得 永福 俊賢 智凱 哲瑋 佳霖 子軒
    睿恩 柏宇 楷傑 奕辰 定國 少華 淑芬 美玲 淑惠 雅婷 怡君 佳穎 欣怡 詩涵 宜蓁 思妤 品妍 子晴 詠晴 羽彤 語彤 美惠
    麗華 秀英 玉蘭 淑貞 惠美 素珍 月娥 寶珠 金蓮 春美 秋菊 阿滿 罔市 招弟 秀琴 麗卿 雪娥 碧霞 美雲 佩君 靜怡 郁婷
    雅雯 心怡 珮瑜 筱涵 鈺婷 婉婷 宛蓉 曉雯 慧敏 若瑄 采潔 沛瑜 大同 小明 大華 小華 文山 中正 信義 建國 和平 民生
    仁愛 忠孝 復興 光復 三重 新民 國慶 光輝 元旦 雙喜 立夏 安康 平安 如意 自強 宜靜 晉嘉 昱瑋 晨曦 柏諺 芷若 亭妤
    筠庭 可馨 允熙 以樂 霆鈞 翊綺 瀞文 彣瑄 玟伶 棨鈞 翃宇 妍蓁 苡晴 昀臻 昊恩 閎傑 懿庭 韋辰 錦雲 登科 維哲 崇文
    茂松 炳煌 朝陽 振聲 慶堂 啟明 英傑 尚志 德勝 聰敏 順益 義雄 泰山 海山 再興 來發 勝利 長青 秉謙 立群 奇峰
""")
SINGLE_SIGN_NAMES = words("偉 傑 敏 靜 華 明 芳 玲 強 勇 磊 娟 婷 瑋 翔 寧 潔 昕 朗 岳")
MASK_SIGNS = "○○○OＯ*＊〇◯XＸ"


def surname(draw: Random) -> str:
    """A surname, as often as it is found in Taiwan."""
    return draw.choices(SURNAMES, _WEIGHTS)[0]


def given_name(draw: Random) -> str:
    """A given name, mostly of two signs."""
    kind = draw.random()
    if kind < 0.04:
        return draw.choice(SINGLE_SIGN_NAMES)
    if kind < 0.25:
        return draw.choice(GIVEN_NAMES)[0] + draw.choice(GIVEN_NAMES)[-1]
    return draw.choice(GIVEN_NAMES)


def double_surname_name(draw: Random) -> str:
    """A name with the surnames of both spouses."""
    return surname(draw) + surname(draw) + draw.choice(GIVEN_NAMES)


def chinese_name(draw: Random) -> str:
    """A whole Chinese name; a few have compound, double or rare surnames."""
    kind = draw.random()
    if kind < 0.93:
        return surname(draw) + given_name(draw)
    if kind < 0.96:
        return draw.choice(COMPOUND_SURNAMES) + given_name(draw)
    if kind < 0.98:
        return double_surname_name(draw)
    return draw.choice(RARE_SURNAMES) + given_name(draw)


def two_part_name(draw: Random) -> str:
    """A surname and a given name of two signs."""
    return surname(draw) + draw.choice(GIVEN_NAMES)


def masked_name(draw: Random) -> str:
    """A Chinese name with some of its signs hidden."""
    name = draw.choice([two_part_name, two_part_name, chinese_name])(draw)
    sign, kind = draw.choice(MASK_SIGNS), draw.random()
    if len(name) == 2:
        return name[0] + sign
    if len(name) >= 4 and kind < 0.5:
        return name[:2] + sign + name[3:]
    if kind < 0.7:
        return name[0] + sign + name[2:]
    if kind < 0.92:
        return name[0] + sign * (len(name) - 1)
    return name[:-1] + sign


def _joined(*makers: Maker) -> Maker:
    return lambda draw: "".join(make(draw) for make in makers)


_GIVEN = one_of(*GIVEN_NAMES)
_TITLE = one_of("先生", "小姐", "女士", "君")
_REMARK = one_of("等3人", "(代理人)", "（歿）", "(已歿)", " 科長")
_MARKED_NAME = variants(chinese_name, "⟦{}⟧")[0]

PERSON = Forms(
    usual=(chinese_name,),
    odd=(
        _joined(surname, one_of(" "), _GIVEN),
        _joined(surname, one_of("　"), _GIVEN),
        _joined(one_of(*COMPOUND_SURNAMES), _GIVEN),
        _joined(one_of(*RARE_SURNAMES), _GIVEN),
        _joined(surname, one_of(*SINGLE_SIGN_NAMES)),
        double_surname_name,
        _joined(_MARKED_NAME, _TITLE),
        _joined(_MARKED_NAME, _REMARK),
        _joined(_MARKED_NAME, one_of("、"), _MARKED_NAME),
        _joined(one_of("("), _MARKED_NAME, one_of(")")),
        _joined(chinese_name, one_of(" "), foreign.indigenous_in_latin),
        foreign.indigenous,
        foreign.indigenous_with_other_dot,
        foreign.indigenous_in_latin,
        foreign.latin,
        foreign.latin,
        foreign.vietnamese,
        foreign.japanese,
    ),
    masked=(masked_name,),
)
