"""Parquet: cells, the names of columns, and what the schema says beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from labkit.privacy.release.carrier import Block, Carrier, Column, Passage, Piece

NESTED = (pa.types.is_nested, pa.types.is_dictionary, pa.types.is_binary, pa.types.is_large_binary)


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the table, and the schema's names and remarks."""
    read = pq.read_table(pa.BufferReader(data), use_threads=False)
    yield from _said(read.schema.metadata)
    for field in read.schema:
        yield Passage("欄名", field.name)
        yield from _said(field.metadata)
    columns = [
        Column(number, name, _plain(read.column(at)))
        for number, (at, name) in enumerate(enumerate(read.column_names), 1)
    ]
    yield Block("", tuple(columns), range(1, read.num_rows + 1))


def _said(metadata: Mapping[bytes, bytes] | None) -> Iterator[Passage]:
    for pair in (metadata or {}).items():
        yield from (Passage("結構描述", part.decode("utf-8")) for part in pair if part != b"ARROW:schema")


def _plain(column: Any) -> Any:
    """Return a column whose cells are texts, numbers or days: what is nested is written out."""
    if any(test(column.type) for test in NESTED):
        return pa.array([None if cell is None else _text(cell) for cell in column.to_pylist()], pa.string())
    return pc.cast(column, pa.string()) if pa.types.is_large_string(column.type) else column


def _text(cell: Any) -> str:
    return cell.decode("utf-8") if isinstance(cell, bytes) else str(cell)


PARQUET = Carrier(suffixes=(".parquet",), pieces=pieces)
