"""labkit poc opens: how long a page takes from opening to the first picture, in a browser of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labkit.cli._out import Out, refuse_to_overwrite, save_table
from labkit.cli.show import Json, show


def register(app: typer.Typer) -> None:
    """Add the commands."""
    add_to(app)


def add_to(group: typer.Typer) -> None:
    """Add the command to ``group``."""
    group.command("opens", help="量一個網頁從開啟到看見第一個畫面要多久（這台電腦的 Chromium、Chrome 或 Edge）。")(
        opens
    )


def opens(
    page: Annotated[Path, typer.Argument(help="網頁檔（.html）。")],
    times: Annotated[int, typer.Option("--times", min=1, help="開幾次；量 P95 建議 20 次以上。")] = 20,
    out: Out = None,
    browser: Annotated[str, typer.Option("--browser", help="瀏覽器程式；不寫＝自動尋找。")] = "",
    as_json: Json = False,
) -> None:
    """Measure, print, and save a row for each opening."""
    from labkit.core.table import Table
    from labkit.poc.opening.opens import measure_opens

    refuse_to_overwrite(out)
    result = measure_opens(page, times, browser=browser)
    show(result, as_json=as_json)
    save_table(Table.of(result.frame), out)
