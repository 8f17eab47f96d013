"""Values that look like personal data and are none: amounts, codes, law articles, document numbers, paths."""

from random import Random

from .checks import close_ean
from .dates import eight_digits, seven_digits
from .written import digits, pattern

LAWS = ("土地登記規則", "土地法", "戶籍法", "個人資料保護法", "道路交通管理處罰條例", "地籍測量實施規則", "")
DOCUMENT_HEADS = ("北市地登", "新北府地籍", "府授地測", "台內地", "高市地鳳登", "院臺綜", "大安", "古亭信義")
ISBN_HEADS = ("978957", "978986", "978626")

hotline = pattern(
    "0800-024-111",
    "1999",
    "165",
    "110",
    "119",
    "0800-###-###",
    "0800######",
    "0809-######",
    "412-8185",
    "4128-%##",
    "1957",
    "1922",
    "0800-000-321",
    "020-30-9999",
)
product_code = pattern(*(f"{letter}#########" for letter in "ABCDEFHKMPRTXZ"))
product_code_like_an_id = pattern(*(f"{letter}{second}########" for letter in "ABCFHKP" for second in "1289"))
model = pattern(*(f"{head}-{tail}" for head in ("KX", "ABC", "DS", "WRT", "MX", "LJ") for tail in ("###", "####")))
serial_number = pattern(
    *(f"{head}%{tail}" for head in ("SN", "CN", "TW", "") for tail in ("#########", "##########", "###########"))
)
invoice = pattern("??-########", "??-########", "??########", "?? ########")


def amount(draw: Random) -> int:
    """An amount of money, some as long as a phone number or an account."""
    return draw.choice(
        [
            draw.randint(10**6, 10**7),
            draw.randint(10**7, 10**8),
            draw.randint(10**8, 10**9),
            draw.randint(9 * 10**8, 10**9 - 1),
            draw.randint(10**9, 10**11),
            draw.randint(10**11, 10**12 - 1),
            draw.randint(100, 99999) * 1000,
        ]
    )


def amount_with_commas(draw: Random) -> str:
    """An amount with thousands set off, sometimes with its currency."""
    return f"{draw.choice(['', '', 'NT$', '$'])}{amount(draw):,}"


def case_number(draw: Random) -> str:
    """A year of the republic and a running number, ten digits in all."""
    return f"1{draw.randint(5, 14):02}{digits(draw, 7)}"


def case_number_with_dashes(draw: Random) -> str:
    """A year, an office and a running number."""
    return f"1{draw.randint(5, 14):02}-{draw.choice(['大安', 'A', 'L01'])}-{digits(draw, 6)}"


def ean(draw: Random) -> str:
    """A product bar code, with the right check digit."""
    return close_ean(draw.choice(["471", "471", "490", "880"]) + digits(draw, 9))


def isbn(draw: Random) -> str:
    """A book number, with or without dashes."""
    number = close_ean(draw.choice(ISBN_HEADS) + digits(draw, 6))
    groups = (number[:3], number[3:6], number[6:8], number[8:12], number[12])
    return draw.choice([number, "-".join(groups)])


def web_page(draw: Random) -> str:
    """The address of a web page, with numbers in it."""
    number = draw.randint(5000, 170000)
    return draw.choice(
        [
            f"https://www.land.moi.gov.tw/chhtml/content/{number}",
            f"https://data.gov.tw/dataset/{number}",
            f"http://www.taipei.gov.tw/news?id={digits(draw, 10, '123456789')}",
            f"https://example.gov.tw/api/v1.2.3/items/{digits(draw, 8)}",
            f"www.gov.tw/a/b_{digits(draw, 6)}.html",
        ]
    )


def file_path(draw: Random) -> str:
    """The path of a file, with dates and numbers in it."""
    return draw.choice(
        [
            f"D:\\data\\{seven_digits(draw)}\\case_{digits(draw, 8)}.xlsx",
            f"/srv/export/{eight_digits(draw)}/part-{digits(draw, 5)}.csv",
            f"\\\\fs01\\share\\地籍圖\\{digits(draw, 6)}.dwg",
            f"scan_{eight_digits(draw)}_{digits(draw, 4)}.tif",
        ]
    )


def version(draw: Random) -> str:
    """The version of a program, of three numbers and seldom of four, like an IP address."""
    first, second, third = draw.randint(0, 22), draw.randint(0, 20), draw.randint(0, 19999)
    if draw.random() < 0.05:
        return f"v{first}.{second}.{draw.randint(0, 9)}.{draw.randint(0, 99)}"
    return draw.choice(["{}.{}.{}", "v{}.{}.{}", "V{}.{}.{}版"]).format(first, second, third)


def law_article(draw: Random) -> str:
    """An article of a law, with paragraph and item."""
    paragraph, item = draw.randint(1, 5), draw.randint(1, 9)
    tail = draw.choice(["", f"第{paragraph}項", f"第{paragraph}項第{item}款", "之1"])
    return f"{draw.choice(LAWS)}第{draw.randint(1, 199)}條{tail}"


def document_number(draw: Random) -> str:
    """The number of an official letter."""
    return f"{draw.choice(DOCUMENT_HEADS)}字第{draw.choice(['1', ''])}{digits(draw, 9)}號"
