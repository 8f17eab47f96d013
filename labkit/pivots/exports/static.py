"""PivotResult -> StaticTable: the printed table with head lines, and what kind every row is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from labkit.core.document import is_number
from labkit.pivots.exports.labels import item_labels, item_text
from labkit.pivots.exports.layout import outline
from labkit.pivots.exports.levels import grouped
from labkit.pivots.exports.plan import SUBTOTAL, TOTAL, UNFILLED, NumberKind, RowKind, StaticTable
from labkit.pivots.result import head_label

if TYPE_CHECKING:
    from labkit.pivots.result import PivotResult
    from labkit.pivots.spec import Measured


FRACTIONS = {"mean", "sd", "var", "median", "p90", "p95"}


def static_table(result: PivotResult, measures: Sequence[int] | None = None) -> StaticTable:
    """Return the printed table of ``result``; of ``measures`` alone (their places) where told."""
    printed, asked = result.printed, result.spec.measures
    chosen = list(range(len(asked)) if measures is None else measures)
    labels = max(1, len(result.spec.rows))
    places = [at for at in range(labels, printed.shape[1]) if (at - labels) % len(asked) in chosen]
    columns = [_labels_of(printed.iloc[:, at].tolist()) for at in range(labels)]
    columns += [printed.iloc[:, at].tolist() for at in places]
    told = [asked[(at - labels) % len(asked)] for at in places]
    names = [str(name) for name in printed.columns]
    numbers: list[NumberKind] = ["label"] * labels
    numbers += [_kind(one, cells) for one, cells in zip(told, columns[labels:], strict=True)]
    return StaticTable(
        caption="、".join(head_label(asked[at].label) for at in chosen),
        head=_head(result, [*names[:labels], *(names[at] for at in places)], told, len(chosen)),
        columns=tuple(columns),
        kinds=_kinds(result, columns),
        numbers=tuple(numbers),
        labels=labels,
    )


def _labels_of(cells: list[Any]) -> list[Any]:
    return [item_labels([cell], UNFILLED)[0] if cell != "" else "" for cell in cells]


def _kind(measured: Measured, cells: list[Any]) -> NumberKind:
    if measured.how in {"share", "missing_rate"}:
        return "percent"
    whole = measured.how not in FRACTIONS and all(float(cell).is_integer() for cell in cells if is_number(cell))
    return "whole" if whole else "decimal"


def _head(result: PivotResult, names: list[str], told: list[Measured], many: int) -> tuple[tuple[str, ...], ...]:
    """Return a line per column key, and one of measures where there are several; else the columns' own names."""
    labels, depth = len(names) - len(told), len(result.spec.columns)
    keys = result.keys[len(result.spec.rows) :]
    combos = grouped([key.codes for key in keys], result.used.num_rows)[1] if keys and result.used.num_rows else []
    if not depth or (len(combos) + 1) * many != len(told):
        return (tuple(head_label(name) for name in names),)
    items = [item_labels(key.values, UNFILLED) for key in keys]
    lines = [
        [item_text(items[level][combo[level]]) for combo in combos for _ in range(many)]
        + [TOTAL if not level else ""] * many
        for level in range(depth)
    ]
    if many > 1:
        lines.append([head_label(one.label) for one in told])
    blank = [[""] * labels] * (len(lines) - 1)
    return tuple((*start, *line) for start, line in zip([*blank, names[:labels]], lines, strict=True))


def _kinds(result: PivotResult, columns: list[list[Any]]) -> tuple[RowKind, ...]:
    """Return the kind of every row: by the order of the groups where it fits, else by what the labels say."""
    rows = len(result.spec.rows)
    combos = grouped([key.codes for key in result.keys[:rows]], result.used.num_rows)[1]
    lines = outline(combos) if rows and result.used.num_rows else [()]
    if len(lines) == len(columns[0]):
        return tuple("total" if not line else "subtotal" if len(line) < rows else "body" for line in lines)
    told = list(zip(*columns[: max(rows, 1)], strict=True))
    return tuple("total" if line[0] == TOTAL else "subtotal" if SUBTOTAL in line else "body" for line in told)
