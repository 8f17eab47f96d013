"""The hash of a table's content: one changed cell is another hash; the order of the rows counts, their numbers do not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from labkit.core.arrow import plain
from labkit.core.engines import ROW

ROWS_AT_ONCE = 100_000

if TYPE_CHECKING:
    from labkit.core.table import Table


def digest_of(table: Table) -> str:
    """Return the SHA-256 of the columns' names, kinds and cells; missing and empty text differ.

    >>> import pandas as pd
    >>> from labkit.core.table import Table
    >>> one, two = (Table.of(pd.DataFrame({"分": [5, last]})) for last in (6, 7))
    >>> digest_of(one) == digest_of(one), digest_of(one) == digest_of(two)
    (True, False)
    """
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import csv  # noqa: PLC0415

    data = table.arrow.drop_columns([ROW])
    data = pa.table({name: plain(data.column(name)) for name in data.column_names}).combine_chunks()
    found = hashlib.sha256(repr(table.schema).encode("utf-8"))
    for batch in data.to_batches(max_chunksize=ROWS_AT_ONCE):
        sink = pa.BufferOutputStream()
        csv.write_csv(batch, sink, csv.WriteOptions(quoting_style="all_valid"))
        found.update(sink.getvalue())
    return found.hexdigest()
