"""Where a report's data lie: as told, at the place recorded beside the report, or below one of the folders above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from labkit.core.errors import FileMissing
from labkit.core.table import Table
from labkit.poc.report.record import Record, Source
from labkit.tables.read import read

ABOVE = 4


def data_of(record: Record, folder: Path, told: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables of a record by name; raises FileMissing with where each missing one was looked for."""
    known = {one.table for one in record.tables}
    found = {
        one.table: told[one.table] if one.table in told else read_table(_found(one, folder)) for one in record.tables
    }
    return found | {name: table for name, table in told.items() if name not in known}


def read_table(path: Path) -> Table:
    """Read a table from a file of any kind that labkit reads, or from Parquet as a session keeps it."""
    if path.suffix.lower() != ".parquet":
        return read(path)
    import pyarrow.parquet as pq  # noqa: PLC0415

    return Table.from_arrow(pq.read_table(path))


def _found(source: Source, folder: Path) -> Path:
    looked = list(_candidates(source, folder))
    for path in looked:
        if path.is_file():
            return path
    mend = f"請以 --data {source.table}=檔案 指定"
    where = f"找過報告所在的資料夾與上 {len(looked) - 1} 層的 {source.place}" if looked else "報告沒有記下它的位置"
    raise FileMissing(place=f"來源資料「{source.table}」（{where}；{mend}）")


def _candidates(source: Source, folder: Path) -> Iterator[Path]:
    if source.place and not Path(source.place).is_absolute():
        home = folder.resolve()
        yield from (one / source.place for one in (home, *list(home.parents)[:ABOVE]))
