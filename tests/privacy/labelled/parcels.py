"""Land parcels: section, subsection and number, with or without county and district."""

from random import Random

from .places import PLACES
from .written import Forms, full_width, han, shapes, words

SECTIONS = words("""
    仁愛 信義 懷生 大湖 福星 新莊子 埔頂 石頭 金華 瑞安 學府 民權 光復 田心 中正 三腳木 水尾 成功 鹽埕 林口 頂溪洲
    下竹圍 崙仔頂 東勢 過溝 海山 文化 萬隆 興隆 高平
""")
OLD_SUBSECTIONS = ("溪洲", "後壁厝", "番子寮")


def _section(draw: Random) -> str:
    section = draw.choice(SECTIONS) + "段"
    if draw.random() > 0.4:
        return section
    number = han(draw.randint(1, 6)) if draw.random() < 0.8 else draw.choice(OLD_SUBSECTIONS)
    return f"{section}{number}小段"


def parcel_fields(draw: Random) -> dict[str, object]:
    """The pieces that the written forms of a parcel are made of."""
    place = draw.choice(PLACES)
    mother, child = draw.randint(1, 1999), draw.randint(1, 40)
    number = f"{mother}-{child}" if draw.random() < 0.6 else str(mother)
    second_half = draw.choice([0, child])
    return {
        "county": place.county,
        "district": place.district,
        "section": _section(draw),
        "number": number,
        "wide_number": full_width(number),
        "mother": mother,
        "child": child,
        "other": draw.randint(1, 999),
        "eight": f"{mother:04d}-{second_half:04d}",
        "eight_joined": f"{mother:04d}{second_half:04d}",
        "han": han(draw.randint(1, 300)),
        "figure": draw.randint(1, 9),
    }


PARCEL = Forms(
    usual=shapes(
        parcel_fields,
        "{section}{number}地號",
        "{county}{district}{section}{number}地號",
        "{district}{section}{number}地號",
        "{section}{eight}地號",
        "{section}{mother}-{child}",
    ),
    odd=shapes(
        parcel_fields,
        "{section}{wide_number}地號",
        "{section}{mother}之{child}地號",
        "{section} {eight} 地號",
        "{section}{eight_joined}地號",
        "{county}{district}{section}第{number}號",
        "⟦{section}{number}地號⟧等3筆",
        "{section}{mother}、{other}地號",
        "{section}{han}地號",
    ),
    masked=shapes(parcel_fields, "{section}***地號", "{section}{figure}**-*地號"),
    bare=shapes(parcel_fields, "{eight}", "{eight_joined}", "{mother}-{child}", "{number}地號"),
)
