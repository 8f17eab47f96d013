"""Total and sub-total rows among the records: by their words, or by sums that prove them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from labkit.tables.search import rows_matching, rows_with_blank, same_cells
from labkit.tables.sheet import Sheet

WORDS = re.compile(
    r"[（(]?(?:(?:總|合|小|共|累)計數?|全[市縣國]總?計?|.{0,12}(?:小計|合計|總計)|計|總數|總和|加總|共計?(?=[0-9])"
    r"|(?=(?i:grand|sub|total)))(?i:(?:grand|sub)?-?total)?"
    r"(?:[（(][^（）()]{1,4}[)）]|[：:])?(?:[共計]{0,2}[0-9,]+[家件人間筆所處個])?[0-9*＊※①-⑨()（）]{0,3}"
)
ANY_WORD = r"計|總[\s　]*[數和]|加總|(?i:total)|全[\s　]*[市縣國]|共[\s　]*[0-9]"
KEY_COLUMNS, WORD_COLUMNS = 2, 3
WHOLE = re.compile(r"-?\d{1,15}")


def total_rows(sheet: Sheet, rest: Sequence[int]) -> list[int]:
    """Return the rows of ``rest`` that sum up others.

    A row counts when one of its first three cells, or its first filled one, is a word for a total, a footnote's sign
    after it allowed; or when two cells side by side are the same name and most columns of whole numbers prove it to be
    the sum of the two or more rows next to it that carry the name once.
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
        looked = within if column < WORD_COLUMNS else empty_so_far
        if not len(looked):
            break
        found |= {
            int(index) + 1
            for index in rows_matching(sheet, column, ANY_WORD, looked)
            if WORDS.fullmatch(re.sub(r"[\s【】\[\]]", "", sheet.rows[int(index)][column]))
        }
        empty_so_far = rows_with_blank(sheet, column, empty_so_far)
    return found


def _heads_of_groups(sheet: Sheet, rest: set[int]) -> set[int]:
    """Return the rows that carry one name twice, side by side, and are proved to sum up those that carry it once."""
    if sheet.width <= KEY_COLUMNS:
        return set()
    found: set[int] = set()
    for left in range(min(KEY_COLUMNS + 1, sheet.width - KEY_COLUMNS)):
        twice = {int(index) + 1 for index in same_cells(sheet, left, left + 1)} & rest
        twice = {number for number in twice if not WHOLE.fullmatch(sheet.rows[number - 1][left].strip())}
        if twice and 2 * len(twice) <= len(rest):
            found |= _proved_heads(sheet, twice, rest, left)
    return found | _heads_with_a_blank(sheet, rest - found)


def _heads_with_a_blank(sheet: Sheet, rest: set[int]) -> set[int]:
    """Return the rows with a name and a blank beside it that are proved to sum up the rows of that name below."""
    indices = np.asarray(sorted(rest), dtype=np.int64) - 1
    blank = {int(index) + 1 for index in rows_with_blank(sheet, 1, indices)} - {
        int(index) + 1 for index in rows_with_blank(sheet, 0, indices)
    }
    if not blank or 2 * len(blank) > len(rest):
        return set()
    members = {head: _members(sheet, head, rest - blank, 0, 1) for head in blank}
    return {head for head, rows in members.items() if len(rows) > 1 and _is_proved(sheet, head, rows, KEY_COLUMNS)}


def _proved_heads(sheet: Sheet, twice: set[int], rest: set[int], left: int) -> set[int]:
    for step in (1, -1):  # a sub-total stands above its rows, or below them
        members = {head: _members(sheet, head, rest - twice, left, step) for head in twice}
        proved = {head for head in twice if len(members[head]) > 1 and _is_proved(sheet, head, members[head], left + 2)}
        if proved:  # then one village is proof enough for its district, and the districts for the whole
            single = {head for head in twice - proved if _is_proved(sheet, head, members[head], left + 2)}
            proved |= single
            alone = {head for head in twice - proved if not members[head]}
            return proved | {head for head in alone if _is_proved(sheet, head, sorted(proved), left + 2)}
    return set()


def _members(sheet: Sheet, head: int, rest: set[int], left: int, step: int) -> list[int]:
    """Return the rows next to ``head``, below (1) or above (-1), that carry its name."""
    name, members = sheet.rows[head - 1][left].strip(), []
    number = head + step
    while number in rest and sheet.rows[number - 1][left].strip() == name:
        members.append(number)
        number += step
    return members


def _is_proved(sheet: Sheet, head: int, members: list[int], start: int) -> bool:
    """Tell whether at least half of the columns of whole numbers add up: densities and ratios do not."""
    if not members:
        return False
    right = counted = 0
    for column in range(start, sheet.width):
        cells = [sheet.rows[number - 1][column].strip().replace(",", "") for number in (head, *members)]
        if all(WHOLE.fullmatch(cell) for cell in cells) and any(cell != "0" for cell in cells):
            counted += 1
            right += int(cells[0]) == sum(map(int, cells[1:]))
    return bool(right) and 2 * right >= counted
