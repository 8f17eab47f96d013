"""Which columns go with a target: groups compared, strength with interval and chance, a small tree; never a cause."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.analysis.chosen import chosen
from labkit.analysis.driving.columns import Column, column_of
from labkit.analysis.driving.counting import (
    flagged_cell,
    giving_back,
    group_cells,
    skill_cells,
    strength_cells,
    target_cells,
)
from labkit.analysis.driving.ranking import rank
from labkit.analysis.driving.rules import rule_text
from labkit.analysis.driving.said import chart, finding, warnings
from labkit.analysis.driving.spec import RULE, DriversSpec
from labkit.analysis.driving.target import Target, target_of
from labkit.analysis.driving.tree import LEAST_FOR_A_TREE, Limits, grow, honest_skill, leaves
from labkit.analysis.driving.views import views
from labkit.analysis.kind import AnalysisKind, Example, Given, Measured
from labkit.core.cells import CountedCell
from labkit.core.engines import ROW
from labkit.core.errors import SpecInvalid

if TYPE_CHECKING:
    import pyarrow as pa

MOST_COLUMNS = 100
NOTHING_DIFFERS: Mapping[str, Any] = {
    "differs": False,
    "ranked": [],
    "flagged": {},
    "groups": {},
    "held": "",
    "rules": [],
}


def reads(spec: DriversSpec) -> list[str]:
    """Return the columns that the specification names; without any, all others are looked at."""
    return [spec.target, *spec.columns, *spec.exclude]


def measure(given: Given) -> Measured:
    """Compare the target across the groups of every column; a record without a target is left out, and counted.

    A target with fewer than two values is told: its records stand in the total, and no column is ranked.
    """
    spec: DriversSpec = given.spec
    data, away = chosen(given.table, spec.where)
    cells = _cells(data, spec.target)
    there = [at for at, cell in enumerate(cells) if not _is_missing(cell)]
    left_out = {**away, **({"no_target": len(cells) - len(there)} if len(there) < len(cells) else {})}
    target = target_of(spec, [cells[at] for at in there])
    names = spec.columns or [name for name in data.column_names if name not in {ROW, spec.target, *spec.exclude}]
    if not 0 < len(names) <= MOST_COLUMNS:
        raise SpecInvalid(place="columns", what=f"要看的欄位有 {len(names)} 個，應為 1 到 {MOST_COLUMNS} 個。")
    if target is None:
        return Measured((CountedCell((), "count", len(there), len(there)),), NOTHING_DIFFERS, left_out)
    kept = data.take(there)
    columns = [column_of(name, _cells(kept, name), bins=spec.bins, smallest=spec.smallest) for name in names]
    found, facts = _ranked(columns, target, spec)
    return Measured(found, facts, left_out)


def _cells(data: pa.Table, name: str) -> list[Any]:
    """Return the cells of a column; a number without end (a division by zero) is no number."""
    cells = [float(cell) if isinstance(cell, Decimal) else cell for cell in data.column(name).to_pylist()]
    return [None if isinstance(cell, float) and not math.isfinite(cell) else cell for cell in cells]


def _is_missing(cell: Any) -> bool:
    return cell is None or cell != cell or not str(cell).strip()  # noqa: PLR0124  (NaN is unequal to itself)


def _ranked(columns: list[Column], target: Target, spec: DriversSpec) -> tuple[tuple[CountedCell, ...], dict[str, Any]]:
    """Return the cells column by column as the table has them: their order tells nothing of what they count."""
    order, leaks = rank([one for one in columns if not one.flag], target, spec)
    cells = [*target_cells((), np.ones(len(target.values), np.bool_), target)]
    compared = {one.column.name: one for one in [*order, *leaks]}
    flagged = {one.column.name: "leak" for one in leaks} | {one.name: one.flag for one in columns if one.flag}
    for column in columns:
        if column.name in flagged:
            cells.append(flagged_cell(column))
        if column.name in compared:
            cells += [*strength_cells(compared[column.name]), *group_cells(column, target)]
    ranked = [one for one in columns if one.name not in flagged]
    facts: dict[str, Any] = {
        "differs": True,
        "ranked": [one.name for one in ranked],
        "flagged": {one.name: flagged[one.name] for one in columns if one.name in flagged},
        "groups": {one.name: list(one.labels) for one in ranked},
        "ordered": [one.name for one in ranked if one.ordered],
        "binned": [one.name for one in ranked if one.edges],
        "held": order[0].column.name if any(one.adjusted is not None for one in order) else "",
        "classes": list(target.classes),
        "yes": target.yes,
    }
    tree_cells, rules = _tree([one.column for one in order], target, spec)
    return (*cells, *tree_cells), {**facts, "rules": rules}


def _tree(columns: list[Column], target: Target, spec: DriversSpec) -> tuple[list[CountedCell], list[str]]:
    """Return how the tree does on records that it has not seen, its leaves as cells, and their rules in order of words."""
    rows = np.arange(len(target.values))
    if not spec.depth or not columns or len(rows) < LEAST_FOR_A_TREE:
        return [], []
    limits = Limits(spec.depth, spec.leaf, spec.seed)
    skill = honest_skill(columns, target.values, limits)
    told = [*skill_cells(skill, len(rows))]
    if skill.low <= 0 or not skill.depth:
        return told, []
    tree = grow(columns, target.values, rows, limits.at(skill.depth))
    found = {rule_text(path, columns): part for path, part in leaves(tree, columns, rows)}
    for text in sorted(found):
        told += target_cells(((RULE, text),), np.isin(rows, found[text]), target)
    return told, sorted(found)


LONG: Mapping[str, Sequence[Any]] = {
    "等待分鐘": [float(5 + at % 7 + (15 if at % 3 == 0 else 0)) for at in range(90)],
    "案件": ["繼承" if at % 3 == 0 else "買賣" for at in range(90)],
    "櫃檯": [f"{at % 4 + 1}號" for at in range(90)],
    "收件號": [f"A{at:04}" for at in range(90)],
    "縣市": ["示範市"] * 90,
    "超時": ["是" if at % 3 == 0 and at % 5 else "否" for at in range(90)],
}
DRIVERS = AnalysisKind(
    label="相關因素",
    label_en="What goes with a target",
    spec=DriversSpec,
    reads=reads,
    measure=measure,
    views=views,
    chart=chart,
    finding=finding,
    warnings=warnings,
    giving_back=giving_back,
    examples=(
        Example(LONG, {"target": "等待分鐘", "shuffles": 199}),
        Example(LONG, {"target": "超時", "columns": ["案件", "櫃檯"], "shuffles": 199, "depth": 1}),
        Example(LONG, {"target": "櫃檯", "exclude": ["收件號"], "shuffles": 199}),
    ),
)
