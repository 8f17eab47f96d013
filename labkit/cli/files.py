"""labkit read, inventory, profile: look at files; nothing is changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from labkit.cli.show import Json, show, table_text
from labkit.core.messages import say

File = Annotated[Path, typer.Argument(help="CSV、xls、xlsx 或 ods 檔案。")]
Sheet = Annotated[str | None, typer.Option("--sheet", help="工作表名稱；不寫＝第一張有資料的。")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("read", help="讀取一個檔案，說明標題列、欄名列、合計列、說明列如何判斷（不顯示資料內容）。")(read)
    app.command("inventory", help="盤點資料夾裡的每個檔案與工作表。")(inventory)
    app.command("profile", help="列出每個欄位的型態、未填格數、不同值數。")(profile)


def read(path: File, sheet: Sheet = None) -> None:
    """Print what was decided about the file's rows and columns."""
    import labkit as lk

    table = lk.read(path, sheet=sheet)
    typer.echo(f"{table.source.label}：{len(table):,} 列 × {len(table.columns)} 欄")
    typer.echo(
        table_text(
            [
                ["決定", "值", "理由"],
                *([say(f"decisions.{one.what}"), one.value, one.reason] for one in table.source.decisions),
            ]
        )
    )
    typer.echo("欄位：" + "、".join(table.columns))
    for finding in table.findings:
        typer.echo(f"注意：{finding.sentence}")


def inventory(
    folder: Annotated[Path, typer.Argument(help="要盤點的資料夾。")],
    notes: Annotated[
        Path | None, typer.Option("--notes", help="團隊填過的資料盤點表（xlsx 或 ods），填寫的內容會帶入。")
    ] = None,
    export: Annotated[
        str,
        typer.Option(
            "--export",
            help="輸出的種類：report、sheet（給團隊填）、item_6（申請表第 6 項）、dictionary（資料字典）、metadata、frictionless、catalogue（可搜尋網頁）。",
        ),
    ] = "report",
    out: Annotated[
        Path | None, typer.Option("--out", help="存檔位置；副檔名決定格式（xlsx、ods、odt、docx、pdf、html、json）。")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="算時效性的基準日，例如 2026-11-23。")
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the inventory with the form's item 6 and the readiness of the data; save what is asked for."""
    import labkit as lk
    from labkit.documents.save import save_document
    from labkit.inventory.exports._export import export_inventory

    result = lk.take_inventory(folder, notes=notes)
    show(result, as_json=as_json)
    if result.errors and not result.entries:
        raise typer.Exit(1)
    if not as_json:
        ready = result.readiness(as_of.date() if as_of else None)
        typer.echo(f"資料整備度：{ready.summary}")
    if out is not None:
        saved = (
            save_document(result.to_document(), out) if export == "report" else export_inventory(result, export, out)
        )
        typer.echo(f"已存成 {saved}，請先打開它。", err=as_json)


def profile(
    path: File,
    sheet: Sheet = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", help="另在這個資料夾寫一份含圖表的欄位報告（含原始值，請勿外傳；約需 10 秒以上）。"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the profile of one table; write the raw report only where it is asked for."""
    import labkit as lk

    table = lk.read(path, sheet=sheet)
    show(lk.profile(table), as_json=as_json)
    if report is not None:
        from labkit.inventory.report import profile_report

        typer.echo(f"已存成 {profile_report(table, report)}（含原始值，請勿外傳）。", err=as_json)
