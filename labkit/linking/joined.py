"""The joined table: rows of the left, columns of the right beside them."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from labkit.core.engines import ROW
from labkit.core.errors import StepRefused
from labkit.core.table import Table
from labkit.linking.spec import LinkSpec
from labkit.tables.kinds import as_text


def joined(one: Table, other: Table, spec: LinkSpec, pairs: pd.DataFrame) -> pa.Table:
    """Return the rows that ``spec.keep`` keeps: all of the left, those with a partner, or all of both sides.

    Row numbers are the left table's; rows of the right alone come last, numbered on from there.
    """
    left, right = one.arrow, other.arrow
    told = pairs.sort_values(["left", "right"])
    rows = [(int(a), int(b)) for a, b in zip(told["left"], told["right"], strict=True)]
    met, seen = {a for a, _ in rows}, {b for _, b in rows}
    places: list[tuple[int | None, int | None]] = list(rows)
    if spec.keep != "both":
        places += [(at, None) for at in range(left.num_rows) if at not in met]
        places.sort(key=lambda row: row[0] or 0)
    if spec.keep == "all":
        places += [(None, at) for at in range(right.num_rows) if at not in seen]
    take = spec.take or {name: name for name in other.columns if name not in spec.on.values()}
    other.require(list(take))
    mine = {name.casefold() for name in one.columns}
    if taken := sorted(name for name in take.values() if name.casefold() in mine):
        raise StepRefused(
            place=spec.name or "link_records", what=f"兩邊都有欄位「{taken[0]}」，請在 take 給右邊的欄位新名稱。"
        )
    on_left, on_right = (pa.array([row[side] for row in places], pa.int64()) for side in (0, 1))
    columns = {name: left.column(name).take(on_left) for name in one.columns}
    keys = {mine: right.column(theirs).take(on_right) for mine, theirs in spec.on.items()} if spec.keep == "all" else {}
    for name, cells in keys.items():
        columns[name] = _filled(columns[name], cells)
    columns |= {new: right.column(name).take(on_right) for name, new in take.items()}
    numbers = left.column(ROW).to_pylist()
    last = max(numbers, default=0) + 1
    columns[ROW] = pa.array([numbers[a] if a is not None else last + (b or 0) for a, b in places], pa.int64())
    return pa.table(columns)


def _filled(cells: pa.ChunkedArray, others: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow.compute as pc  # noqa: PLC0415

    if cells.type != others.type:
        cells, others = (
            pa.array([None if one is None else as_text(one) for one in side.to_pylist()], pa.string())
            for side in (cells, others)
        )
    return pc.if_else(pc.is_valid(cells), cells, others)
