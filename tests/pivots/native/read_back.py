"""A refreshed pivot read from a saved spreadsheet: every value by the labels of its row and column."""

from pathlib import Path

import python_calamine

from labkit.pivots.exports.sheet import NATIVE_SHEET, TOP


def cells(path: Path) -> list[list]:
    """Return the sheet of the pivot, from the pivot's first line on."""
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(NATIVE_SHEET)
    return sheet.to_python(skip_empty_area=False)[TOP:]


def numbers_of(path: Path, plan) -> dict:
    """Return every number by (row labels, column labels); empty labels are totals."""
    lines = cells(path)
    many, labels = len(plan.values), len(plan.rows)
    heads = (len(plan.columns) + 1 + (many > 1)) if plan.columns else 1 + (many > 1)
    over = [()]
    if plan.columns:
        items = lines[1][labels:]
        over = [(told,) for told in items[: len(items) - many : many]] + [()]
    found = {}
    outer: tuple = ()
    body = [line for line in lines[heads:] if any(cell != "" for cell in line)]
    for at, line in enumerate(body):
        told = tuple(line[:labels])
        if at == len(body) - 1:
            down: tuple = ()
        elif labels == 1:
            down = told
        elif told[1] == "":
            down = outer
        else:
            outer = (told[0],) if told[0] != "" else outer
            down = (*outer, told[1])
        for place, across in enumerate(over):
            start = labels + place * many
            found[down, across] = tuple(number(cell) for cell in line[start : start + many])
    return found


def number(cell):
    """Return a number, or nothing for blanks and errors."""
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None
