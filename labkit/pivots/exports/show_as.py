"""What is shown instead of a value itself: shares, differences, running totals, ranks; as Excel's "show values as".

Sources: ECMA-376 part 1, 18.18.70 ST_ShowDataAs; [MS-XLSX] 2.6.12 ST_PivotShowAs for those that Excel 2010 added.
A difference is taken from the item before; the first item has none. An empty group is shown as nothing.
"""

from __future__ import annotations

from typing import Any

from labkit.pivots.exports.levels import Cells, Combo
from labkit.pivots.exports.plan import NativePlan, Value

BEFORE = 1_048_828  # 18.10.1.22 baseItem: the item before
PLAIN = {
    "percent_of_total": "percentOfTotal",
    "percent_of_row": "percentOfRow",
    "percent_of_col": "percentOfCol",
    "index": "index",
}
ALONG = {
    "difference": "difference",
    "percent_diff": "percentDiff",
    "percent": "percent",
    "run_total": "runTotal",
}
LATER = {
    "percent_of_parent_row": "percentOfParentRow",
    "percent_of_parent_col": "percentOfParentCol",
    "percent_of_parent": "percentOfParent",
    "percent_of_running_total": "percentOfRunningTotal",
    "rank_ascending": "rankAscending",
    "rank_descending": "rankDescending",
}
WITH_BASE = {*ALONG, "percent_of_parent", "percent_of_running_total", "rank_ascending", "rank_descending"}
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
EXTENSION = "{E15A36E0-9728-4e99-A89B-3F7291B0FE68}"


def shown_as(plan: NativePlan, value: Value) -> tuple[dict[str, object], str]:
    """Return the attributes of a data field for what it shows, and its extension."""
    base: dict[str, object] = {"baseField": plan.index(value.base) if value.base else 0, "baseItem": 0}
    if value.show_as in PLAIN:
        return {"showDataAs": PLAIN[value.show_as], **base}, ""
    if value.show_as in ALONG:
        at = 0 if value.show_as == "run_total" else BEFORE
        return {"showDataAs": ALONG[value.show_as], **base, "baseItem": at}, ""
    if value.show_as in LATER:
        inner = f'<x14:dataField pivotShowAs="{LATER[value.show_as]}"/>'
        return base, f'<extLst><ext uri="{EXTENSION}" xmlns:x14="{X14}">{inner}</ext></extLst>'
    return base, ""


def shown_cells(plan: NativePlan, cells: Cells) -> Cells:
    """Return the cells as they are shown; a value that is shown as itself is left alone."""
    if all(one.show_as == "normal" for one in plan.values):
        return cells
    columns = [
        _shown(plan, {at: told[index] for at, told in cells.items()}, one) for index, one in enumerate(plan.values)
    ]
    return {at: tuple(column.get(at) for column in columns) for at in cells}


At = tuple[Combo, Combo]
Column = dict[At, Any]


def _shown(plan: NativePlan, column: Column, value: Value) -> Column:
    if value.show_as == "normal":
        return column
    return {at: _one(plan, column, value, at) for at in column}


def _one(plan: NativePlan, column: Column, value: Value, at: At) -> Any:
    own, (down, across) = column[at], at
    if value.show_as == "index":
        return _divided(_times(own, column.get(((), ()))), _times(column.get((down, ())), column.get(((), across))))
    whole = {
        "percent_of_total": ((), ()),
        "percent_of_row": (down, ()),
        "percent_of_col": ((), across),
        "percent_of_parent_row": (down[:-1], across),
        "percent_of_parent_col": (down, across[:-1]),
    }.get(value.show_as)
    if whole is not None:
        return _divided(own, column.get(whole))
    return _along(column, value, _line(plan, column, value, at), at)


def _line(plan: NativePlan, column: Column, value: Value, at: At) -> list[At]:
    """Return the cells that differ in the base field's item alone, in order; none where ``at`` is its total."""
    down, across = at
    axis = 0 if value.base in plan.rows else 1
    combo = at[axis]
    place = (plan.columns if axis else plan.rows).index(value.base)
    if place >= len(combo):
        return []
    made = [(*combo[:place], item, *combo[place + 1 :]) for item in range(len(plan.field(value.base).items))]
    every = [(down, one) if axis else (one, across) for one in made]
    return [one for one in every if one in column]


def _along(column: Column, value: Value, line: list[At], at: At) -> Any:
    """Return what is shown of a cell among those of its ``line``; the base field's totals show nothing."""
    if not line:
        return None
    own, place = column[at], line.index(at)
    told = [column[one] or 0 for one in line]
    so_far = sum(told[: place + 1])
    if value.show_as == "run_total":
        return so_far
    if value.show_as in {"percent_of_parent", "percent_of_running_total"}:
        return _divided(own if value.show_as == "percent_of_parent" else so_far, sum(told))
    if value.show_as.startswith("rank_"):
        return _rank({column[one] for one in line} - {None}, own, up=value.show_as == "rank_ascending")
    return _after(value.show_as, own, told[place - 1] if place else None)


def _after(how: str, own: Any, before: Any) -> Any:
    """Return a cell beside the one before it; the first has none."""
    if before is None:
        return None
    if how == "percent":
        return _divided(own, before)
    difference = (own or 0) - before
    return difference if how == "difference" else _divided(difference, before)


def _rank(others: set[Any], own: Any, *, up: bool) -> int | None:
    if own is None:
        return None
    return 1 + len(
        {other for other in others if (other < own if up else other > own)}
    )  # ties share a rank, none is skipped


def _times(left: Any, right: Any) -> Any:
    return None if left is None or right is None else left * right


def _divided(part: Any, whole: Any) -> float | None:
    return None if part is None or not whole else part / whole
