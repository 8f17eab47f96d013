"""labkit workshop coach: how far the groups are, on one page, from a shared folder and without a server."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated

import typer

TAIPEI = timezone(timedelta(hours=8))


def register(group: typer.Typer) -> None:
    """Add the command to ``labkit workshop``."""
    group.command("coach", help="輔導者看的進度頁：讀共用資料夾的 progress/*.json 與各工作區，寫成一個網頁。")(coach)


def coach(
    folder: Annotated[Path, typer.Argument(help="共用資料夾。")],
    out: Annotated[Path, typer.Option("--out", help="網頁檔名（.html）；會蓋過自己先前產生的網頁，不蓋其他檔案。")],
    watch: Annotated[bool, typer.Option("--watch", help="一直更新，直到按 Ctrl+C。")] = False,
    every: Annotated[int, typer.Option("--every", min=5, max=3600, help="幾秒更新一次。")] = 20,
) -> None:
    """Write the page once, or again and again until it is stopped."""
    from labkit.workshop.coach.write import write_page

    typer.echo(write_page(folder, out, _now(), every=every).summary)
    typer.echo(f"已寫入 {out}")
    if not watch:
        typer.echo("進度有變時，再執行一次；要一直更新，加上 --watch。")
        return
    typer.echo(f"每 {every} 秒更新一次，按 Ctrl+C 結束。")
    try:
        _again(folder, out, every)
    except KeyboardInterrupt:
        typer.echo(f"已停止更新，{out} 留著最後一次的內容。")


def _again(folder: Path, out: Path, every: int) -> None:
    """Write the page again and again; a shared folder that is away for a while is told, and waited for."""
    from labkit.core.errors import LabkitError
    from labkit.workshop.coach.write import write_page

    while True:
        time.sleep(every)
        try:
            write_page(folder, out, _now(), every=every)
        except (LabkitError, OSError) as error:
            told = str(error) if isinstance(error, LabkitError) else error.strerror or type(error).__name__
            typer.echo(f"{_now():%H:%M:%S} 這次沒有更新：{told}", err=True)


def _now() -> datetime:
    return datetime.now(UTC).astimezone(TAIPEI)
