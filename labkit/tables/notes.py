"""Rows at a table's end that are no records: notes, sources, sign-offs, and lines printed with nothing but a number."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from labkit.tables.sheet import Sheet, value_like

LOOK = 1000
LONG = 8
END = 60
NOTE_WORDS = re.compile(
    r"[（(【]?(附?註|備註|說明|資料來源|資料提供|資料截|填表|製表|編製|審核|單位|更新|※|\*|＊|本表|本資料|[Ss]ource|[Nn]ote)|[：:]"
)
SIGN_OFF = re.compile(
    r"填表人?|製表人?|審核|覆核|複核|校對|承辦人?|主辦(?:業務|統計|會計|主計)?人員|業務主管(?:人員)?|機關(?:首長|長官)|單位主管"
)
HEADING = re.compile(r"(?:資料來源|填表說明|附註|備註|說明|註)(?P<colon>[：:])?")
LABEL = re.compile(
    r"(?:製表|列印|更新|填表|編製|統計|資料(?:更新|截止|提供|產生)?|聯絡|洽詢|查詢|承辦)(?:日期|時間|電話|人員?|單位|窗口|專線)(?:[：:].*)?$"
)
DATED = re.compile(
    r"(?:中華民國|民國)?\d{2,4}[年/.-]\d{1,2}(?:[月/.-](?:\d{1,2}日?)?)?(?:編製|製表?|填報|更新)?|-?\s?\d{1,3}\s?-?"
)
NUMBERED = re.compile(r"\d{1,2}[.、]?")
HAN = re.compile(r"[㐀-鿿]")


def note_rows(sheet: Sheet, rest: Sequence[int], *, names: int = 0) -> list[int]:
    """Return the rows at the end of ``rest`` that speak about the table, whose header has ``names`` names.

    Where neither names nor records fill several cells, a note cannot be told from a record: none is found.
    """
    fills = [len(_filled(sheet, number)) for number in rest[:LOOK]]
    usual = statistics.median(fills) if fills else 0
    if max(usual, names) < 2:  # noqa: PLR2004
        return []
    closing = _closing(sheet, rest)
    rest = [number for number in rest if number not in set(closing)] if closing else rest
    left = min((min(cells) for number in rest[:LOOK] if (cells := _filled(sheet, number))), default=0)
    across = {(top, left): right for top, left, bottom, right in sheet.merges if right > left and bottom >= top}
    found = closing
    for number in reversed(rest):
        cells = _filled(sheet, number)
        merged = all((number - 1, column) in across for column in cells)
        texts = [text for _, text in sorted(cells.items())]
        thin = len(cells) == 1 and min(cells) > left and not NOTE_WORDS.search(texts[0])  # a record that lacks the rest
        if (thin and not merged) or not _is_note(texts, usual, merged=merged):
            break
        found.append(number)
    return sorted(found)


def _closing(sheet: Sheet, rest: Sequence[int]) -> list[int]:
    """Return the rows from a sign-off or a remark's heading on, where none of them holds a value."""
    found: list[int] = []
    kept: list[int] = []
    for number in reversed(rest[-END:]):
        cells = list(_filled(sheet, number).values())
        if any(map(value_like, cells)) and not _is_remark_with_value(cells):
            break
        found.append(number)
        if _signs_off(cells) or _is_heading(cells):
            kept = list(found)
    return sorted(kept)


def _is_heading(cells: list[str]) -> bool:
    """Tell the heading of remarks: 備註：, or 備註 alone on its row; a record of a list of columns may start with it."""
    match = HEADING.match(re.sub(r"\s", "", cells[0]))
    if match is None:
        return False
    return bool(match["colon"]) or (len(cells) == 1 and match.end() == len(match.string))


def _signs_off(cells: list[str]) -> bool:
    """Tell a sign-off: a role with a colon first, or half of the cells roles, two of them unless one stands alone.

    A table of duties names a role in each of its records, beside other texts.
    """
    plain = [re.sub(r"\s", "", cell) for cell in cells]
    roles = [cell for cell in plain if SIGN_OFF.fullmatch(re.sub(r"[：:].*$", "", cell))]
    if roles and roles[0] == plain[0] and re.search("[：:]", plain[0]):
        return True
    return bool(roles) and 2 * len(roles) >= len(cells) and (len(roles) > 1 or len(cells) == 1)


def _is_remark_with_value(cells: list[str]) -> bool:
    """Tell a closing row that holds a value: 列印日期 and its day, a day or page number alone, a numbered remark."""
    first = re.sub(r"\s", "", cells[0])
    if len(cells) == 1:
        return bool(LABEL.match(first) or DATED.fullmatch(first))
    two = len(cells) == 2  # noqa: PLR2004
    return two and (bool(LABEL.match(first)) or bool(NUMBERED.fullmatch(first) and len(cells[1]) >= LONG - 2))


def _filled(sheet: Sheet, number: int) -> dict[int, str]:
    return {column: cell.strip() for column, cell in enumerate(sheet.rows[number - 1]) if cell.strip()}


def _is_note(cells: list[str], usual: float, *, merged: bool) -> bool:
    """Tell a note: no value in it, and it is signed off, merged across, or its one cell is a remark."""
    if any(map(value_like, cells)):
        return usual > 2 and _is_remark_with_value(cells)  # noqa: PLR2004
    if _signs_off(cells) or merged:
        return True
    if len(cells) <= max(2, usual / 2) and all(NOTE_WORDS.search(cell) and len(cell) >= LONG for cell in cells):
        return True
    if len(cells) > max(1, usual / 2) or not (HAN.search("".join(cells)) or NOTE_WORDS.search(cells[0])):
        return False
    return bool(NOTE_WORDS.search(cells[0])) or (len(cells) == 1 and (usual > 2 or len(cells[0]) >= LONG))  # noqa: PLR2004


def unfilled_rows(sheet: Sheet, rest: Sequence[int]) -> list[int]:
    """Return the rows at the end of ``rest`` that hold nothing but their running number: lines printed to be filled in."""
    found: list[int] = []
    for number in reversed(rest):
        cells = _filled(sheet, number)
        if len(cells) != 1 or not next(iter(cells.values())).isdecimal():
            break
        found.append(number)
    if not found or len(found) == len(rest):
        return []
    columns = {next(iter(_filled(sheet, number))) for number in found}
    told = [int(text) for number in rest[-LOOK:] if (text := sheet.rows[number - 1][min(columns)].strip()).isdecimal()]
    return sorted(found) if len(columns) == 1 and told == list(range(told[0], told[0] + len(told))) else []
