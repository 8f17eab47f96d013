"""Which columns go with a target: groups compared, strength with interval and chance, a small tree; never a cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.analysis.chosen import chosen
from labkit.analysis.driving.columns import Column, column_of
from labkit.analysis.driving.counting import group_cells, strength_cells, target_cells
from labkit.analysis.driving.ranking import is_approximate, rank
from labkit.analysis.driving.rules import rule_text
from labkit.analysis.driving.said import chart, finding, warnings
from labkit.analysis.driving.spec import RULE, DriversSpec
from labkit.analysis.driving.target import Target, target_of
from labkit.analysis.driving.tree import Limits, grow, honest_skill, leaves
from labkit.analysis.driving.views import views
from labkit.analysis.kind import AnalysisKind, Example, Given, Measured
from labkit.core.cells import CountedCell
from labkit.core.engines import ROW
from labkit.core.errors import SpecInvalid

if TYPE_CHECKING:
    import pyarrow as pa

MOST_COLUMNS, LEAST_FOR_A_TREE = 100, 60


def reads(spec: DriversSpec) -> list[str]:
    """Return the columns that the specification names; without any, all others are looked at."""
    return [spec.target, *spec.columns, *spec.exclude]


def measure(given: Given) -> Measured:
    """Compare the target across the groups of every column; a record without a target is left out, and counted."""
    spec: DriversSpec = given.spec
    data, away = chosen(given.table, spec.where)
    cells = _cells(data, spec.target)
    there = [at for at, cell in enumerate(cells) if not _is_missing(cell)]
    left_out = {**away, **({"no_target": len(cells) - len(there)} if len(there) < len(cells) else {})}
    target = target_of(spec, [cells[at] for at in there])
    names = spec.columns or [name for name in data.column_names if name not in {ROW, spec.target, *spec.exclude}]
    if not 0 < len(names) <= MOST_COLUMNS:
        raise SpecInvalid(place="columns", what=f"要看的欄位有 {len(names)} 個，應為 1 到 {MOST_COLUMNS} 個。")
    kept = data.take(there)
    columns = [column_of(name, _cells(kept, name), bins=spec.bins, smallest=spec.smallest) for name in names]
    found, facts = _ranked(columns, target, spec)
    return Measured(found, facts, left_out)


def _cells(data: pa.Table, name: str) -> list[Any]:
    return [float(cell) if isinstance(cell, Decimal) else cell for cell in data.column(name).to_pylist()]


def _is_missing(cell: Any) -> bool:
    return cell is None or cell != cell or not str(cell).strip()  # noqa: PLR0124  (NaN is unequal to itself)


def _ranked(columns: list[Column], target: Target, spec: DriversSpec) -> tuple[tuple[CountedCell, ...], dict[str, Any]]:
    ranked, leaks = rank([one for one in columns if not one.flag], target, spec)
    cells = [*target_cells((), np.ones(len(target.values), np.bool_), target)]
    for one in [*ranked, *leaks]:
        cells += [*strength_cells(one), *group_cells(one.column, target)]
    held = ranked[0].column.name if any(one.adjusted is not None for one in ranked) else ""
    facts: dict[str, Any] = {
        "ranked": [one.column.name for one in ranked],
        "flagged": {one.name: one.flag for one in columns if one.flag} | {one.column.name: "leak" for one in leaks},
        "groups": {one.column.name: list(one.column.labels) for one in ranked},
        "binned": [one.column.name for one in ranked if one.column.edges],
        "held": held,
        "classes": list(target.classes),
        "yes": target.yes,
        "approximate": is_approximate(len(target.values)),
    }
    tree_cells, tree_facts = _tree([one.column for one in ranked], target, spec)
    return (*cells, *tree_cells), {**facts, **tree_facts}


def _tree(columns: list[Column], target: Target, spec: DriversSpec) -> tuple[list[CountedCell], Mapping[str, Any]]:
    """Return the leaves of the tree as cells, and how it does on records that it has not seen."""
    rows = np.arange(len(target.values))
    if not spec.depth or not columns or len(rows) < LEAST_FOR_A_TREE:
        return [], {"rules": [], "skill": None}
    limits = Limits(spec.depth, spec.leaf, spec.seed)
    skill = honest_skill(columns, target.values, limits)
    told = {"skill": (skill.value, skill.low, skill.high), "rules": []}
    if skill.low <= 0 or not skill.depth:
        return [], told
    tree = grow(columns, target.values, rows, limits.at(skill.depth))
    cells, texts = [], []
    for path, part in leaves(tree, columns, rows):
        texts.append(rule_text(path, columns))
        cells += [*target_cells(((RULE, texts[-1]),), np.isin(rows, part), target)]
    return cells, {**told, "rules": texts}


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
    examples=(
        Example(LONG, {"target": "等待分鐘", "shuffles": 199}),
        Example(LONG, {"target": "超時", "columns": ["案件", "櫃檯"], "shuffles": 199, "depth": 1}),
        Example(LONG, {"target": "櫃檯", "exclude": ["收件號"], "shuffles": 199}),
    ),
)
