"""Where the names of the columns stand: the first header row, and how many rows the header takes."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from labkit.core.errors import LayoutRefused
from labkit.tables.sheet import ReadSpec, Sheet, filled, value_like

LOOK, BELOW = 40, 200
MOST_HEADER_ROWS, DEEPEST_HEADER = 4, 8
HEADER_FILL = 0.6
VALUES_IN_A_COLUMN = 0.8
ALIKE = 0.6
FORM_HEAD = re.compile(
    r"公開(?:類|報)|編製機關|表號|填報(?:期間|週期)|單位[：:].*|Unit\s*[：:].*|[年季月半]+報|資料時間[：:].*"
)
PERIOD_NAME = re.compile(r"(?:民國)?\s*(?P<number>[0-9]{1,4})\s*(?P<unit>年度?|月|季|)")
YEARS = {*range(80, 151), *range(1950, 2101)}
PERSONAL = re.compile(  # an ID, a mobile number, an e-mail, an address with its number: no name of a column
    r"[A-Z][A-D1289][0-9]{8}|09[0-9]{2}-?[0-9]{3}-?[0-9]{3}|[^\s@]+@[^\s@]+\.[A-Za-z]{2,}|.{2,}[路街巷弄].{0,12}[0-9０-９]+號.*"
)
HAN = re.compile(r"[㐀-鿿]")
ENDING = re.compile(r"[。；！？]$")


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
    return [] if first is None else list(range(first, first + _height(sheet, first, used)))


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
            return number if _names_columns(sheet, number, row, used) else None
    rest = enumerate(spread[:LOOK], 1)
    return next(
        (n for n, row in rest if filled(row) > 1 and not any(map(value_like, row)) and not is_form_head(row)), None
    )


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


def _names_columns(sheet: Sheet, number: int, row: list[str], used: list[int]) -> bool:
    """Tell a header from a first record: names are distinct, and none is like the cells of its column."""
    cells = [row[c].strip() for c in used if row[c].strip()]
    if any(PERSONAL.fullmatch(cell) for cell in cells):
        return False
    body = [r for r in sheet.rows[number : number + BELOW] if filled(r)]
    values = [c for c in used if value_share(body, c) >= VALUES_IN_A_COLUMN]
    clash = [c for c in values if row[c].strip() and value_like(row[c])]
    if _is_series([row[c] for c in clash]) and len(clash) < len(cells):
        return True
    if values and len(clash) > len(values) / 3:
        return False
    if not values and _of_texts(body) and _is_alike(row, body, used):
        return False
    long = sum(1 for cell in cells if len(cell) > LOOK)
    return not (long > len(cells) / 3 and body) and sum(map(value_like, cells)) < max(1, len(cells) / 2)


def _is_series(cells: list[str]) -> bool:
    """Tell whether the cells name columns by periods that follow each other: 108年 109年 110年, 2019 2020, 1月 2月.

    >>> _is_series(["108年", "109年"]), _is_series(["2019", "2020", "2021"]), _is_series(["7", "8"])
    (True, True, False)
    """
    found = [PERIOD_NAME.fullmatch(cell.strip()) for cell in cells]
    numbers = [int(match["number"]) for match in found if match]
    if len(numbers) < max(2, len(cells)) or len({match["unit"] for match in found if match}) > 1:
        return False
    steps = {after - before for before, after in pairwise(numbers)}
    bare = any(match and not match["unit"] for match in found)
    return steps in ({1}, {-1}) and (not bare or all(number in YEARS for number in numbers))


def value_share(body: list[list[str]], column: int) -> float:
    """Return which part of the column's filled cells look like values."""
    cells = [row[column] for row in body if row[column].strip()]
    return sum(map(value_like, cells)) / len(cells) if cells else 0.0


def _of_texts(body: list[list[str]]) -> bool:
    cells = [cell for row in body for cell in row if cell.strip()]
    return sum(map(value_like, cells)) < (1 - VALUES_IN_A_COLUMN) * len(cells)


def _is_alike(row: list[str], body: list[list[str]], used: list[int]) -> bool:
    """Tell whether the row is one more record of a table of texts: most of its cells begin or end as those below do."""
    told = [c for c in used if row[c].strip()]
    alike = [c for c in told if _ends_alike(row[c].strip(), [one[c].strip() for one in body if one[c].strip()])]
    return bool(told) and len(alike) >= ALIKE * len(told)


def _ends_alike(cell: str, below: list[str]) -> bool:
    if len(below) < 5:  # noqa: PLR2004  (too few to show a habit)
        return False
    heads = Counter(one[:3] for one in below)
    if len(cell) > 3 and heads[cell[:3]] >= ALIKE * len(below):  # noqa: PLR2004
        return True
    return bool(ENDING.search(cell)) and sum(bool(ENDING.search(one)) for one in below) >= ALIKE * len(below)


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
    if first + height > sheet.height or not _may_go_on(sheet, first, height, used):
        return False
    body = [row for row in sheet.rows[first + height : first + height + BELOW] if filled(row)]
    values = [c for c in used if value_share(body, c) >= VALUES_IN_A_COLUMN]
    row = sheet.rows[first + height - 1]
    cells = [row[c] for c in values if row[c].strip()]
    return (
        len(body) > 1
        and bool(values)
        and len(cells) >= HEADER_FILL * len(values)
        and not any(map(value_like, cells))
        and filled(row) >= HEADER_FILL * len(used)
    )


def _may_go_on(sheet: Sheet, first: int, height: int, used: list[int]) -> bool:
    """Tell whether a further header row is to be expected: merges, names left open or repeated, or another language."""
    names, below = ([sheet.rows[number - 1][c].strip() for c in used] for number in (first, first + height))
    if len(set(names)) < len(names) or any(top <= first - 1 <= bottom for top, _, bottom, _ in sheet.merges):
        return True
    return any(map(HAN.search, names)) != any(map(HAN.search, below))
