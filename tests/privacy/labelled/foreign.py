"""Names that are no Chinese names of three signs: indigenous, Vietnamese, Japanese, in Latin letters.

First and last parts are put together at random, so that no name is meant to be anybody's.
"""

from random import Random

from .written import one_of, words

INDIGENOUS_FIRST = words("""
    瓦歷斯 夏曼 撒古流 亞榮隆 達德拉凡 巴代 伊萬 谷辣斯 高金素梅 尤哈尼 馬躍 啟明 都蘭 娃丹 孔文 樂鍇 比令 卡夏爾 伊替 帖喇
""")
INDIGENOUS_LAST = words("""
    諾幹 藍波安 巴瓦瓦隆 撒可努 伊苞 魯凱 納威 尤達卡 吉娃斯 伊斯卡卡夫特 比吼 拉瓦 巴奈 巴萬 尤幹 祿璞崚岸 亞布 督努 達歐索 尤道
""")
LATIN_FIRST = words("Walis Syaman Sakuliu Ahronglong Kolas Saidhai Mayaw Panai Ciwas Yukan Lamuran Dongi Lisin Icyang")
LATIN_LAST = words(
    "Nokan Rapongan Pavavaljung Sakinu Yotaka Tahovecahe Biho Kusui Ali Temu Paljaljim Kacaw Haluwey Parod"
)
VIETNAMESE = words("阮氏花 阮氏秋姮 陳氏清草 黎氏梅 范氏明月 武氏芳 裴氏玉 鄧氏紅 阮文雄 黃氏翠恆 丁氏鸞 莫愛娘")
JAPANESE = words("山田太郎 佐藤花子 小野寺美咲 李英愛")
LATIN = (
    "NGUYEN THI HOA",
    "TRAN VAN DUNG",
    "Nguyễn Thị Mai",
    "PHAM THI LAN ANH",
    "SITI AMINAH",
    "DEWI ANGGRAINI",
    "Sri Wahyuni",
    "MULYANI BINTI ABDUL",
    "Maria Cristina Santos",
    "Jose P. Reyes",
    "Ratana Chaiyasit",
    "Yamada Taro",
    "JOHN MICHAEL SMITH",
    "Smith, John A.",
    "Emily Carter",
    "Anna Kowalska",
    "O'Connor Sean",
    "Jean-Pierre Dubois",
    "CHEN, HSIAO-MING",
    "Lin Mei-Ling",
    "WANG DA-TUNG",
)

latin = one_of(*LATIN)
vietnamese = one_of(*VIETNAMESE)
japanese = one_of(*JAPANESE)


def indigenous(draw: Random) -> str:
    """An indigenous name in Chinese signs, its parts joined by the prescribed dot."""
    return f"{draw.choice(INDIGENOUS_FIRST)}‧{draw.choice(INDIGENOUS_LAST)}"


def indigenous_with_other_dot(draw: Random) -> str:
    """An indigenous name joined by one of the dots that keyboards offer."""
    return indigenous(draw).replace("‧", draw.choice("·・•.．"))


def indigenous_in_latin(draw: Random) -> str:
    """An indigenous name in Latin letters."""
    return f"{draw.choice(LATIN_FIRST)} {draw.choice(LATIN_LAST)}"


def name_in_passport(draw: Random) -> str:
    """A name as it stands in a passport, seldom in Chinese signs."""
    maker = draw.choices([latin, indigenous_in_latin, vietnamese], [6, 3, 1])[0]
    return maker(draw)
