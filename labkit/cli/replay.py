"""labkit replay: make a frozen session again and say whether everything comes out as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from labkit.cli.sessions import Workspace
from labkit.cli.show import Json, show, shown_json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("replay", help="依 manifest 重算一次封存的輔導成果，逐檔比對；相同時結束碼 0，不同時 1。")(replay)


def replay(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="第幾次輔導，或封存的資料夾名稱，例如 2025-03-14-01.r2。")
    ],
    workspace: Workspace = Path(),
    keep: Annotated[
        Path | None,
        typer.Option("--keep", file_okay=False, help="把重算的成果留在這個新資料夾；不寫＝比對後刪除。"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Print what came of the replay; leave with 1 where something differs."""
    import labkit as lk
    from labkit.core.progress import to_stderr

    result = lk.replay(lk.Workspace.open(workspace), session, keep=keep, progress=to_stderr)
    if as_json:
        told = {**shown_json(result), "identical": result.identical, "derived": list(result.derived)}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        show(result)
    if keep is not None and keep.is_dir():
        typer.echo(f"重算的成果在 {keep}", err=True)
    if not result.identical:
        raise typer.Exit(1)
