"""A table becomes an entry: everything that can be computed about it, and nothing that shows a cell."""

from __future__ import annotations

import hashlib
import itertools
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.core import engines
from labkit.core.files import sha256
from labkit.core.inventory import FieldEntry, InventoryEntry
from labkit.core.table import ROW_LIMIT, Table
from labkit.tables.kinds import ColumnValues, as_text, column_values
from labkit.tables.read import format_label
from labkit.taiwan.variants import unify

if TYPE_CHECKING:
    import pyarrow as pa

KEY_KINDS = {"code", "text", "number", "roc_date", "date", "datetime"}
LONGEST_KEY = 40
NOT_A_KEY = re.compile(r"電話|手機|傳真|信箱|郵件|mail|姓名|地址|住址|說明|備註|內容|[人者員]$", re.IGNORECASE)
MOST_PAIRED = 8
NO_SPAN = re.compile(r"生日|出生|到期|屆滿|期限|截止|birth", re.IGNORECASE)  # a person's day, or one to come
SKETCH, MOST_SKETCHED = 64, 20_000
SALT = secrets.token_bytes(16)


def entry_of(table: Table, path: Path, name: str) -> InventoryEntry:
    """Return the computed entry of one table of the file at ``path``, which the inventory calls ``name``."""
    values = column_values(table)
    source = table.source
    rows = len(table)
    data = table.arrow if rows <= ROW_LIMIT else None
    return InventoryEntry(
        file=name,
        sheet=source.sheet,
        encoding=source.encoding,
        format=format_label(path),
        rows=rows,
        fields=tuple(field_of(one) for one in values),
        sha256=source.sha256 or sha256(path),
        bytes=path.stat().st_size,
        delimiter=source.delimiter,
        duplicates=rows - engines.distinct_rows(data, table.columns) if data is not None else None,
        totals=len(source.total_rows),
        notes=len(source.note_rows),
        keys=key_of(data, values) if data is not None else (),
        decisions=tuple(source.decisions),
        noticed=table.findings,
    )


def field_of(column: ColumnValues) -> FieldEntry:
    """Return what the inventory keeps of a column."""
    texts = [as_text(value) for value in column.values.to_pylist()[:MOST_SKETCHED]]
    spellings = {unify(text).replace("臺", "台").strip() for text in texts}
    return FieldEntry(
        name=column.name,
        kind=column.kind,
        form=column.form,
        filled=column.cells,
        marks=column.marks,
        odd=column.odd,
        distinct=column.distinct,
        first=None if NO_SPAN.search(column.name) else column.first,
        last=None if NO_SPAN.search(column.name) else column.last,
        sampled=column.sampled,
        mixed=len(spellings) < len(set(texts)) or "、" in column.form,
        sketch=frozenset(sorted(map(_hashed, texts))[:SKETCH]),
    )


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8, key=SALT).digest(), "big")


def key_of(data: pa.Table, values: list[ColumnValues]) -> tuple[str, ...]:
    """Return the first column, or pair of columns, that is always filled and never twice the same; () if none is."""
    rows = data.num_rows
    if rows < 2:  # noqa: PLR2004
        return ()
    full = [one for one in values if not one.missing and one.kind in KEY_KINDS and _is_short(one)]
    full = [one for one in full if not NOT_A_KEY.search(one.name)]  # unique by chance: a contact is no number of a case
    full = [one for one in full if str(data.schema.field(one.name).type) != "double"]  # amounts tell nothing apart
    single = next((one.name for one in full if one.distinct == rows), None)
    if single:
        return (single,)
    for left, right in itertools.combinations([one for one in full if one.distinct > 1][:MOST_PAIRED], 2):
        if left.distinct * right.distinct >= rows and engines.distinct_rows(data, [left.name, right.name]) == rows:
            return (left.name, right.name)
    return ()


def _is_short(column: ColumnValues) -> bool:
    return all(len(as_text(value)) <= LONGEST_KEY for value in column.values.slice(0, 100).to_pylist())
