"""labkit log …: the coaching log (附件4), from its draft to what is handed to the working group."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import labkit as lk
    from labkit.coaching.session_log.check import Fault
    from labkit.coaching.session_log.history import Stamp
    from labkit.coaching.session_log.log_file import LogFile

TAIPEI = timezone(timedelta(hours=8))
FORMATS = ("odt", "docx", "pdf")
Number = Annotated[int, typer.Argument(help="第幾次輔導。", min=1, max=99)]
Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="工作區資料夾；不寫＝目前所在。")]
By = Annotated[str, typer.Option("--by", help="誰填的（寫進歷程；可不寫）。")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    log = typer.Typer(
        help="輔導協作紀錄表（附件4）：起草、填寫、檢查、輸出。", rich_markup_mode=None, no_args_is_help=True
    )
    log.command("new", help="由計畫起草紀錄表，前次目標承接上一次的紀錄表。")(new)
    log.command("fill", help="填寫紀錄表的欄位；改過的文字都留在歷程裡。")(fill)
    log.command("check", help="送交之前檢查還缺什麼。")(check)
    log.command("export", help="把紀錄表輸出成 odt、docx、pdf，或填進機關自己的範本。")(export)
    app.add_typer(log, name="log")


def new(number: Number, workspace: Workspace = Path(), by: By = "") -> None:
    """Draft the log from plan, team and the log before it, before any session has run."""
    import labkit as lk
    from labkit.coaching.log import draft_log
    from labkit.coaching.session_log.log_file import LogFile, start
    from labkit.workspace.index import refresh_index

    ws = lk.Workspace.open(workspace)
    earlier = ws.log_path(number - 1)
    before = LogFile.read(earlier).log if earlier.is_file() else None
    made = start(ws.log_path(number), draft_log(ws.plan(number), ws.team, None, before=before), _stamp(by))
    refresh_index(ws)
    typer.echo(f"已起草 {made.place}（版本 {made.stamp}）")
    if made.log.previous_goals and before and not ws.plan(number).previous_goals:
        typer.echo(f"前次目標承接自 logs/{earlier.name}，共 {len(made.log.previous_goals)} 項，請各寫執行情形。")
    typer.echo(f"接下來：labkit log fill {number} --set 內容摘要=…，再以 labkit log check {number} 看還缺什麼")


def fill(
    number: Number,
    workspace: Workspace = Path(),
    settings: Annotated[
        list[str] | None, typer.Option("--set", "-s", help="欄名=內容，可重複；\\n 換行。例如 前次目標.1=已完成。")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="填好的 YAML 檔（labkit log export --format yml 可產生）。")
    ] = None,
    handed_in: Annotated[
        str, typer.Option("--handed-in", help="送交工作小組的日期，例如 2025-12-08 或 114年12月8日。")
    ] = "",
    base: Annotated[
        str, typer.Option("--base", help="您讀到的版本記號；紀錄表已不是這個版本時不寫入，兩邊都留著。")
    ] = "",
    by: By = "",
) -> None:
    """Write cells into the log, keep what stood there in its history, and say which changed."""
    from labkit.coaching.session_log.cells import differing, labels, typed
    from labkit.coaching.session_log.sheet import read_sheet
    from labkit.workspace.index import refresh_index

    ws = _open(workspace)
    read = _read(ws, number)
    changes, taken = read_sheet(source, read) if source else ({}, "")
    told = [*(settings or []), *([f"handed_in={handed_in}"] if handed_in else [])]
    changes |= typed(told, read.log, place=read.place)
    if not (told or source):
        raise typer.BadParameter("請以 --set 欄名=內容、--from 檔案 或 --handed-in 日期 說明要填什麼")
    filled = read.fill(changes, _stamp(by), since=base or taken)
    refresh_index(ws)
    changed = differing(read.log, filled.log)
    typer.echo(f"已填入 {filled.place}：{labels(changed)}" if changed else f"{filled.place} 的內容沒有改變")
    typer.echo(f"版本 {filled.stamp}；改之前的文字留在 logs/{ws.log_path(number).stem}.history.jsonl")


def check(number: Number, workspace: Workspace = Path()) -> None:
    """Print what is missing before the log can be sent; leave with 1 where something is."""
    from labkit.coaching.log import Log
    from labkit.core.errors import LabkitError
    from labkit.taiwan.roc_dates import roc_text

    ws = _open(workspace)
    path = _there(ws, number)
    found = _faults(ws, number)
    for one in found:
        typer.echo(f"{'缺' if one.stops else '提醒'}　{one.sentence}")
    stops = sum(one.stops for one in found)
    typer.echo(
        f"第 {number} 次紀錄表：還缺 {stops} 項，提醒 {len(found) - stops} 項。"
        if found
        else f"第 {number} 次紀錄表都填好了。"
    )
    try:
        log = Log.load(path)
    except LabkitError:
        raise typer.Exit(1) from None
    typer.echo(
        f"已於 {roc_text(log.handed_in)} 送交。" if log.handed_in else f"請於 {roc_text(log.due)} 前送交工作小組。"
    )
    raise typer.Exit(1 if stops else 0)


def export(
    number: Number,
    workspace: Workspace = Path(),
    out: Annotated[Path | None, typer.Option("--out", help="輸出資料夾；不寫＝工作區的 logs。")] = None,
    formats: Annotated[str, typer.Option("--format", help="格式，以逗號分隔；yml＝交給別人填的檔案。")] = "",
    template: Annotated[
        Path | None, typer.Option("--template", help="機關自己的 odt 或 docx，填在 {{輔導日期}} 等佔位符。")
    ] = None,
) -> None:
    """Write the log in each format, or into the agency's own template, and say when it is due."""
    from labkit.coaching.session_log.export import export_log
    from labkit.taiwan.roc_dates import roc_text

    ws = _open(workspace)
    read = _read(ws, number)
    told = [one.strip() for one in formats.split(",") if one.strip()] or ([] if template else [*FORMATS])
    made = export_log(read, out or ws.root / "logs", told, _stamp(""), template=template)
    for path in made.files:
        typer.echo(f"已輸出 {path}")
    if made.lacking:
        typer.echo(f"範本沒有放這些欄位：{'、'.join(made.lacking)}")
    if stops := sum(one.stops for one in _faults(ws, number)):
        typer.echo(f"還缺 {stops} 項，請看：labkit log check {number}")
    if read.log.handed_in:
        typer.echo(f"已於 {roc_text(read.log.handed_in)} 送交。")
        return
    typer.echo(f"請於 {roc_text(read.log.due)} 前送交工作小組（當次輔導結束後 3 日內）。簽名欄請專家親簽。")
    typer.echo(f"送交之後請登錄：labkit log fill {number} --handed-in 日期")


def _there(ws: lk.Workspace, number: int) -> Path:
    """Return where the log is; raises LogMissing."""
    from labkit.core.log_errors import LogMissing

    path = ws.log_path(number)
    if not path.is_file():
        raise LogMissing(nth=number, place=f"{path.parent.name}/{path.name}")
    return path


def _read(ws: lk.Workspace, number: int) -> LogFile:
    from labkit.coaching.session_log.log_file import LogFile

    return LogFile.read(_there(ws, number))


def _faults(ws: lk.Workspace, number: int) -> list[Fault]:
    from labkit.cli._data import today
    from labkit.coaching.session_log.check import Around, check_log

    return check_log(ws.log_path(number), Around(ws.team, ws.sessions, today()))


def _open(workspace: Path) -> lk.Workspace:
    import labkit as lk

    return lk.Workspace.open(workspace)


def _stamp(by: str) -> Stamp:
    from labkit.coaching.session_log.history import Stamp

    return Stamp(datetime.now(UTC).astimezone(TAIPEI).isoformat(timespec="seconds"), by)
