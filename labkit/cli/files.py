"""labkit read, inventory, profile: look at files; nothing is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labkit.cli.show import Json, show, table_text

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
        table_text([["決定", "值", "理由"], *([one.what, one.value, one.reason] for one in table.source.decisions)])
    )
    typer.echo("欄位：" + "、".join(table.columns))
    for finding in table.findings:
        typer.echo(f"注意：{finding.sentence}")


def inventory(
    folder: Annotated[Path, typer.Argument(help="要盤點的資料夾。")],
    out: Annotated[Path | None, typer.Option("--out", help="另存成 xlsx、odt、docx、pdf 或 html。")] = None,
    as_json: Json = False,
) -> None:
    """Print, and save if asked, the inventory with the form's item 6."""
    import labkit as lk
    from labkit.documents.save import save_document

    result = lk.take_inventory(folder)
    show(result, as_json=as_json)
    if out is not None:
        typer.echo(f"已存成 {save_document(result.to_document(), out)}")


def profile(path: File, sheet: Sheet = None, as_json: Json = False) -> None:
    """Print the profile of one table."""
    import labkit as lk

    show(lk.profile(lk.read(path, sheet=sheet)), as_json=as_json)
