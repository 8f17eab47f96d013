"""labkit poc: metrics, the report made of them, the one-page results sheet, and the check of every number.

Further commands of this group stand in files of their own, which import ``group`` and add to it in their ``register``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from labkit.cli._data import AsOf, Data, day_of, tables_of, today
from labkit.cli._out import refuse_taken
from labkit.cli._poc import Asked, evaluated, write_gated
from labkit.cli.show import Json, show, shown_json

DEFAULT = "metric"
Metrics = Annotated[
    Path | None, typer.Option("--metrics", help="指標資料夾；不寫＝設定檔旁或上一層的 metrics 資料夾。")
]
Report = Annotated[Path, typer.Argument(help="成果報告設定 YAML，例如 reports/poc.yml。")]
Agency = Annotated[str, typer.Option("--agency", help="機關名稱；不寫＝工作區 team.yml 的機關。")]
Folder = Annotated[Path, typer.Option("--out", file_okay=False, help="存到這個資料夾（不覆寫既有檔案）。")]


class _OrMetric(TyperGroup):
    """A group that takes a metric's file, or a folder of them, in the place of a command's name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the default command in front of what is neither a command nor a call for help."""
        if args and args[0] not in {*self.commands, "--help"}:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


group = typer.Typer(
    cls=_OrMetric,
    help="POC 指標：labkit poc 指標.yml（或資料夾）計算指標；並可產生成果報告、一頁成果摘要，核對每個數字。",
    rich_markup_mode=None,
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group.command(DEFAULT, help="計算一個指標或整個資料夾的指標，說明單位、證據與限制（metric 可省略）。")(metric)
    group.command("report", help="產生成果報告（odt、docx、pdf、html）與數字紀錄（json）。")(report)
    group.command("sheet", help="產生一頁成果摘要（odt、pdf、png）與數字紀錄（json）。")(sheet)
    group.command("verify", help="由規格與資料重算報告的每個數字並核對；數字或資料改變就拒絕。")(verify)
    app.add_typer(group, name="poc")


def metric(
    path: Annotated[Path, typer.Argument(help="指標 YAML，或放指標的資料夾。")],
    data: Data = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Print each metric's statement, working, checks and limits."""
    found = evaluated(path, tables_of(data), day_of(as_of)).values()
    if as_json and path.is_dir():
        typer.echo(json.dumps([shown_json(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        show(one, as_json=as_json)


def report(
    spec: Report,
    out: Folder,
    metrics: Metrics = None,
    data: Data = None,
    as_of: AsOf = None,
    agency: Agency = "",
) -> None:
    """Write the report and its record."""
    from labkit.poc.report.write import NAME, SUFFIXES, write_report

    _refuse_taken(out, NAME, SUFFIXES)
    asked = Asked(spec, out, metrics, data or [], day_of(as_of) or today(), agency)
    _say_unlinked(write_gated(write_report, asked).report_texts())


def sheet(
    spec: Report,
    out: Folder,
    metrics: Metrics = None,
    data: Data = None,
    as_of: AsOf = None,
    agency: Agency = "",
) -> None:
    """Write the results sheet and its record."""
    from labkit.poc.report.results_sheet import NAME, SUFFIXES, write_sheet

    _refuse_taken(out, NAME, SUFFIXES)
    asked = Asked(spec, out, metrics, data or [], day_of(as_of) or today(), agency)
    _say_unlinked(write_gated(write_sheet, asked).sheet_texts())


def _refuse_taken(folder: Path, name: str, suffixes: tuple[str, ...]) -> None:
    for suffix in (*suffixes, ".json"):
        refuse_taken(folder / f"{name}{suffix}")


def _say_unlinked(texts: Iterable[tuple[str, str]]) -> None:
    from labkit.poc.report.unlinked import unlinked_findings

    for finding in unlinked_findings(texts):
        typer.echo(finding.sentence, err=True)


def verify(
    report: Annotated[Path, typer.Argument(help="報告或摘要的任何一個檔案，或它的 .json。")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Print that every number came out again; refuse a report whose numbers do not."""
    from labkit.poc.report.verify import verify_report

    show(verify_report(report, tables_of(data)), as_json=as_json)
