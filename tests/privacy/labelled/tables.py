"""The made-up tables of a seed, all together."""

from collections.abc import Callable, Sequence
from random import Random

from .columns import Labelled, harmless, notes, numbers, personal, row_count, table
from .excel import excel_numbers, excel_texts
from .forms import ENTITIES
from .harmless import HARMLESS
from .lying import empty_headers, headers_of_codes, shifted_headers, swapped_headers
from .registers import registers
from .remarks import contacts_in_a_cell, remarks_of_every_kind, remarks_on_cases, remarks_on_people_listed
from .sentences import sentence
from .written import words

NUMBERS = words("amount amount_with_commas x y latitude longitude count share area meter serial9 year")
CODES = words("""
    case case_dash product product_like_id model device ean isbn invoice fine postcode extension hash bank y_whole coordinates
""")
WORDS = words("""
    office company district county_district village cause land_use education material post nationality car_make facility
""")
OTHERS = words("day8 day7 any_date timestamp year_month hotline hours version web_page file_path law document")
MOST_COMMON = ("PERSON", "TW_ADDRESS", "TW_MOBILE", "BIRTH_DATE", "TW_LANDLINE")


def harmless_numbers(draw: Random) -> Labelled:
    """Amounts, coordinates and counts."""
    rows = row_count(draw)
    return table(
        "harmless_numbers",
        *(harmless(draw, rows, kind) for kind in NUMBERS),
        numbers(draw, rows, "公告現值", lambda draw: draw.randint(10**7, 10**8)),
        numbers(draw, rows, "E97", lambda draw: draw.uniform(160000, 350000), missing=0),
    )


def harmless_codes(draw: Random) -> Labelled:
    """Codes of cases, products, devices and offices."""
    rows = row_count(draw)
    return table("harmless_codes", *(harmless(draw, rows, kind) for kind in CODES))


def harmless_words(draw: Random) -> Labelled:
    """Offices, companies, places and classes."""
    rows = row_count(draw)
    return table("harmless_words", *(harmless(draw, rows, kind) for kind in WORDS))


def harmless_others(draw: Random) -> Labelled:
    """Dates, hotlines, laws, documents and remarks about nobody."""
    rows = row_count(draw)
    remarks = notes(draw, rows, draw.choice(["備註", "說明", "辦理情形"]), sentence)
    return table("harmless_others", *(harmless(draw, rows, kind) for kind in OTHERS), remarks)


def unusual_forms(draw: Random) -> list[Labelled]:
    """Every entity masked, and every entity in odd forms or in all forms mixed."""
    return [
        *_in_two_tables(draw, "masked", "masked", ("cause",), ("serial",)),
        *_in_two_tables(draw, "odd", "odd", ("amount_with_commas",), ("document",)),
        _mixed(draw),
    ]


def _in_two_tables(draw: Random, name: str, mode: str, *beside: Sequence[str]) -> list[Labelled]:
    entities = list(ENTITIES)
    draw.shuffle(entities)
    built = []
    for place, kinds in enumerate(beside):
        rows = row_count(draw)
        cells = [personal(draw, rows, entity, mode=mode) for entity in entities[place::2]]
        built.append(table(f"{name}_{place + 1}", *cells, *(harmless(draw, rows, kind) for kind in kinds)))
    return built


def _mixed(draw: Random) -> Labelled:
    rows = row_count(draw)
    entities = [entity for entity in ENTITIES if entity not in MOST_COMMON]
    return table(
        "all_forms",
        *(personal(draw, rows, entity, mode="all") for entity in (*draw.sample(entities, 6), *MOST_COMMON)),
        harmless(draw, rows, draw.choice(tuple(HARMLESS))),
        harmless(draw, rows, "hotline"),
    )


_BUILDERS: tuple[Callable[[Random], Labelled], ...] = (
    *(excel_numbers, excel_texts),
    *(swapped_headers, empty_headers, headers_of_codes, shifted_headers),
    *(contacts_in_a_cell, remarks_on_cases, remarks_of_every_kind, remarks_on_people_listed),
    *(harmless_numbers, harmless_codes, harmless_words, harmless_others),
)


def tables(seed: int) -> list[Labelled]:
    """The made-up tables of a seed: the same seed gives the same tables, in every process."""
    draw = Random(seed)
    return [*registers(draw), *(build(draw) for build in _BUILDERS), *unusual_forms(draw)]
