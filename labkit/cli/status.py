"""labkit status: how one team's coaching stands, or, for the working group and the coaches, how all stand."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labkit.cli.show import Json, show_document, shown_json, table_text

if TYPE_CHECKING:
    from labkit.coaching.obligations.facts import Facts
    from labkit.coaching.obligations.overview import OverviewResult
    from labkit.coaching.obligations.status import StatusResult

TAIPEI = timezone(timedelta(hours=8))
MOST_TROUBLES = 20
UPRIGHT = {".odt", ".docx", ".pdf"}
SHORT = (0, 1, 3, 4, 7, 11, 16, 17)
Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="工作區資料夾；不寫＝目前所在。")]
Below = Annotated[Path | None, typer.Option("--all", help="資料夾：列出底下所有工作區（工作小組用）。")]
Expert = Annotated[str, typer.Option("--expert", help="與 --all 併用：只列 team.yml 的 experts 有這位專家的團隊。")]
OutFile = Annotated[
    Path | None, typer.Option("--out", help="另存成 xlsx、ods、html、odt、docx 或 pdf（不覆寫既有檔案）。")
]
Ics = Annotated[Path | None, typer.Option("--ics", help="把輔導日與紀錄表期限存成行事曆檔（.ics）。")]
AsOf = Annotated[str, typer.Option("--as-of", help="截至哪一天，例如 2025-12-05 或 114/12/5；不寫＝今天。")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status", help="輔導進度：次數、時數、紀錄表期限、未完成目標；--all 看所有團隊。")(status)


def status(
    workspace: Workspace = Path(),
    below: Below = None,
    expert: Expert = "",
    out: OutFile = None,
    ics: Ics = None,
    as_of: AsOf = "",
    as_json: Json = False,
) -> None:
    """Print what is due next and how the coaching stands; save it where a file is named."""
    if expert and below is None:
        raise typer.BadParameter("--expert 要與 --all 併用")
    day = _day(as_of)
    _refuse(out, ics)
    if below is None:
        _team(workspace, day, out, ics, as_json=as_json)
    else:
        _all(below, expert, day, out, ics, as_json=as_json)


def _refuse(out: Path | None, ics: Path | None) -> None:
    """Raise, before any work, FileExists for a file that is there, FormatUnknown for a suffix that is not written."""
    from labkit.cli._out import refuse_taken
    from labkit.core.errors import FormatUnknown
    from labkit.documents.formats._writer import WRITERS

    for path, known in ((out, [f".{name}" for name in WRITERS]), (ics, [".ics"])):
        refuse_taken(path)
        if path is not None and path.suffix.lower() not in known:
            raise FormatUnknown(place=path.name, suffix=path.suffix, names="、".join(known))


def _team(workspace: Path, day: date, out: Path | None, ics: Path | None, *, as_json: bool) -> None:
    """Tell of one team, read from its files, with every fault in full."""
    import labkit as lk
    from labkit.coaching.obligations.status import status as status_of
    from labkit.workspace.facts import read_facts
    from labkit.workspace.index import refresh_index

    ws = lk.Workspace.open(workspace)
    refresh_index(ws)
    facts = read_facts(ws.root)
    result = status_of(facts, day)
    if as_json:
        typer.echo(json.dumps(shown_json(result), ensure_ascii=False, indent=1))
    else:
        show_document(result.to_document())
        for fault in facts.faults:
            if fault.detail:
                typer.echo(f"．{fault.detail}")
    _save(result, out)
    if ics is not None:
        _calendar([facts], ics, day)


def _all(below: Path, expert: str, day: date, out: Path | None, ics: Path | None, *, as_json: bool) -> None:
    """Tell of every team below a folder."""
    from labkit.coaching.obligations.overview import COLUMNS
    from labkit.workspace.many import overview_of

    result = overview_of(below, day, expert=expert)
    if as_json:
        typer.echo(json.dumps(shown_json(result), ensure_ascii=False, indent=1))
    else:
        typer.echo(result.summary)
        rows = [[COLUMNS[at] for at in SHORT], *([_cell(row[at]) for at in SHORT] for row in result.rows)]
        typer.echo(table_text(rows) if result.rows else _nobody(expert))
        _troubles(result)
    _save(result, out)
    if ics is not None:
        _calendar([one.facts for one in result.teams], ics, day)


def _troubles(result: OverviewResult) -> None:
    """Print in full why a workspace or a file cannot be read: the table cuts long sentences."""
    told = [f"．{one.folder}：{one.why}" for one in result.broken]
    told += [f"．{team.facts.folder}：{one.finding.sentence}" for team in result.teams for one in team.facts.faults]
    if told:
        typer.echo("檔案問題：\n" + "\n".join(told[:MOST_TROUBLES]))
    if len(told) > MOST_TROUBLES:
        typer.echo(f"另有 {len(told) - MOST_TROUBLES} 項，請在各工作區執行 labkit status。")


def _nobody(expert: str) -> str:
    if expert:
        return "沒有團隊的 team.yml 把這位專家寫在 experts。請核對姓名寫法。"
    return "這個資料夾底下沒有工作區（含 team.yml 的資料夾）。"


def _cell(value: object) -> str:
    from labkit.core.document import shown

    return shown(value)


def _save(result: StatusResult | OverviewResult, out: Path | None) -> None:
    """Write the result; the page of many teams sorts and filters, and on upright paper their table is cut in three."""
    from labkit.coaching.obligations.overview import OverviewResult
    from labkit.coaching.obligations.page import save_page
    from labkit.documents.save import save_document

    if out is None:
        return
    if isinstance(result, OverviewResult) and out.suffix.lower() == ".html":
        save_page(result, out)
    elif isinstance(result, OverviewResult) and out.suffix.lower() in UPRIGHT:
        save_document(result.to_paper(), out)
    else:
        save_document(result.to_document(), out)
    typer.echo(f"已存成 {out}", err=True)


def _calendar(teams: list[Facts], ics: Path, day: date) -> None:
    from labkit.coaching.obligations.calendar_file import save_calendar

    save_calendar(teams, ics, day)
    typer.echo(f"已存成 {ics}，可匯入 Outlook、Google 日曆等。", err=True)


def _day(told: str) -> date:
    """Return the day that was asked for; ROC and AD dates are read."""
    from labkit.taiwan.roc_dates import NotADate, read_date

    if not told:
        return datetime.now(UTC).astimezone(TAIPEI).date()
    found = read_date(told)
    if isinstance(found, NotADate):
        raise typer.BadParameter("--as-of 要是日期，例如 2025-12-05 或 114/12/5")
    return found.day
