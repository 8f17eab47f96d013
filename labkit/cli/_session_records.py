"""labkit session bundle, verify, crate: what leaves a frozen session, and its check on the other side.

``sessions.py`` adds these to its group.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labkit.cli.show import Json

Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="工作區資料夾；不寫＝目前所在。")]
Number = Annotated[int | None, typer.Argument(help="第幾次輔導；不寫＝最新封存的一次。", min=1, max=99)]


def register(session: typer.Typer) -> None:
    """Add the commands to the group ``labkit session``."""
    session.command("bundle", help="把一次封存的成果、紀錄表與封存清單打包成一個可核對的 zip。")(bundle)
    session.command("verify", help="核對成果包（zip 或解壓縮後的資料夾）：不需要工作區，也不需要原始資料。")(verify)
    session.command("crate", help="輸出一次封存成果的 RO-Crate 描述（ro-crate-metadata.json）。")(crate)


def bundle(
    out: Annotated[Path, typer.Option("--out", help="成果包存成這個 zip（不覆寫既有檔案）。")],
    number: Number = None,
    workspace: Workspace = Path(),
) -> None:
    """Write the bundle, and say what is in it and what to compare on paper."""
    import labkit as lk
    from labkit.sessions.records.bundle import make_bundle
    from labkit.sessions.records.newest import newest_session

    ws = lk.Workspace.open(workspace)
    made = make_bundle(ws, number or newest_session(ws), out)
    typer.echo(f"已打包第 {made.frozen.nth} 次輔導的成果：{made.path}（{made.files:,} 個檔案，{_size(made.path)}）")
    before = f"另附先前 {len(made.chain)} 次的封存清單" if made.chain else "沒有更早的封存"
    typer.echo(f"封存 sessions/{made.frozen.folder}，{before}；內附 讀我.txt 說明如何核對。")
    if not made.raw_compared:
        typer.echo("提醒：data/raw 已經沒有資料，個資檢查只用規則，沒有和原始資料比對。")
    typer.echo("logs/ 內的紀錄表有紀錄者與參與人員的姓名，請依機關規定傳送與保管。")
    typer.echo(f"manifest sha256 前 16 碼：{made.frozen.printed}（應與紙本紀錄表上印的相同）")
    typer.echo(f"收到的人請執行：labkit session verify {made.path.name}")


def verify(
    path: Annotated[Path, typer.Argument(help="成果包 zip，或解壓縮後的資料夾。")], as_json: Json = False
) -> None:
    """Print what the check found; leave with 1 where the bundle does not pass."""
    from labkit.cli.show import show
    from labkit.sessions.records.verify import verify_bundle

    found = verify_bundle(path)
    show(found, as_json=as_json)
    raise typer.Exit(0 if found.passed else 1)


def crate(
    number: Number = None,
    out: Annotated[Path | None, typer.Option("--out", help="存成這個檔案（不覆寫）；不寫＝印出來。")] = None,
    workspace: Workspace = Path(),
) -> None:
    """Write or print the crate of a frozen session, made again from its manifest."""
    import labkit as lk
    from labkit.cli._out import refuse_taken
    from labkit.core.files import write_whole
    from labkit.sessions.records.crate import crate_of
    from labkit.sessions.records.newest import newest_run, newest_session

    refuse_taken(out)
    ws = lk.Workspace.open(workspace)
    text = crate_of(newest_run(ws, number or newest_session(ws)).compared)
    if out is None:
        typer.echo(text, nl=False)
        return
    write_whole(out, text)
    typer.echo(f"已存成 {out}")


def _size(path: Path) -> str:
    """Return a file's size as people say it."""
    return f"{path.stat().st_size / 1_000_000:.1f} MB"
