"""labkit pivot, poc: numbers from tables and from metrics."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from labkit.cli.show import Json, show


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("pivot", help="樞紐分析：計數、加總、平均、不重複數。")(pivot)
    app.command("poc", help="計算一個 POC 指標，說明單位、證據與限制。")(poc)


def pivot(
    path: Annotated[Path, typer.Argument(help="CSV、xls、xlsx 或 ods 檔案。")],
    rows: Annotated[list[str] | None, typer.Option("--rows", help="列欄位，可重複。")] = None,
    columns: Annotated[list[str] | None, typer.Option("--columns", help="欄欄位，可重複。")] = None,
    values: Annotated[
        list[str] | None, typer.Option("--values", help="欄位=sum|count|mean|distinct，可重複；不寫＝件數。")
    ] = None,
    where: Annotated[str | None, typer.Option("--where", help="條件，例如 年 == 113。")] = None,
    as_json: Json = False,
) -> None:
    """Print the pivot with subtotals, and what was left out."""
    import labkit as lk

    asked: dict[str, list[str]] = {}
    for value in values or []:
        column, _, how = value.rpartition("=")
        asked.setdefault(column, []).append(how)
    show(
        lk.pivot(lk.read(path), rows=rows or [], columns=columns or [], values=asked or "count", where=where),
        as_json=as_json,
    )


def poc(
    metric: Annotated[Path, typer.Argument(help="指標 YAML。")],
    data: Annotated[list[str] | None, typer.Option("--data", help="名稱=檔案，供實測的輸入使用，可重複。")] = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", help="計算基準日（西元）。", formats=["%Y-%m-%d"])
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the metric's statement, working, checks and limits."""
    import labkit as lk

    tables = {name: lk.read(path) for name, _, path in (one.partition("=") for one in data or [])}
    show(lk.Metric.load(metric).evaluate(tables, as_of=as_of.date() if as_of else None), as_json=as_json)
