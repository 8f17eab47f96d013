"""labkit preview: made-up rows of a file, or a text for an AI assistant; no real value in either."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labkit.cli._out import File, Out, refuse_to_overwrite
from labkit.cli.show import table_text

if TYPE_CHECKING:
    from labkit.core.table import Table

SHOWN, SHOWN_IN_PROMPT, MOST = 20, 5, 100_000


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("preview", help="產生欄位與寫法相同的虛構資料，或可以貼給 AI 助理的說明（--prompt）；都不含真實內容。")(
        preview
    )


def preview(
    path: File,
    rows: Annotated[
        int | None, typer.Option("--rows", min=0, max=MOST, help="虛構幾列（預設 20；--prompt 時 5）。")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="同一個數字產生同樣的虛構資料。")] = 0,
    out: Out = None,
    prompt: Annotated[bool, typer.Option("--prompt", help="改印出可以貼給 AI 助理的說明文字。")] = False,
    question: Annotated[str, typer.Option("--question", help="寫進說明文字的問題；不要寫任何人的資料。")] = "",
    roles: Annotated[
        Path | None, typer.Option("--roles", help="團隊先前決定的欄位角色（YAML、xlsx、ods 或 csv）。")
    ] = None,
) -> None:
    """Print made-up rows, save them, or print the prompt."""
    import labkit as lk
    from labkit.core.progress import to_stderr
    from labkit.privacy.decisions import Roles
    from labkit.tables.write import write

    refuse_to_overwrite(out)
    table = lk.read(path)
    found = lk.scan(table, roles=Roles.load(roles) if roles else None, say=to_stderr)
    if prompt or question:
        text = lk.safe_prompt(table, question=question, rows=SHOWN_IN_PROMPT if rows is None else rows, scan=found)
        typer.echo(text, nl=False)
        return
    made = lk.preview(table, rows=SHOWN if rows is None else rows, seed=seed, scan=found)
    if out is None:
        typer.echo("以下為虛構資料，不是任何人的資料。")
        typer.echo(table_text(_cells(made)))
        return
    write(made, out)
    typer.echo(f"已存成 {out}（虛構資料）", err=True)


def _cells(table: Table) -> list[list[str]]:
    from labkit.core.engines import ROW

    rows = table.arrow.drop_columns([ROW]).to_pylist()
    return [table.columns, *(["" if cell is None else str(cell) for cell in row.values()] for row in rows)]
