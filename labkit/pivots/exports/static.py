"""PivotResult -> StaticTable: the printed table with head lines, and what kind every row is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from labkit.core.document import is_number
from labkit.pivots.aggregations import AGGREGATIONS
from labkit.pivots.exports.labels import item_labels, item_text
from labkit.pivots.exports.plan import SUBTOTAL, TOTAL, UNFILLED, NumberKind, RowKind, StaticTable
from labkit.pivots.printing.printed import Head
from labkit.pivots.show_as import ShowAs

if TYPE_CHECKING:
    from labkit.pivots.printing.cross import Codes
    from labkit.pivots.result import PivotResult

FRACTIONS = {"mean", "sd", "var", "median", "p90", "p95", "ratio"}
Shown = tuple[int, ShowAs]


def static_table(result: PivotResult, shown: Sequence[Shown] | None = None) -> StaticTable:
    """Return the printed table of ``result``; of some of what is ``shown`` alone where told."""
    tables, asked = result.tables, list(result.tables.shown if shown is None else shown)
    heads = [head for head in tables.printed_heads() if (head[1], head[2]) in asked]
    rows = tables.printed_rows()
    labels = _labels(result, rows)
    numbers = [[tables.number(row, head) for row in rows] for head in heads]
    kinds: list[NumberKind] = ["label"] * len(labels)
    kinds += [_kind(result, head, cells) for head, cells in zip(heads, numbers, strict=True)]
    return StaticTable(
        caption="、".join(_said(result, pair) for pair in asked),
        head=_head(result, heads, asked, list(tables.row_names)),
        columns=(*labels, *numbers),
        kinds=tuple(_row_kind(row, len(result.spec.rows)) for row in rows),
        numbers=tuple(kinds),
        labels=len(labels),
    )


def _labels(result: PivotResult, rows: Sequence[Codes]) -> list[list[Any]]:
    """Return the columns of row keys: a total says so in the column after the last key that it fixes."""
    keys = result.placed.rows
    items = [item_labels(key.values, UNFILLED) for key in keys]
    found: list[list[Any]] = [[] for _ in range(max(1, len(keys)))]
    for row in rows:
        for at, column in enumerate(found):
            ends = TOTAL if not row else SUBTOTAL if at == len(row) else ""
            column.append(items[at][row[at]] if at < len(row) else ends if at == len(row) else "")
    return found


def _row_kind(row: Codes, depth: int) -> RowKind:
    return "body" if len(row) == depth and depth else "subtotal" if row else "total"


def _kind(result: PivotResult, head: Head, cells: list[Any]) -> NumberKind:
    how = result.spec.measures[head[1]].how
    if head[2].is_percent or (head[2].how == "normal" and AGGREGATIONS[how].percent):
        return "percent"
    held = [float(cell) for cell in cells if is_number(cell)]
    return "whole" if how not in FRACTIONS and all(cell.is_integer() for cell in held) else "decimal"


def _said(result: PivotResult, shown: Shown) -> str:
    measure, how = shown
    return result.spec.measures[measure].title + (f"（{how.label}）" if how.how != "normal" else "")


def _head(
    result: PivotResult, heads: Sequence[Head], asked: Sequence[Shown], labels: list[str]
) -> tuple[tuple[str, ...], ...]:
    """Return a line per column key, and one of measures where there are several; else the measure's own name."""
    depth = len(result.spec.columns)
    items = [item_labels(key.values, UNFILLED) for key in result.placed.columns]
    lines = [[_across(line, level, items) for line, _, _ in heads] for level in range(depth)]
    if len(asked) > 1 or not depth:
        lines.append([_said(result, (measure, how)) for _, measure, how in heads])
    blank = [[""] * len(labels)] * (len(lines) - 1)
    return tuple((*start, *line) for start, line in zip([*blank, labels], lines, strict=True))


def _across(line: Codes, level: int, items: Sequence[Sequence[Any]]) -> str:
    if level < len(line):
        return item_text(items[level][line[level]])
    return (TOTAL if not line else SUBTOTAL) if level == len(line) else ""
