"""Total and sub-total rows among the records: by their words, or by sums that prove them."""

from __future__ import annotations

import itertools
import re

from labkit.tables.sheet import Sheet

WORDS = re.compile(r"(總|合|小|共|累)計(?:數)?|全[市縣國]總?計?|.{0,12}(?:小計|合計|總計)|計|總數|[Tt]otal")
KEY_COLUMNS = 2
FEWEST_PARTS = 2
WHOLE = re.compile(r"-?\d{1,15}")


def total_rows(sheet: Sheet, rest: list[int]) -> list[int]:
    """Return the rows of ``rest`` that sum up others.

    A row counts when one of its first two cells is a word for a total, or when its first two cells are the same name
    and every column of whole numbers proves it to be the sum of the two or more rows below that carry the name.
    """
    by_word = {number for number in rest if _says_total(sheet.rows[number - 1])}
    named = [number for number in rest if number not in by_word]
    return sorted(by_word | _heads_of_groups(sheet, named))


def _says_total(row: list[str]) -> bool:
    keys = [re.sub(r"\s", "", cell) for cell in row[:KEY_COLUMNS]]
    return any(WORDS.fullmatch(key) for key in keys if key)


def _heads_of_groups(sheet: Sheet, rest: list[int]) -> set[int]:
    found: set[int] = set()
    for _, group in itertools.groupby(rest, key=lambda number: _cell(sheet.rows[number - 1], 0)):
        head, *members = group
        row = sheet.rows[head - 1]
        if (
            len(members) >= FEWEST_PARTS
            and _cell(row, 0)
            and _cell(row, 0) == _cell(row, 1)
            and _proved(sheet, head, members)
        ):
            found.add(head)
    return found


def _proved(sheet: Sheet, head: int, members: list[int]) -> bool:
    """Tell whether every column of whole numbers adds up, and at least one of them to more than nothing."""
    sums = []
    for column in range(KEY_COLUMNS, len(sheet.rows[head - 1])):
        cells = [_cell(sheet.rows[number - 1], column).replace(",", "") for number in (head, *members)]
        if all(WHOLE.fullmatch(cell) for cell in cells):
            sums.append((int(cells[0]), sum(map(int, cells[1:]))))
    return any(whole for whole, _ in sums) and all(whole == parts for whole, parts in sums)


def _cell(row: list[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
