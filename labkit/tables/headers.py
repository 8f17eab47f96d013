"""Where the names of the columns stand: the first header row, and how many rows the header takes."""

from __future__ import annotations

import re
from collections import Counter

from labkit.core.errors import LayoutRefused
from labkit.tables.naming import VALUES_IN_A_COLUMN, names_columns, value_share
from labkit.tables.sheet import ReadSpec, Sheet, filled, value_like

LOOK, BELOW, MOST_TITLES = 40, 200, 8
MOST_HEADER_ROWS, DEEPEST_HEADER = 4, 8
HEADER_FILL = 0.6
FORM_HEAD = re.compile(
    r"公開(?:類|報)|編製機關|表號|填報(?:期間|週期)|單位[：:].*|Unit\s*[：:].*|[年季月半]+報|資料時間[：:].*"
)
UNIT = re.compile(
    r"[（(]?(?:[百千萬億]?元|戶|人|件|家|所|筆|個|次|公里|平方公里|平方公尺|公尺|公頃|公斤|公噸|％|%)[)）]?|[（(][0-9]{1,2}[)）]"
)
LATIN = re.compile(r"[A-Za-z][A-Za-z ,.()/'&-]*")
HAN = re.compile(r"[㐀-鿿]")


def header_rows(sheet: Sheet, spec: ReadSpec, place: str) -> list[int]:
    """Return the numbers of the header rows; raises LayoutRefused for stated ones that the sheet does not have."""
    if spec.header_rows is None:
        return _guess(sheet)
    stated = sorted(number - sheet.first + 1 for number in spec.header_rows)
    if any(not 1 <= number <= sheet.height for number in stated):
        raise LayoutRefused(place=place, what="header_rows", limit=sheet.height)
    if stated and stated != list(range(stated[0], stated[-1] + 1)):
        raise LayoutRefused(place=place, what="header_rows（各列應相連）", limit=sheet.height)
    return stated


def _guess(sheet: Sheet) -> list[int]:
    used = _used_columns(sheet)
    first = _first(sheet, used)
    return [] if first is None else list(range(_top(sheet, first, used), first + _height(sheet, first, used)))


def _used_columns(sheet: Sheet) -> list[int]:
    """Return the columns that any of the first rows, or of the last, fills."""
    looked = [row for row in sheet.rows[:LOOK] if not is_form_head(row)] + sheet.rows[-LOOK:]
    return [c for c in range(sheet.width) if any(row[c].strip() for row in looked)]


def is_form_head(row: list[str]) -> bool:
    """Tell whether a row is the furniture of an official form: 公開類, 編製機關, 表號 or 單位.

    >>> is_form_head(["公 開 類", "", "編製機關", "衛生局"]), is_form_head(["區別", "件數"])
    (True, False)
    """
    return any(FORM_HEAD.fullmatch(re.sub(r"\s", "", cell)) for cell in row if cell.strip())


def _first(sheet: Sheet, used: list[int]) -> int | None:
    spread = _spread_across(sheet)
    needed = max(1 if len(used) == 1 else 2, HEADER_FILL * len(used))
    for number, row in enumerate(spread[:LOOK], 1):
        if sum(1 for c in used if row[c].strip()) >= needed and not is_form_head(sheet.rows[number - 1]):
            if _is_title_over_names(sheet, number, row, used):
                continue
            if names_columns(row, _body(sheet, number), used):
                return number
            return _below_titles(sheet, spread, number, used)
    rest = enumerate(spread[:LOOK], 1)
    return next(
        (n for n, row in rest if filled(row) > 1 and not any(map(value_like, row)) and not is_form_head(row)), None
    )


def _body(sheet: Sheet, number: int) -> list[list[str]]:
    """Return the filled rows below row ``number``, as many as are looked at."""
    return [row for row in sheet.rows[number : number + BELOW] if filled(row)]


def _below_titles(sheet: Sheet, spread: list[list[str]], failed: int, used: list[int]) -> int | None:
    """Return a header below titles that fill several cells: it names every column of values, and no row above holds them."""
    for number in range(failed + 1, min(failed + MOST_TITLES, len(spread)) + 1):
        row, body = spread[number - 1], _body(sheet, number)
        values = [c for c in used if value_share(body, c) >= VALUES_IN_A_COLUMN]
        above = [one for one in sheet.rows[: number - 1] if filled(one)]
        named = bool(values) and all(row[c].strip() and not value_like(row[c]) for c in values)
        plain = all(sum(bool(value_like(one[c])) for c in values if one[c].strip()) <= len(values) / 2 for one in above)
        if named and plain and len(body) > len(above) and names_columns(row, body, used):
            return number
    return None


def _is_title_over_names(sheet: Sheet, number: int, row: list[str], used: list[int]) -> bool:
    """Tell a title of several cells in a CSV: it leaves columns open, and the row below names every one of them."""
    if sheet.kinds is not None or number >= sheet.height or all(row[c].strip() for c in used):
        return False
    below, body = sheet.rows[number], _body(sheet, number + 1)
    named = all(below[c].strip() and not value_like(below[c]) for c in used)
    valued = any(value_share(body, c) >= VALUES_IN_A_COLUMN for c in used)
    return named and valued and below[used[0]].strip() != row[used[0]].strip()


def _top(sheet: Sheet, first: int, used: list[int]) -> int:
    """Return the first of the rows of group names above a header that leaves their columns open: a merge made flat."""
    while first > 1:
        above, row = sheet.rows[first - 2], sheet.rows[first - 1]
        told = [c for c in used if above[c].strip()]
        fits = [c for c in told if row[c].strip() in {"", above[c].strip()}]
        if len(told) < 2 or is_form_head(above) or not fits or not fits[0] == told[0] == used[0]:  # noqa: PLR2004
            return first
        if any(value_like(above[c]) for c in fits):
            return first
        first -= 1
    return first


def _spread_across(sheet: Sheet) -> list[list[str]]:
    """Return the first rows with horizontal merges written into each of their cells."""
    rows = [list(row) for row in sheet.rows[: LOOK * 2]]
    for top, left, bottom, right in sheet.merges:
        for r in range(top, min(bottom + 1, len(rows))):
            for c in range(left, right + 1):
                rows[r][c] = rows[r][c] or (rows[top][left] if top in {bottom, r} else "")
    return [_no_title(row) for row in rows]


def _no_title(row: list[str]) -> list[str]:
    """Empty all but one cell of a row that one merged title fills."""
    texts = {cell for cell in row if cell.strip()}
    return [cell if c == 0 else "" for c, cell in enumerate(row)] if len(texts) == 1 else row


def _height(sheet: Sheet, first: int, used: list[int]) -> int:
    height = _merged_height(sheet, first, used)
    if height == 1 and _is_group_row(sheet, first) and first < sheet.height and not _has_values(sheet, first + 1):
        height = 2
    while height < MOST_HEADER_ROWS and _goes_on(sheet, first, height, used):
        height += 1
    return height


def _merged_height(sheet: Sheet, first: int, used: list[int]) -> int:
    """Return how many rows the merged names span: deep merges count where they close most columns at one row."""
    closing = Counter[int]()
    lowest = first if _is_group_row(sheet, first) else first - 1
    for top, left, bottom, right in sheet.merges:
        if first - 1 <= top <= lowest and bottom > top:
            closing[bottom] += right - left + 1
    bottom, width = max(closing.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    valued = any(_has_values(sheet, number) for number in range(first, min(bottom + 1, first + DEEPEST_HEADER) + 1))
    if width >= len(used) / 2 and bottom - first + 2 <= DEEPEST_HEADER and not valued:
        return bottom - first + 2
    merged = [bottom - top for top, _, bottom, _ in sheet.merges if top == first - 1 and bottom > top]
    return 1 + max([depth for depth in merged if depth < MOST_HEADER_ROWS], default=0)  # deeper merges are body


def _has_values(sheet: Sheet, number: int) -> bool:
    return any(map(value_like, sheet.rows[number - 1]))


def _is_group_row(sheet: Sheet, first: int) -> bool:
    """Tell whether the row holds names over groups of columns: merged across, while the next row names each."""
    return any(top == bottom == first - 1 and right > left for top, left, bottom, right in sheet.merges)


def _goes_on(sheet: Sheet, first: int, height: int, used: list[int]) -> bool:
    """Tell whether the row below a header of ``height`` rows is one of its rows: names over columns of values."""
    if first + height > sheet.height:
        return False
    body = [row for row in sheet.rows[first + height : first + height + BELOW] if filled(row)]
    values = [c for c in used if value_share(body, c) >= VALUES_IN_A_COLUMN]
    row = sheet.rows[first + height - 1]
    if height == 1 and (_is_of_units(row, values) or _is_translation(sheet.rows[first - 1], row, body, used)):
        return True
    cells = [row[c] for c in values if row[c].strip()]
    return (
        _may_go_on(sheet, first, height, used)
        and len(body) > 1
        and bool(values)
        and len(cells) >= HEADER_FILL * len(values)
        and not any(map(value_like, cells))
        and filled(row) >= HEADER_FILL * len(used)
    )


def _is_of_units(row: list[str], values: list[int]) -> bool:
    """Tell a row that names nothing but units, or column numbers in brackets, over two columns of values or more."""
    told = [cell.strip() for cell in row if cell.strip()]
    return sum(bool(row[c].strip()) for c in values) > 1 and all(map(UNIT.fullmatch, told))


def _is_translation(names: list[str], below: list[str], body: list[list[str]], used: list[int]) -> bool:
    """Tell whether Chinese names are said again in English, over records that hold Chinese or digits."""
    told = [c for c in used if names[c].strip()]
    latin = [c for c in told if LATIN.fullmatch(below[c].strip())]
    held = [c for c in told if any(HAN.search(one[c]) or any(map(str.isdigit, one[c])) for one in body)]
    chinese = len(told) > 1 and all(HAN.search(names[c]) for c in told)
    return chinese and len(latin) >= 0.9 * len(told) and 2 * len(held) >= len(told)


def _may_go_on(sheet: Sheet, first: int, height: int, used: list[int]) -> bool:
    """Tell whether a further header row is to be expected: merges, names left open or repeated, or another language."""
    names, below = ([sheet.rows[number - 1][c].strip() for c in used] for number in (first, first + height))
    if len(set(names)) < len(names) or any(top <= first - 1 <= bottom for top, _, bottom, _ in sheet.merges):
        return True
    return any(map(HAN.search, names)) != any(map(HAN.search, below))
