"""labkit risk, anonymize, close: measure, make rows alike, and end the coaching without leaving data behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from labkit.cli._out import File, Out, refuse_to_overwrite, save_table
from labkit.cli.sessions import TAIPEI_HOURS, Workspace
from labkit.cli.show import Json, show, show_document

Quasi = Annotated[list[str], typer.Option("--quasi", "-q", help="間接識別欄位，可重複，例如 -q 年齡 -q 里。")]
Sensitive = Annotated[list[str] | None, typer.Option("--sensitive", help="敏感欄位，可重複。")]
Person = Annotated[str | None, typer.Option("--person", help="以這個欄位數人，不數列。")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("risk", help="量測再識別風險：k、l、t 與三種攻擊者的機率。")(risk)
    app.command("anonymize", help="匿名化：讓每個間接識別組合至少有 k 列。")(anonymize)
    app.command("close", help="結束輔導：列出並（確認後）刪除或交還原始資料、work/ 與金鑰，留下簽核紀錄。")(close)


def risk(
    path: File,
    quasi: Quasi,
    sensitive: Sensitive = None,
    person: Person = None,
    sampling: Annotated[float | None, typer.Option("--sampling", help="這張表占母體的比例，0 到 1。")] = None,
    as_json: Json = False,
) -> None:
    """Print the measures of risk."""
    import labkit as lk

    result = lk.risk(
        lk.read(path), quasi_identifiers=quasi, sensitive=sensitive or (), person=person, sampling=sampling
    )
    show(result, as_json=as_json)


def anonymize(
    path: File,
    quasi: Quasi,
    hierarchies: Annotated[
        Path | None, typer.Option("--hierarchies", help="層級檔資料夾：*hierarchy_欄位.csv。")
    ] = None,
    k: Annotated[int, typer.Option("--k", min=2, help="每組至少幾列（或人）。")] = 5,
    least: Annotated[int, typer.Option("--l", min=1, help="每組的敏感欄位至少幾種值。")] = 1,
    sensitive: Sensitive = None,
    person: Person = None,
    method: Annotated[
        Literal["global", "local"], typer.Option("--method", help="global：全表同一層級；local：保留較多細節。")
    ] = "global",
    suppression: Annotated[
        float, typer.Option("--suppression", min=0, max=1, help="global 時最多隱藏多少比例的列。")
    ] = 0.05,
    out: Out = None,
) -> None:
    """Make rows alike, print what it cost, and save them."""
    import labkit as lk
    from labkit.core.progress import to_stderr

    refuse_to_overwrite(out)
    result = lk.anonymize(
        lk.read(path),
        quasi_identifiers=quasi,
        hierarchies=hierarchies,
        sensitive=sensitive or (),
        person=person,
        k=k,
        l=least,
        method=method,
        suppression=suppression,
        say=to_stderr,
    )
    show(result)
    save_table(result.table, out)


def close(
    workspace: Workspace = Path(),
    who: Annotated[str, typer.Option("--who", help="核可的人（單位／職稱）；不寫就只列出，不刪除。")] = "",
    key_file: Annotated[list[Path] | None, typer.Option("--key-file", help="要一併刪除的金鑰檔，可重複。")] = None,
    return_to: Annotated[
        Path | None, typer.Option("--return-to", help="把原始資料移到這個資料夾交還，不刪除。")
    ] = None,
) -> None:
    """List what the coaching leaves behind; with a name, remove or return it and write the record."""
    import labkit as lk
    from labkit.sessions.close import close_workspace, left_behind

    ws = lk.Workspace.open(workspace)
    left = left_behind(ws, key_file or ())
    show_document(left.to_document(return_to))
    if not who:
        typer.echo("以上尚未刪除。確認後請加上 --who 單位／職稱 執行；要交還原始資料請加 --return-to 資料夾。")
        return
    today = (datetime.now(UTC) + timedelta(hours=TAIPEI_HOURS)).date()
    for path in close_workspace(ws, left, who=who, as_of=today, return_to=return_to):
        typer.echo(f"已寫下紀錄 {path}")
