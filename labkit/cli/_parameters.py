"""labkit session parameters: what people may set in the notebooks of a session."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from labkit.cli.show import Json, table_text

HOW = "設定方法：寫進 plan/次數.yml 的 parameters:，或執行「labkit session run --set 筆記本.參數=值」。"
SHIPPED = "這裡不是工作區，以下是原版筆記本的參數。"


def parameters(
    notebook: Annotated[str, typer.Argument(help="筆記本，例如 04_pivot 或 04；不寫＝全部。")] = "",
    workspace: Annotated[Path, typer.Option("--workspace", "-w", help="工作區資料夾；不寫＝目前所在。")] = Path(),
    as_json: Json = False,
) -> None:
    """Print a row for each parameter: notebook, name, what it is, type, what it may be, default."""
    from labkit.core.errors import WorkspaceMissing
    from labkit.sessions.parameters.listing import HEADS, chosen, explained, parameter_rows
    from labkit.workspace.layout import Workspace, guided_notebooks

    try:
        notebooks = Workspace.open(workspace).notebooks
    except WorkspaceMissing:
        typer.echo(SHIPPED, err=True)
        notebooks = guided_notebooks()
    picked = chosen(notebooks, notebook) if notebook else notebooks
    rows = parameter_rows(picked)
    if as_json:
        typer.echo(json.dumps([dict(zip(HEADS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
        return
    if not rows:
        typer.echo("沒有可以設定的參數。")
        return
    typer.echo(table_text([HEADS, *rows]))
    if notebook:
        typer.echo("\n".join(["", *explained(picked)]))
    typer.echo(f"\n{HOW}")
