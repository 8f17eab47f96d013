"""Tables whose headers are wrong, say nothing, or stand one column away."""

from dataclasses import replace
from random import Random

from .columns import Column, Labelled, harmless, personal, row_count, table

EMPTY_HEADERS = (
    *("備用1", "備用2", "欄1", "欄位3", "Unnamed: 3", "Unnamed: 7"),
    *("其他", "col_5", "F12", "說明", "資料", "X1"),
)
SWAPPED = {
    "TW_MOBILE": ("姓名",),
    "PERSON": ("手機",),
    "TW_ADDRESS": ("電子郵件", "身分證字號"),
    "EMAIL_ADDRESS": ("地址",),
    "TW_NATIONAL_ID": ("聯絡電話", "生日"),
}
AS_CODES = {
    "TW_NATIONAL_ID": ("料號", "產品代碼", "品號"),
    "TW_MOBILE": ("金額", "數量", "案件編號"),
    "PERSON": ("類別", "行政區", "登記原因"),
    "TW_ADDRESS": ("機關名稱", "備註", "法條"),
    "EMAIL_ADDRESS": ("網址", "版本"),
    "TW_LANDLINE": ("年度", "流水號"),
}


def swapped_headers(draw: Random) -> Labelled:
    """Each entity under the header of another one."""
    rows = row_count(draw)
    return table(
        "swapped_headers",
        harmless(draw, rows, "serial"),
        *_under(draw, rows, SWAPPED, "lying"),
        harmless(draw, rows, "cause"),
        harmless(draw, rows, "day8"),
    )


def _under(draw: Random, rows: int, headers: dict[str, tuple[str, ...]], mode: str) -> list[Column]:
    return [
        personal(draw, rows, entity, draw.choice(names), mode=mode, lying=True) for entity, names in headers.items()
    ]


def empty_headers(draw: Random) -> Labelled:
    """Entities that can be told from their values, and harmless columns, all under headers that say nothing."""
    rows = row_count(draw)
    others = ["TW_RESIDENT_ID", "TW_LANDLINE", "IP_ADDRESS", "CREDIT_CARD", "TW_INVOICE_CARRIER", "TW_UBN"]
    entities = ["TW_NATIONAL_ID", "TW_MOBILE", "PERSON", "TW_ADDRESS", "EMAIL_ADDRESS", *draw.sample(others, 3)]
    headers = draw.sample(EMPTY_HEADERS, len(entities))
    return table(
        "empty_headers",
        *_under(draw, rows, {entity: (name,) for entity, name in zip(entities, headers, strict=True)}, "lying"),
        harmless(draw, rows, "amount", "備用9"),
        harmless(draw, rows, "cause", "欄9"),
        harmless(draw, rows, "district", "Unnamed: 11"),
        harmless(draw, rows, "office", "備用5"),
        harmless(draw, rows, "day8", "欄10"),
    )


def headers_of_codes(draw: Random) -> Labelled:
    """Entities under the headers of codes, amounts and classes."""
    rows = row_count(draw)
    return table(
        "headers_of_codes",
        *_under(draw, rows, AS_CODES, "clean"),
        harmless(draw, rows, "product", "物料編號"),
        harmless(draw, rows, "amount_with_commas"),
        harmless(draw, rows, "ean"),
    )


def shifted_headers(draw: Random) -> Labelled:
    """All the headers one column to the left or to the right."""
    rows = row_count(draw)
    entities = ["PERSON", "TW_NATIONAL_ID", "TW_MOBILE", "TW_ADDRESS", "EMAIL_ADDRESS", "TW_LANDLINE"]
    draw.shuffle(entities)
    columns = [
        Column("序號", [str(row + 1) for row in range(rows)]),
        *(personal(draw, rows, entity, mode="lying") for entity in entities),
        harmless(draw, rows, "cause", "類別"),
    ]
    headers = [column.header for column in columns]
    step = draw.choice([1, -1])
    shifted = headers[step:] + headers[:step]
    return table(
        "shifted_headers",
        *(replace(column, header=header, lying=True) for column, header in zip(columns, shifted, strict=True)),
    )
