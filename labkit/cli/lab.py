"""labkit lab, doctor: open a workspace in JupyterLab, and ask whether this computer is ready."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from labkit.cli.show import Json, show_document


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("lab", help="以 JupyterLab 開啟工作區的引導筆記本（中文介面、不連外）。")(lab)
    app.command("doctor", help="檢查這台電腦：哪些好、哪些要注意、哪些不行，各要怎麼辦。")(doctor)


def lab(
    workspace: Annotated[Path, typer.Argument(help="工作區或工作坊座位的資料夾；不寫＝目前所在。")] = Path(),
    no_browser: Annotated[bool, typer.Option("--no-browser", help="不自動開啟瀏覽器，只印出網址。")] = False,
    port: Annotated[int | None, typer.Option("--port", min=1024, max=65535, help="連接埠；不寫＝自動找空的。")] = None,
) -> None:
    """Start JupyterLab in the workspace with the first notebook open, until it is stopped with Ctrl+C."""
    from labkit.sessions.desk.opening import Place, open_lab

    place = Place.of(workspace)
    how = "請把下面的網址貼到瀏覽器" if no_browser else "瀏覽器會自己打開"
    typer.echo(f"正在開啟 {place.root.name}；{how}。要結束時，在這個視窗按 Ctrl+C。", err=True)
    raise typer.Exit(open_lab(place, browser=not no_browser, port=port))


def doctor(
    folder: Annotated[Path, typer.Argument(help="要在哪個資料夾工作；不寫＝目前所在。", file_okay=False)] = Path(),
    as_json: Json = False,
) -> None:
    """Print what is good, what to mind and what does not work, each with the next step; exit 1 where something does not work."""
    from labkit.core.errors import FileMissing
    from labkit.sessions.doctor.check import Machine
    from labkit.sessions.doctor.examine import examine

    if not folder.is_dir():
        raise FileMissing(place=folder.name)
    now, encoding = datetime.now().astimezone(), sys.stdout.encoding or ""
    told = examine(Machine(now, folder, sys.platform, encoding, os.environ))
    if as_json:
        typer.echo(json.dumps({"summary": told.summary, "rows": told.rows}, ensure_ascii=False, indent=1))
    else:
        show_document(told.to_document())
    raise typer.Exit(1 if told.ill else 0)
