"""Tables with several values in one cell, and with free texts."""

from random import Random

from .columns import Column, Labelled, harmless, notes, row_count, table
from .foreign import indigenous, vietnamese
from .forms import mark
from .people import chinese_name
from .texts import CLAUSES, contact, mention, note, phones

COMMON = (
    *("TW_NATIONAL_ID", "TW_MOBILE", "TW_LANDLINE", "TW_ADDRESS", "TW_UBN"),
    *("EMAIL_ADDRESS", "BIRTH_DATE", "TW_LAND_PARCEL", "TW_PLATE"),
)


def contacts_in_a_cell(draw: Random) -> Labelled:
    """A column of names with phones and addresses, and a column of several phones."""
    rows = row_count(draw)
    about = draw.choice(["聯絡資料", "聯絡方式", "申請人資料", "聯絡人及電話"])
    return table(
        "contacts_in_a_cell",
        harmless(draw, rows, "case"),
        notes(draw, rows, about, contact),
        notes(draw, rows, draw.choice(["電話", "聯絡電話", "電話(可複選)"]), phones),
        harmless(draw, rows, "any_date"),
        harmless(draw, rows, "office"),
    )


def remarks_on_cases(draw: Random) -> Labelled:
    """Notes with the entities that are found in most agencies."""
    rows = row_count(draw)
    header = draw.choice(["備註", "處理情形", "案情摘要"])
    return table(
        "remarks_on_cases",
        harmless(draw, rows, "case"),
        harmless(draw, rows, "day7"),
        notes(draw, rows, header, lambda draw: note(draw, COMMON)),
        harmless(draw, rows, "cause"),
    )


def remarks_of_every_kind(draw: Random) -> Labelled:
    """Notes with any entity."""
    rows = row_count(draw)
    header = draw.choice(["說明", "陳情內容", "通話紀錄", "remark"])
    return table(
        "remarks_of_every_kind",
        harmless(draw, rows, "serial"),
        notes(draw, rows, header, lambda draw: note(draw, tuple(CLAUSES))),
        harmless(draw, rows, "document"),
    )


def remarks_on_people_listed(draw: Random) -> Labelled:
    """Notes that name the people of another column of the table."""
    rows = row_count(draw)
    names = [draw.choices([chinese_name, indigenous, vietnamese], [95, 3, 2])[0](draw) for _ in range(rows)]
    mentions = [
        None if draw.random() < 0.05 else mention(draw, name if draw.random() < 0.7 else draw.choice(names))
        for name in names
    ]
    return table(
        "remarks_on_people_listed",
        harmless(draw, rows, "case"),
        Column(draw.choice(["姓名", "申請人", "所有權人"]), [mark("PERSON", name) for name in names]),
        Column("備註", mentions),
        harmless(draw, rows, "office"),
    )
