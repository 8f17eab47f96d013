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
    """Return the tables of a record by name; raises FileMissing with where each missing one was looked for.

    What is not ``told`` is read only inside the workspace of the report (without one: in its folder, beside it or above).
    """
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
    """Return the file of ``source``; one outside of the workspace is never read, wherever a record or a link points."""
    looked = [*_looked_in(source, folder.resolve())]
    there = [(path, limit) for path, limit in looked if _is_file(path)]
    for path, limit in there:
        if path.resolve().is_relative_to(limit):
            return path
    where = f"找過報告所在的資料夾與上 {len(looked) - 1} 層的 {source.place}" if looked else "報告沒有記下它的位置"
    if there:
        where = "紀錄的位置在工作區之外，不會自動讀取"
    raise FileMissing(place=f"來源資料「{source.table}」（{where}；請以 --data {source.table}=檔案 指定）")


def _looked_in(source: Source, home: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each place with the folder that it must lie in: the workspace, else the folder beside, or where it is looked for."""
    if not source.place or Path(source.place).is_absolute():
        return
    bases = [home, *list(home.parents)[:ABOVE]]
    space = next((one for one in bases if (one / "team.yml").is_file()), None)
    bases = bases[: bases.index(space) + 1] if space else [one for one in bases if one != one.parent]
    yield from ((one / source.place, space or (home.parent if one == home else one)) for one in bases)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no disk takes
        return False
