"""How commands save a table: never over an existing file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from labkit.core.table import Table

File = Annotated[Path, typer.Argument(help="CSV、xls、xlsx 或 ods 檔案。")]
Out = Annotated[Path | None, typer.Option("--out", help="結果另存成 csv、xlsx 或 ods（不覆寫既有檔案）。")]


def refuse_to_overwrite(out: Path | None) -> None:
    """Raise, before any work, FileExists where ``out`` is there already, FormatUnknown for a suffix that cannot be written."""
    from labkit.core.errors import FileExists
    from labkit.tables.write import writer_of

    if out is not None:
        writer_of(out)
        if out.exists():
            raise FileExists(place=out.name)


def refuse_taken(out: Path | None) -> None:
    """Raise, before any work, FileExists where ``out`` is there already."""
    from labkit.core.errors import FileExists

    if out is not None and out.exists():
        raise FileExists(place=out.name)


def save_table(table: Table, out: Path | None) -> None:
    """Write ``table`` to ``out``, if one is named, and say so."""
    from labkit.tables.write import write

    if out is None:
        return
    refuse_to_overwrite(out)
    write(table, out)
    typer.echo(f"已存成 {out}", err=True)
