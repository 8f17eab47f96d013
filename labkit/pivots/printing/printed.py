"""The two tables of a pivot: wide without totals for further work, printed with totals at every level for people."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import pandas as pd

from labkit.core.cells import HIDDEN_MARK
from labkit.pivots.aggregations import AGGREGATIONS
from labkit.pivots.printing.cross import SUBTOTAL, TOTAL, Codes, Cross
from labkit.pivots.printing.key_text import key_text
from labkit.pivots.printing.shown import Asked, shown_number
from labkit.pivots.show_as import ShowAs
from labkit.pivots.spec import Measured

Head = tuple[Codes, int, ShowAs]


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables of one cross."""

    cross: Cross

    @functools.cached_property
    def shown(self) -> list[tuple[int, ShowAs]]:
        """Return every measure in every way in which it is shown."""
        return [(at, how) for at in range(len(self.cross.spec.measures)) for how in self.cross.spec.shown]

    @functools.cached_property
    def row_names(self) -> list[str]:
        """Return the names of the columns that hold row keys."""
        return [key.name for key in self.cross.rows] or [""]

    def measured(self, head: Head) -> Measured:
        """Return the measure of a column."""
        return self.cross.spec.measures[head[1]]

    @functools.cached_property
    def heads(self) -> dict[Head, str]:
        """Return the wide table's name of every column key and measure; names that would clash get a number."""
        return self._named(self.cross.column_lines or [()], self.row_names)

    def _named(self, lines: list[Codes], taken: list[str]) -> dict[Head, str]:
        names: dict[Head, str] = {}
        used = set(taken)
        for line in lines:
            for measure, how in self.shown:
                name = self._name(line, measure, how)
                number = next(n for n in range(1, len(used) + 2) if (name if n == 1 else f"{name}#{n}") not in used)
                names[line, measure, how] = name if number == 1 else f"{name}#{number}"
                used.add(names[line, measure, how])
        return names

    def _name(self, line: Codes, measure: int, how: ShowAs) -> str:
        parts = " / ".join(self._parts(line))
        label = self.cross.spec.measures[measure].label + (f" {how.how}" if len(self.cross.spec.shown) > 1 else "")
        return f"{parts} {label}".strip() if len(self.shown) > 1 or not line else parts

    def _parts(self, line: Codes) -> list[str]:
        return [key_text(self.cross.label(key, code)) for key, code in zip(self.cross.columns, line, strict=False)]

    def title(self, head: Head) -> str:
        """Return a column's name as people read it."""
        line, _, how = head
        parts = " / ".join(self._parts(line))
        told = self.measured(head).title + (f"（{how.label}）" if how.how != "normal" else "")
        return f"{parts} {told}".strip() if len(self.shown) > 1 or not line else parts

    def number(self, row: Codes, head: Head) -> Any:
        """Return a cell as it is shown."""
        line, measure, how = head
        return shown_number(Asked(self.cross, row, line, measure), how)

    def wide(self) -> pd.DataFrame:
        """Return the finest rows and columns, no totals; what is missing or hidden is missing."""
        lines = self.cross.row_lines
        labels = [
            [self.cross.label(key, code) for key, code in zip(self.cross.rows, line, strict=True)] for line in lines
        ]
        frame = pd.DataFrame([one or [TOTAL] for one in labels], columns=self.row_names, dtype=object)
        made = {
            name: _column([self.number(line, head) for line in lines], self.measured(head).how, head[2])
            for head, name in self.heads.items()
        }
        return pd.concat([frame, pd.DataFrame(made, index=frame.index)], axis=1) if made else frame

    def printed(self, *, titles: bool = False) -> pd.DataFrame:
        """Return the rows with a subtotal after each group and the grand total last; totals across after each group too."""
        across = _with_totals(self.cross.column_lines, len(self.cross.columns))
        heads = self._printed_heads(across, titles=titles)
        lines = [
            [*self._row_labels(row, titles=titles), *(self.number(row, head) for head in heads)]
            for row in _with_totals(self.cross.row_lines, len(self.cross.rows))
        ]
        return pd.DataFrame(lines, columns=[*self.row_names, *heads.values()], dtype=object)

    def _printed_heads(self, across: list[Codes], *, titles: bool) -> dict[Head, str]:
        whole = [line for line in across if len(line) == len(self.cross.columns)]
        plain = self._named(whole, self.row_names)
        heads: dict[Head, str] = {}
        for line in across:
            for measure, how in self.shown:
                head = (line, measure, how)
                told = self.title(head) if titles else plain.get(head, self._name(line, measure, how))
                heads[head] = told if head in plain else self._total_name(line, head, titles=titles)
        return _apart(heads, self.row_names)

    def _total_name(self, line: Codes, head: Head, *, titles: bool) -> str:
        parts = self._parts(line)
        start = " / ".join([*parts, SUBTOTAL]) if parts else TOTAL
        if len(self.shown) == 1:
            return start
        measured = self.measured(head)
        if titles:
            return f"{start} {measured.title}" + (f"（{head[2].label}）" if head[2].how != "normal" else "")
        return f"{start} {measured.label}" + (f" {head[2].how}" if len(self.cross.spec.shown) > 1 else "")

    def printed_heads(self) -> list[Head]:
        """Return what the printed table's columns after the row keys hold, in order."""
        across = _with_totals(self.cross.column_lines, len(self.cross.columns))
        return [(line, measure, how) for line in across for measure, how in self.shown]

    def printed_rows(self) -> list[Codes]:
        """Return the codes of the printed table's rows, in order; shorter ones are totals."""
        return _with_totals(self.cross.row_lines, len(self.cross.rows))

    def _row_labels(self, row: Codes, *, titles: bool) -> list[Any]:
        found = [self.cross.label(key, code) for key, code in zip(self.cross.rows, row, strict=False)]
        told = [key_text(one) for one in found] if titles else found
        rest = len(self.row_names) - len(told)
        return [*told, *([TOTAL if not row else SUBTOTAL] + [""] * (rest - 1) if rest else [])]


def _with_totals(lines: list[Codes], depth: int) -> list[Codes]:
    """Return ordered lines with each group's total after it, and the whole's last."""
    found: list[Codes] = []
    for at, line in enumerate(lines):
        found.append(line)
        after = lines[at + 1] if at + 1 < len(lines) else None
        found += [line[:short] for short in range(depth - 1, 0, -1) if after is None or after[:short] != line[:short]]
    return [*found, ()] if lines and depth else found


def _apart(heads: dict[Head, str], taken: list[str]) -> dict[Head, str]:
    used: set[str] = set(taken)
    for head, name in heads.items():
        number = next(n for n in range(1, len(used) + 2) if (name if n == 1 else f"{name}#{n}") not in used)
        heads[head] = name if number == 1 else f"{name}#{number}"
        used.add(heads[head])
    return heads


def _column(values: list[Any], how: str, shown: ShowAs) -> Any:
    """Return cells as a column of one type: counts as whole numbers, others as floats unless all are whole or dates."""
    held = [value for value in values if not isinstance(value, str) and value is not None]
    hidden = HIDDEN_MARK in values
    numbers = shown.how == "normal" and (AGGREGATIONS[how].counts or all(isinstance(one, int) for one in held))
    if any(not isinstance(value, (int, float)) for value in held):
        return pd.Series([None if isinstance(value, str) else value for value in values], dtype=object).to_numpy()
    if numbers and values and len(held) == len(values):
        return pd.array(held, dtype="int64" if max(map(abs, held), default=0) < 2**63 else object)
    if numbers and hidden and AGGREGATIONS[how].counts:
        return pd.array([None if isinstance(value, str) else value for value in values], dtype="Int64")
    return pd.array(
        [float("nan") if value is None or isinstance(value, str) else float(value) for value in values], dtype="float64"
    )
