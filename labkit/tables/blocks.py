"""Several tables on one sheet: where a new one starts below another, and the heads that a printed page repeats."""

from __future__ import annotations

from dataclasses import replace

from labkit.tables.headers import BELOW, HEADER_FILL, is_form_head
from labkit.tables.naming import VALUES_IN_A_COLUMN, value_share
from labkit.tables.sheet import Sheet, filled, value_like

DEEPEST_HEAD = 12
FEWEST_VALUES, FEWEST_NAMES = 2, 3
SAME_NAMES = 0.8


def blocks(sheet: Sheet) -> list[Sheet]:
    """Return the tables that stand one below the other on a workbook's sheet, named name, name#2, name#3.

    A new table starts after a blank row with rows of names where the table above holds values; a page that repeats the
    names above goes on with the same table. Every row of the sheet stands in exactly one of them.
    """
    if sheet.kinds is None:
        return [sheet]
    starts = [0, *_starts(sheet)]
    ends = [*starts[1:], sheet.height]
    parts = [_part(sheet, start, end) for start, end in zip(starts, ends, strict=True)]
    return [replace(part, name=f"{sheet.name}#{n}") if n > 1 else part for n, part in enumerate(parts, 1)]


def _part(sheet: Sheet, start: int, end: int) -> Sheet:
    if (start, end) == (0, sheet.height) or sheet.kinds is None:
        return sheet
    merges = [
        (top - start, left, bottom - start, right) for top, left, bottom, right in sheet.merges if start <= top < end
    ]
    cut = [(top, left, min(bottom, end - start - 1), right) for top, left, bottom, right in merges]
    cells, kinds = (part.slice(start, end - start) for part in (sheet.cells, sheet.kinds))
    return replace(sheet, cells=cells, kinds=kinds, merges=cut, first=sheet.first + start)


def _starts(sheet: Sheet) -> list[int]:
    """Return the indices of the rows that start a further table."""
    found: list[int] = []
    above, names = 0, list[tuple[str, ...]]()
    for index in _after_blanks(sheet):
        head = _head(sheet, index)
        if not head:
            continue
        body = [row for row in sheet.rows[above:index][-BELOW:] if any(map(value_like, row))]
        values = [c for c in range(sheet.width) if value_share(body, c) >= VALUES_IN_A_COLUMN]
        named = [row for row in head if _stands_over(row, values) and not _is_known(row, body, values)]
        if not named:
            continue
        names = names or _names(sheet.rows[above:index])
        if any(_same(tuple(cell.strip() for cell in row), known) for row in named for known in names):
            continue
        found.append(index)
        above, names = index, _names(head)
    return found


def _after_blanks(sheet: Sheet) -> list[int]:
    """Return the indices of the filled rows below a blank one."""
    fills = [bool(filled(row)) for row in sheet.rows]
    return [i for i in range(1, len(fills)) if fills[i] and not fills[i - 1]]


def _head(sheet: Sheet, index: int) -> list[list[str]]:
    """Return the rows from ``index`` on that hold no value, if values follow; they are what may head a table."""
    head: list[list[str]] = []
    for row in sheet.rows[index : index + DEEPEST_HEAD]:
        if any(value_like(cell) for cell in row if cell.strip()) and not is_form_head(row):
            return head
        head.append(row)
    return []


def _stands_over(row: list[str], values: list[int]) -> bool:
    """Tell whether the row names most of the columns that hold values above it."""
    return not is_form_head(row) and sum(1 for c in values if row[c].strip()) >= max(
        FEWEST_VALUES, HEADER_FILL * len(values)
    )


def _is_known(row: list[str], body: list[list[str]], values: list[int]) -> bool:
    """Tell whether a text of the row stands in its column above: then it is one more record, with words for values."""
    others = [c for c, cell in enumerate(row) if cell.strip() and c not in values]
    return any(row[c].strip() == one[c].strip() for c in others for one in body)


def _names(rows: list[list[str]]) -> list[tuple[str, ...]]:
    """Return the first rows that hold several texts and no value: what heads the table."""
    found = []
    for row in rows[: DEEPEST_HEAD * 2]:
        texts = [cell for cell in row if cell.strip()]
        if any(map(value_like, texts)) and not is_form_head(row):
            break
        if len(texts) >= FEWEST_NAMES:
            found.append(tuple(cell.strip() for cell in row))
    return found


def _same(row: tuple[str, ...], known: tuple[str, ...]) -> bool:
    told = [c for c, cell in enumerate(known) if cell]
    return sum(row[c] == known[c] for c in told) >= SAME_NAMES * len(told)


def page_heads(sheet: Sheet, repeated: list[int]) -> list[int]:
    """Return the rows without values between a blank row and a repeated header: a page's title, a week's heading."""
    found: list[int] = []
    taken = set(repeated)
    for number in repeated:
        above = number - 1
        while above >= 1 and above not in taken and _may_head(sheet.rows[above - 1]):
            found.append(above)
            above -= 1
    return sorted(found)


def _may_head(row: list[str]) -> bool:
    texts = [cell for cell in row if cell.strip()]
    few = len(texts) <= max(2, len(row) / 4)
    return bool(texts) and (is_form_head(row) or (few and not any(map(value_like, texts))))
