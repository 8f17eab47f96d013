"""Total and sub-total rows among the records: by their words, or by sums that prove them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from labkit.tables.search import rows_matching, rows_with_blank, same_cells
from labkit.tables.sheet import Sheet

WORDS = re.compile(
    r"((總|合|小|共|累)計(?:數)?|全[市縣國]總?計?|.{0,12}(?:小計|合計|總計)|計|總數|[Tt]otal)[0-9*＊※①-⑨()（）]{0,3}"
)
ANY_WORD = "計|總數|[Tt]otal|全[市縣國]"
KEY_COLUMNS = 2
FEWEST_PARTS = 2
WHOLE = re.compile(r"-?\d{1,15}")


def total_rows(sheet: Sheet, rest: Sequence[int]) -> list[int]:
    """Return the rows of ``rest`` that sum up others.

    A row counts when one of its first two cells, or its first filled one, is a word for a total, a footnote's sign
    after it allowed; or when its first two cells are the same name and every column of whole numbers proves it to be
    the sum of the two or more rows below that carry the name.
    """
    if not rest or not sheet.width:
        return []
    by_word = _worded(sheet, np.asarray(rest) - 1)
    return sorted(by_word | _heads_of_groups(sheet, set(rest) - by_word))


def _worded(sheet: Sheet, within: Any) -> set[int]:
    """Return the rows, of the indices ``within``, whose key cell or first filled cell is a word for a total."""
    found: set[int] = set()
    empty_so_far = within
    for column in range(sheet.width):
        looked = within if column < KEY_COLUMNS else empty_so_far
        if not len(looked):
            break
        found |= {
            int(index) + 1
            for index in rows_matching(sheet, column, ANY_WORD, looked)
            if WORDS.fullmatch(re.sub(r"\s", "", sheet.rows[int(index)][column]))
        }
        empty_so_far = rows_with_blank(sheet, column, empty_so_far)
    return found


def _heads_of_groups(sheet: Sheet, rest: set[int]) -> set[int]:
    if sheet.width <= KEY_COLUMNS:
        return set()
    twice = {int(index) + 1 for index in same_cells(sheet, 0, 1)} & rest
    return {head for head in twice if _proved(sheet, head, _members(sheet, head, rest, twice))}


def _members(sheet: Sheet, head: int, rest: set[int], twice: set[int]) -> list[int]:
    """Return the rows below ``head`` that carry its name, up to the next one that does not."""
    name, members = sheet.rows[head - 1][0].strip(), []
    for number in range(head + 1, sheet.height + 1):
        if number in rest:
            if number in twice or sheet.rows[number - 1][0].strip() != name:
                break
            members.append(number)
    return members


def _proved(sheet: Sheet, head: int, members: list[int]) -> bool:
    """Tell whether every column of whole numbers adds up, and at least one of them to more than nothing."""
    if len(members) < FEWEST_PARTS:
        return False
    sums = []
    for column in range(KEY_COLUMNS, sheet.width):
        cells = [sheet.rows[number - 1][column].strip().replace(",", "") for number in (head, *members)]
        if all(WHOLE.fullmatch(cell) for cell in cells):
            sums.append((int(cells[0]), sum(map(int, cells[1:]))))
    return any(whole for whole, _ in sums) and all(whole == parts for whole, parts in sums)
