"""Where a refreshed pivot puts its cells: the tabular form, subtotals below their groups, totals last.

Measured on LibreOffice 7.4 (xlsx and ods); Excel's tabular form has the same places. Not tried in Excel itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from labkit.pivots.exports.labels import item_text
from labkit.pivots.exports.levels import Cells, Combo
from labkit.pivots.exports.plan import SUBTOTAL, TOTAL, NativePlan, NumberKind, RowKind

VALUES = "值"


class Spot(NamedTuple):
    """A cell: its value, the kind of its row, and how a number is written; ``head`` cells are headings."""

    value: Any
    kind: RowKind
    number: NumberKind = "label"
    head: bool = False


@dataclass(frozen=True)
class Laid:
    """The cells of a pivot from its top left one; ``heads`` lines of headings, ``labels`` columns of row items."""

    lines: list[list[Spot]]
    heads: int
    labels: int

    @property
    def width(self) -> int:
        """Return how many columns it takes."""
        return len(self.lines[0])


def laid_out(plan: NativePlan, cells: Cells) -> Laid:
    """Return every cell that the refreshed pivot of ``plan`` has, with ``cells`` as its numbers."""
    down = outline(sorted(combo for combo, across in cells if len(combo) == len(plan.rows) and not across))
    over = outline(sorted(across for combo, across in cells if len(across) == len(plan.columns) and not combo))
    heads = _heads(plan, over if plan.columns else [()])
    body = [
        _body(plan, cells, line, over if plan.columns else [()], before)
        for line, before in zip(down, [None, *down], strict=False)
    ]
    return Laid([*heads, *body], len(heads), len(plan.rows))


def outline(combos: list[Combo]) -> list[Combo]:
    """Return sorted deepest groups with the subtotal of every outer group below it, and the total last."""
    found: list[Combo] = []
    for at, combo in enumerate(combos):
        found.append(combo)
        after = combos[at + 1] if at + 1 < len(combos) else ()
        found += [combo[:depth] for depth in range(len(combo) - 1, 0, -1) if combo[:depth] != after[:depth]]
    return [*found, ()]


def _heads(plan: NativePlan, over: list[Combo]) -> list[list[Spot]]:
    names, many = list(plan.rows), len(plan.values) > 1
    blanks = [""] * (len(names) - 1)
    if not plan.columns:
        last = [*names, *(one.caption for one in plan.values)]
        lines = [["", *blanks, VALUES, *[""] * (len(plan.values) - 1)], last] if many else [last]
        return [_headings(line) for line in lines]
    width = len(over) * len(plan.values)
    first = [*plan.columns, VALUES] if many else list(plan.columns)
    top = ["" if many else plan.values[0].caption, *blanks, *first, *[""] * (width - len(first))]
    lines = [top[: len(names) + width]]
    lines += [[*[""] * len(names), *_items(plan, over, depth)] for depth in range(len(plan.columns))]
    if many:
        lines.append(
            [
                *[""] * len(names),
                *(one.caption if len(combo) == len(plan.columns) else "" for combo in over for one in plan.values),
            ]
        )
    lines[-1][: len(names)] = names
    return [_headings(line) for line in lines]


def _headings(line: list[Any]) -> list[Spot]:
    return [Spot(text, "body", head=True) for text in line]


def _items(plan: NativePlan, over: list[Combo], depth: int) -> list[Any]:
    """Return one line of column items: each at the first column of its group, subtotals and totals where they begin."""
    line: list[Any] = []
    before: Combo | None = None
    many = len(plan.values) > 1
    for combo in over:
        told: list[Any] = [""] * len(plan.values)
        if len(combo) < len(plan.columns) and depth == max(len(combo) - 1, 0):
            label = f"{item_text(plan.field(plan.columns[depth]).items[combo[-1]])} {SUBTOTAL}" if combo else TOTAL
            told = [f"{label} {one.caption}" for one in plan.values] if many else [label]
        elif len(combo) > depth and (before is None or before[: depth + 1] != combo[: depth + 1]):
            told[0] = plan.field(plan.columns[depth]).items[combo[depth]]
        before = combo
        line += told
    return line


def _body(plan: NativePlan, cells: Cells, line: Combo, over: list[Combo], before: Combo | None) -> list[Spot]:
    kind: RowKind = "total" if not line else "subtotal" if len(line) < len(plan.rows) else "body"
    spots = [Spot(text, kind) for text in _labels(plan, line, before)]
    for combo in over:
        told = cells.get((line, combo), (None,) * len(plan.values))
        spots += [Spot(value, kind, one.shown_number) for value, one in zip(told, plan.values, strict=True)]
    return spots


def _labels(plan: NativePlan, line: Combo, before: Combo | None) -> list[Any]:
    width = len(plan.rows)
    if not line:
        return [TOTAL, *[""] * (width - 1)]
    items = [plan.field(name).items[code] for name, code in zip(plan.rows, line, strict=False)]
    if len(line) < width:
        return [*[""] * (len(line) - 1), f"{item_text(items[-1])} {SUBTOTAL}", *[""] * (width - len(line))]
    same = 0
    while before is not None and same < width - 1 and before[: same + 1] == line[: same + 1]:
        same += 1
    return [*[""] * same, *items[same:]]
