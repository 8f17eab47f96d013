"""Does a row name columns, or is it a first record? Names are unlike the cells below them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from labkit.tables.sheet import value_like

VALUES_IN_A_COLUMN = 0.8
ALIKE = 0.6
PERSONAL = re.compile(  # an ID, a mobile number, an e-mail, an address with its number: no name of a column
    r"[A-Z][A-D1289][0-9]{8}|09[0-9]{2}-?[0-9]{3}-?[0-9]{3}|[^\s@]+@[^\s@]+\.[A-Za-z]{2,}|.{2,}[路街巷弄].{0,12}[0-9０-９]+號.*"
)
ENDING = re.compile(r"[。；！？]$")


PERIOD_NAME = re.compile(r"(?:民國)?\s*(?P<number>[0-9]{1,4})\s*(?P<unit>年度?|月|季|)")
YEARS = {*range(80, 151), *range(1950, 2101)}
LONG, FEW = 40, 0.2
WRITTEN_AS_PERIOD = re.compile(
    r"(?:民國)?[0-9]{2,4}年.*|[0-9]{1,3}-[0-9]{1,3}|[0-9]{1,3}\+|[0-9]{2,4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}"
)


def names_columns(row: list[str], body: list[list[str]], used: list[int]) -> bool:
    """Tell a header from a first record: names are distinct, and none is like the cells of its column."""
    cells = [row[c].strip() for c in used if row[c].strip()]
    if any(PERSONAL.fullmatch(cell) for cell in cells):
        return False
    values = [c for c in used if value_share(body, c) >= VALUES_IN_A_COLUMN]
    clash = _clashes(row, body, values)
    if values and len(clash) > len(values) / 3:
        return False
    if not values and _of_texts(body) and _is_alike(row, body, used):
        return False
    if values:
        return len(clash) < max(1, len(cells) / 2)
    long = {text for cell in cells if len(text := re.sub(r"\s", "", cell)) > LONG}
    return not (len(long) > len(cells) / 3 and body) and sum(map(value_like, cells)) < max(1, len(cells) / 2)


def _clashes(row: list[str], body: list[list[str]], values: list[int]) -> list[int]:
    """Return the columns whose top cell is a value written like those below it.

    Names may look like values: years over counts, ages (0-4), days of a month, the coordinate X.
    """
    tops = {c: row[c].strip() for c in values if row[c].strip() and value_like(row[c])}
    columns = {c: [one[c].strip() for one in body if one[c].strip()] for c in tops}
    clash = [c for c, top in tops.items() if not _is_name_over(top, columns[c])]
    if _is_series([tops[c] for c in clash]) and any(cell.strip() for c, cell in enumerate(row) if c not in tops):
        return []
    runs = _is_run([tops[c] for c in clash]) and not all(_is_run([one[c].strip() for c in clash]) for one in body[:5])
    return [] if runs else clash


def _is_name_over(top: str, below: list[str]) -> bool:
    """Tell whether a cell that looks like a value names the column below: nothing there is written like it."""
    if top in {"X", "x"}:
        return top not in below
    if not WRITTEN_AS_PERIOD.fullmatch(top):
        return False
    form = re.sub("[0-9]+", "9", top)
    return sum(re.sub("[0-9]+", "9", one) == form for one in below) < FEW * len(below)


def _is_run(cells: list[str]) -> bool:
    """Tell whether three or more whole numbers follow each other in steps of 1, 5 or 10: days, ages, codes as names."""
    if len(cells) < 3 or not all(cell.isdecimal() for cell in cells):  # noqa: PLR2004
        return False
    steps = {int(after) - int(before) for before, after in pairwise(cells)}
    return len(steps) == 1 and steps <= {1, 5, 10}


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
