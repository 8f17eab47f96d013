"""labkit new, session: a team's workspace and its coaching sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labkit.cli._parameters import parameters
from labkit.cli._session_records import register as register_records
from labkit.cli.show import show, table_text

if TYPE_CHECKING:
    from labkit.sessions.record import SessionRecord

TAIPEI_HOURS = 8
Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="工作區資料夾；不寫＝目前所在。")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("new", help="建立一個新的工作區。")(new)
    session = typer.Typer(
        help="輔導場次：執行筆記本、檢查個資、封存成果。", rich_markup_mode=None, no_args_is_help=True
    )
    session.command("run", help="執行一次輔導；不寫次數＝最新的計畫。")(run)
    session.command("parameters", help="列出筆記本的參數：是什麼、可用的值、預設。")(parameters)
    register_records(session)
    app.add_typer(session, name="session")
    session.callback()(lambda: None)


def new(folder: Annotated[Path, typer.Argument(help="新工作區的資料夾名稱。")]) -> None:
    """Make a workspace and say what to do next."""
    import labkit as lk
    from labkit.sessions.desk.opening import remember_python

    today = datetime.now(UTC) + timedelta(hours=TAIPEI_HOURS)
    ws = lk.Workspace.create(folder, as_of=today.date())
    remember_python()
    typer.echo(f"已建立工作區 {ws.root}")
    typer.echo("接下來：1. 填寫 team.yml 與 plan/01.yml　2. 把資料檔放進 data/raw　3. 執行 labkit session run")
    typer.echo("要一格一格看著做：按兩下工作區裡的「開始」，或執行 labkit lab")


def run(
    number: Annotated[int | None, typer.Argument(help="第幾次輔導。")] = None,
    workspace: Workspace = Path(),
    settings: Annotated[
        list[str] | None, typer.Option("--set", "-p", help="筆記本.參數=值，可重複，例如 04_pivot.rows=里。")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="全部重做，另存一份（…r2），即使沒有任何變動。")] = False,
    only: Annotated[list[str] | None, typer.Option("--only", help="只執行這個筆記本，可重複，例如 04_pivot。")] = None,
    first: Annotated[str, typer.Option("--from", help="從這個筆記本起重做，例如 03_deidentification。")] = "",
    below: Annotated[Path | None, typer.Option("--all", help="執行這個資料夾底下的每一個工作區。")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="搭配 --all：同時執行幾個工作區。")] = 1,
    keys: Annotated[
        Path | None, typer.Option("--keys", help="搭配 --all：金鑰資料夾，內有各工作區的「工作區名稱.key」。")
    ] = None,
) -> None:
    """Run a session, or one of every workspace below a folder, and say what was made and what to open first."""
    import labkit as lk
    from labkit.core.progress import to_stderr
    from labkit.sessions.parameters import parse_settings
    from labkit.sessions.running.asked import Asked

    asked = Asked(again=again, only=tuple(only or ()), first=first)
    given = parse_settings(settings or [])
    if below is not None:
        from labkit.sessions.many.run import Wanted, run_all

        result = run_all(below, Wanted(number, asked, given), jobs=jobs, keys=keys, progress=to_stderr)
        show(result)
        raise typer.Exit(1 if result.failed else 0)
    ws = lk.Workspace.open(workspace)
    show_record(lk.run_session(ws, number, parameters=given, asked=asked, progress=to_stderr))


def show_record(record: SessionRecord) -> None:
    """Print what a session made, and what to open first."""
    if record.folder is None:
        done = "、".join(name for name, status in record.status.items() if status == "done")
        typer.echo("\n".join(f"．{sentence}" for sentence in record.sentences))
        typer.echo(f"已執行 {done}；還沒有封存：{'、'.join(record.stale)} 的結果不是最新的。")
        typer.echo(f"看過之後執行：labkit session run {record.nth}")
        return
    counts: dict[str, int] = {}
    for name in record.outputs:
        counts[name.split("/")[0]] = counts.get(name.split("/")[0], 0) + 1
    labels = {
        "report": "成果報告（網頁）",
        "tables": "表格（xlsx、csv）",
        "charts": "圖（png）",
        "notebooks": "執行過的筆記本",
    }
    rows = [
        ["做了什麼", "數量", "在哪裡"],
        *([labels.get(k, k), str(n), f"{record.folder.name}/{k}/"] for k, n in counts.items()),
    ]
    typer.echo(table_text([*rows, ["輔導協作紀錄表草稿", "1", f"logs/{record.log.name}"]]))
    typer.echo("\n".join(f"．{sentence}" for sentence in record.sentences))
    typer.echo(f"{'封存於' if record.fresh else '先前已封存於'} {record.folder}")
    typer.echo(f"請先打開：{record.folder / 'report' / '報告.html'}")
    typer.echo(f"然後執行：labkit log export {record.nth}")
