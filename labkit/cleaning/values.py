"""Run a ValueStep on a batch of rows: its function sees every distinct value once, and the answers are joined back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from labkit.cleaning.step import Missing, Part, ValueStep
from labkit.tables.kinds import as_text

NEW, WHY = "__new__", "__why__"
ARROW = {
    "text": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us"),
}
KINDS: dict[type, str] = {
    str: "text",
    bool: "boolean",
    int: "number",
    float: "number",
    date: "date",
    datetime: "datetime",
}


@dataclass(frozen=True)
class Answers:
    """Computes, for a batch of rows, each made column as ``__new__…``, and why cells are missing as ``__why__…``.

    It pickles, so that Spark can send it to its workers.
    """

    step: ValueStep
    parts: tuple[Part, ...]

    @property
    def schema(self) -> pa.Schema:
        """Return the columns that are made, with their types."""
        fields = []
        for part in self.parts:
            for name, kind in part.makes.items():
                fields.append(pa.field(NEW + name, ARROW[kind]))
                fields += [pa.field(WHY + name, pa.string())] if self.step.reasons else []
        return pa.schema(fields)

    def __call__(self, rows: pa.Table) -> pa.Table:
        """Return the made columns for ``rows``."""
        made: dict[str, pa.Array] = {}
        for part in self.parts:
            columns = [pa.chunked_array(rows.column(name)).combine_chunks() for name in part.reads]
            made |= self._at_once(part, columns[0]) or self._one_by_one(part, columns)
        return pa.table(made)

    def _at_once(self, part: Part, column: pa.Array) -> dict[str, pa.Array] | None:
        if len(part.reads) > 1 or len(part.makes) > 1 or not pa.types.is_string(column.type):
            return None
        found = self.step.at_once(column)
        return None if found is None else {NEW + name: found for name in part.makes}

    def _one_by_one(self, part: Part, columns: list[pa.Array]) -> dict[str, pa.Array]:
        made: dict[str, pa.Array] = {}
        codes, groups = _distinct(columns)
        answers = [self._answer(cells, len(part.makes)) for cells in groups]
        for at, name in enumerate(part.makes):
            one = [answer[at] for answer in answers]
            kept = [None if isinstance(cell, Missing) else cell for cell in one]
            made[NEW + name] = pa.array(kept, self.schema.field(NEW + name).type).take(codes)
            if self.step.reasons:
                why = [cell.reason if isinstance(cell, Missing) else None for cell in one]
                made[WHY + name] = pa.array(why, pa.string()).take(codes)
        return made

    def _answer(self, cells: tuple[Any, ...], width: int) -> tuple[Any, ...]:
        """Ask the step; cells of a kind that it does not take arrive as text."""
        told = [cell if KINDS.get(type(cell)) in self.step.takes else as_text(cell) for cell in cells]
        answer = self.step.value(*told)
        return answer if isinstance(answer, tuple) else (answer,) * width


def _distinct(columns: list[pa.Array]) -> tuple[pa.Array, Iterator[tuple[Any, ...]]]:
    """Return for every row the number of its group, null where a cell is missing, and the cells of each group."""
    encoded = [column.dictionary_encode() for column in columns]
    if len(encoded) == 1:
        return encoded[0].indices, ((cell,) for cell in encoded[0].dictionary.to_pylist())
    codes = encoded[0].indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    missing = codes < 0
    for one in encoded[1:]:
        other = one.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        missing |= other < 0
        _, codes = np.unique(codes * (len(one.dictionary) + 1) + other, return_inverse=True)
    _, first, codes = np.unique(codes, return_index=True, return_inverse=True)
    cells = [one.take(pa.array(first)).cast(one.type.value_type).to_pylist() for one in encoded]
    held = [all(cell is not None for cell in group) for group in zip(*cells, strict=True)]
    renumbered = np.cumsum(held, dtype=np.int64) - 1
    return pa.array(renumbered[codes], pa.int64(), mask=missing), (
        group for group, whole in zip(zip(*cells, strict=True), held, strict=True) if whole
    )
