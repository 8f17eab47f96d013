"""The one door out for tables: a file, and the layout with which it is read back equal."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labkit.core.engines import ROW
from labkit.core.errors import CellsRefused, FormatUnknown
from labkit.core.files import write_whole
from labkit.core.table import Table
from labkit.tables.sheet import ColumnType, ReadSpec
from labkit.tables.types import GUARDED
from labkit.tables.writers._writer import TABLE_WRITERS, TableWriter

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

GUARD = "'"
EMPTY = "␀"
LISTED = 10


def write(table: Table | pd.DataFrame, path: str | Path, *, for_excel: bool = False) -> ReadSpec:
    """Write the records of ``table`` as csv, xlsx or ods, and return the layout with which ``read`` gives them back.

    CSV keeps cells as they are; ``for_excel`` puts ``'`` before texts that Excel would calculate (= + - @, tab, carriage
    return), which the returned layout takes off again. Spreadsheets hold such texts as texts. Missing cells stay
    missing; an empty text is written as a mark that the layout knows.

    Raises CellsRefused, naming columns and rows, for what the format cannot hold; FormatUnknown for another suffix.
    Nothing is written then.
    """
    path, data = Path(path), Table.of(table).arrow.drop_columns([ROW])
    writer = writer_of(path)
    _check(data, writer, path.name)
    marked, empty = _mark_empty(data)
    guard = GUARD if for_excel and writer.plain else None
    write_whole(path, writer.render(_guarded(marked) if guard else marked))
    return ReadSpec.model_validate(
        {
            "header_rows": [1],
            "repeated_header_rows": [],
            "total_rows": [],
            "note_rows": [],
            "keep": ["blank"],
            "height": data.num_rows + 1,
            "columns": {name: _type(data.schema.field(name).type) for name in data.column_names},
            "guard": guard,
            "empty_text": empty,
            **writer.layout,
        }
    )


def writer_of(path: Path) -> TableWriter:
    """Return the writer of the suffix of ``path``; raises FormatUnknown for another one."""
    name = path.suffix.lower().lstrip(".")
    if name not in TABLE_WRITERS:
        names = "、".join(f".{one}" for one in TABLE_WRITERS)
        raise FormatUnknown(place=path.name, suffix=path.suffix or "（無副檔名）", names=names)
    return TABLE_WRITERS[name]


def _check(data: pa.Table, writer: TableWriter, place: str) -> None:
    found = [
        f"欄名第 {at} 欄：{why}" for at, name in enumerate(data.column_names, 1) if (why := _refuse_name(writer, name))
    ]
    if writer.limits and (data.num_rows >= writer.limits[0] or data.num_columns > writer.limits[1]):
        found.append(f"{data.num_rows:,} 列 × {data.num_columns:,} 欄，超過這個格式的上限")
    kinds = {name: data.schema.field(name).type for name in data.column_names}
    found += [f"欄位「{name}」：型別 {kind} 寫不進去" for name, kind in kinds.items() if not _is_known(kind)]
    for name in [name for name, kind in kinds.items() if _is_known(kind)]:
        rows = (
            (at, writer.refuse(cell)) for at, cell in enumerate(data.column(name).to_pylist(), 1) if cell is not None
        )
        refused = list(itertools.islice(((at, why) for at, why in rows if why), LISTED))
        found += [f"欄位「{name}」第 {at} 筆：{why}" for at, why in refused[:1]]
        if len(refused) > 1:
            found[-1] += f"（共 {len(refused)} 筆以上）" if len(refused) == LISTED else f"（共 {len(refused)} 筆）"
    if found:
        raise CellsRefused(place=place, what="\n".join(found[:LISTED]))


def _refuse_name(writer: TableWriter, name: str) -> str:
    return writer.refuse(name) or ("" if name.strip() else "空白")


def _mark_empty(data: pa.Table) -> tuple[pa.Table, str | None]:
    """Return the table with empty texts as a mark that no cell is, and the mark where it is needed."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    texts = [name for name in data.column_names if pa.types.is_string(data.schema.field(name).type)]
    if not any(pc.any(pc.equal(data.column(name), "")).as_py() for name in texts):
        return data, None
    mark = EMPTY
    while any(pc.any(pc.equal(data.column(name), mark)).as_py() for name in texts):
        mark += EMPTY
    return _changed(data, texts, lambda column: pc.if_else(pc.equal(column, ""), mark, column)), mark


def _guarded(data: pa.Table) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    texts = [name for name in data.column_names if pa.types.is_string(data.schema.field(name).type)]
    pattern = f"^{re.escape(GUARD)}*{GUARDED}"

    def guard(column: Any) -> Any:
        held = pc.match_substring_regex(column, pattern)
        return pc.if_else(held, pc.binary_join_element_wise(pa.scalar(GUARD), column, ""), column)

    names = [f"{GUARD}{name}" if re.match(pattern, name) else name for name in data.column_names]
    return _changed(data, texts, guard).rename_columns(names)


def _changed(data: pa.Table, names: list[str], change: Any) -> pa.Table:
    for name in names:
        data = data.set_column(data.column_names.index(name), name, change(data.column(name)))
    return data


def _is_known(kind: Any) -> bool:
    import pyarrow as pa  # noqa: PLC0415

    return pa.types.is_string(kind) or _type(kind) != "text"


def _type(kind: Any) -> ColumnType:
    import pyarrow as pa  # noqa: PLC0415

    tests: tuple[tuple[Any, ColumnType], ...] = (
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "datetime"),
    )
    return next((name for test, name in tests if test(kind)), "text")
