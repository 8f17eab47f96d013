"""labkit pivot, analyze: numbers from tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from labkit.cli._data import AsOf, tables_of
from labkit.cli._out import refuse_taken
from labkit.cli.show import Json, show


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("pivot", help="樞紐分析：計數、加總、平均、不重複數、中位數……，各層合計都由原始各列重算。")(pivot)
    app.command(
        "analyze",
        help="分析：queue 等候、retention 持續、areas 各里狀態、coding 文字分類、likert 滿意度、drivers 相關欄位。",
    )(analyze)


def pivot(
    path: Annotated[Path, typer.Argument(help="CSV、xls、xlsx 或 ods 檔案。")],
    rows: Annotated[
        list[str] | None, typer.Option("--rows", help="列欄位，可重複；日期可分組，如 收件日期:民國年月。")
    ] = None,
    columns: Annotated[list[str] | None, typer.Option("--columns", help="欄欄位，可重複。")] = None,
    values: Annotated[
        list[str] | None,
        typer.Option("--values", help="欄位=合計|平均|不重複數|中位數|第90百分位……，可重複；不寫＝件數。"),
    ] = None,
    where: Annotated[str | None, typer.Option("--where", help="條件，例如 年 == 113。")] = None,
    show_as: Annotated[
        list[str] | None, typer.Option("--show-as", help="值的顯示方式，如 列總和百分比，可重複。")
    ] = None,
    top: Annotated[
        int | None, typer.Option("--top", min=1, help="最後一個列欄位只留前幾名，其餘合併為「其他」。")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="印出對照的 Excel 步驟與 pandas 程式。")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="存成 .xlsx、.ods、.html 或 .csv；有 --policy 才附可重新整理的樞紐。")
    ] = None,
    policy: Annotated[Path | None, typer.Option("--policy", help="先依這份政策去識別化。")] = None,
    least: Annotated[int | None, typer.Option("--least", min=2, help="少於幾列的格不陳示；對外公開前使用。")] = None,
    as_json: Json = False,
) -> None:
    """Print the pivot with subtotals, and what was left out; or write it."""
    import labkit as lk

    refuse_taken(out)
    table = lk.read(path)
    found = lk.pivot(
        lk.Policy.load(policy).apply(table).table if policy else table,
        rows=rows or [],
        columns=columns or [],
        values=_values(values or []),
        where=where,
        show_as=show_as or [],
        top=top,
    )
    found = lk.protect_cells(found, least) if least else found
    if out:
        from labkit.pivots.exports.write import write_pivot

        write_pivot(found, out, records=bool(policy) and not least)
        typer.echo(f"{found.summary}已存成 {out}", err=True)
        return
    show(lk.explain(found) if explain else found, as_json=as_json)


def _values(told: list[str]) -> dict[str, list[str]] | str:
    asked: dict[str, list[str]] = {}
    for value in told:
        column, _, how = value.rpartition("=")
        asked.setdefault(column, []).append(how)
    return asked or "count"


def analyze(
    kind: Annotated[str, typer.Argument(help="queue、retention、areas、coding、likert 或 drivers。")],
    path: Annotated[Path, typer.Argument(help="CSV、xls、xlsx 或 ods 檔案。")],
    spec: Annotated[Path, typer.Option("--spec", help="分析設定 YAML。")],
    data: Annotated[
        list[str] | None, typer.Option("--data", help="名稱=檔案，設定中提到的其他資料表，可重複。")
    ] = None,
    as_of: AsOf = None,
    least: Annotated[int | None, typer.Option("--least", min=2, help="少於幾列的數值不陳示；對外公開前使用。")] = None,
    page: Annotated[Path | None, typer.Option("--page", help="areas：另存成可離線開啟的狀態頁（.html）。")] = None,
    as_json: Json = False,
) -> None:
    """Print what an analysis found: its sentence, tables, warnings, and what was left out."""
    import labkit as lk

    refuse_taken(page)
    day = as_of.date() if as_of else None
    found = lk.analyze(lk.read(path), kind, _spec(spec), tables=tables_of(data), as_of=day)
    found = lk.protect_cells(found, least) if least else found
    if page:
        from labkit.analysis.dashboard.page import save_dashboard

        save_dashboard(found, page)
        typer.echo(f"已存成 {page}", err=True)
    show(found, as_json=as_json)


def _spec(path: Path) -> Any:
    """Return the specification itself; a session's file carries it under ``spec``."""
    from labkit.analysis.plan import spec_of

    return spec_of(path)
