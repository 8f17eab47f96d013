"""labkit application …: 附件1 輔導申請表 with 附件2 and 附件3, from the first draft to the papers that are handed in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labkit.cli._data import AsOf, today
from labkit.cli.sessions import Workspace

if TYPE_CHECKING:
    from labkit.sessions.applying import ApplicationDesk

FORM_NAME = "輔導申請表_填寫用.xlsx"
Formats = Annotated[str, typer.Option("--format", help="格式，以逗號分隔。")]
Replace = Annotated[bool, typer.Option("--replace", help="同名檔案內容不同時，換成新的；不寫＝不覆寫。")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="輔導申請表（附件1–3）：草稿、填寫表、檢核、輸出、資料應用策略。",
        rich_markup_mode=None,
        no_args_is_help=True,
    )
    group.command("new", help="建立申請表草稿：帶入 team.yml 與資料盤點（第 6 項）。")(new)
    group.command("refresh", help="第 6 項照 data/raw 現在的檔案更新；團隊自己寫的字句不動。")(refresh)
    group.command("form", help="產生給同仁填寫的表（xlsx 或 ods）。")(form)
    group.command("read", help="讀回填好的表，寫進 application.yml。")(read)
    group.command("check", help="檢核：列出文件初篩會退件的項目，以及從哪裡開始。")(check)
    group.command("export", help="輸出送件的版面（附件1、2、3）。")(export)
    group.command("canvas", help="輸出資料應用策略一頁（odt、pdf、png）。")(canvas)
    app.add_typer(group, name="application")


def new(workspace: Workspace = Path()) -> None:
    """Make the draft and say what to fill in."""
    from labkit.core.errors import FileExists

    desk = _desk(workspace)
    if desk.path.exists():
        raise FileExists(place="application/application.yml")
    drafted = desk.draft()
    desk.keep(drafted)
    typer.echo(f"已建立 {desk.path}（第 6 項帶入 {len(drafted.proposal.datasets)} 筆）")
    if not desk.canvas_path.exists():
        typer.echo(f"已建立 {desk.begin_canvas(drafted)}")
    typer.echo(
        "接下來：labkit application form 產生填寫表；填好後 labkit application read 檔名；再 labkit application check"
    )


def refresh(workspace: Workspace = Path()) -> None:
    """Bring item 6 up to date with the files; the earlier version is kept beside it."""
    desk = _desk(workspace)
    fresh, changed = desk.refreshed()
    kept = desk.keep(fresh)
    if kept:
        typer.echo(f"原來的內容留在 {kept.name}")
    typer.echo(
        f"第 6 項更新或新增 {changed} 筆，共 {len(fresh.proposal.datasets)} 筆。"
        if changed
        else "第 6 項和 data/raw 的檔案一致，沒有更動。"
    )


def form(
    workspace: Workspace = Path(),
    out: Annotated[Path | None, typer.Option("--out", help="填寫表的檔名（xlsx 或 ods）；不覆寫既有檔案。")] = None,
) -> None:
    """Write the form that people fill in, with what the application holds already."""
    from labkit.cli._out import refuse_taken
    from labkit.coaching.application.sheet_ods import to_ods
    from labkit.coaching.application.sheet_xlsx import to_xlsx
    from labkit.coaching.application.spec import Application
    from labkit.core.errors import FormatUnknown
    from labkit.core.files import write_whole

    desk = _desk(workspace)
    path = out or desk.folder / FORM_NAME
    makers = {".xlsx": to_xlsx, ".ods": to_ods}
    if path.suffix.lower() not in makers:
        raise FormatUnknown(place=path.name, suffix=path.suffix or "（無副檔名）", names="、".join(makers))
    desk.refuse_exposed(path)
    refuse_taken(path)
    held = Application.load(desk.path) if desk.path.is_file() else desk.draft()
    typer.echo(f"已產生 {write_whole(path, makers[path.suffix.lower()](held))}")
    typer.echo("請同仁填黃底的格子；填好存檔後執行：labkit application read 檔名")


def read(
    file: Annotated[Path, typer.Argument(help="填好的表（xlsx 或 ods）。")], workspace: Workspace = Path()
) -> None:
    """Read a filled form into application.yml; an earlier version that differs is kept beside it."""
    from labkit.coaching.application.completeness import check_completeness
    from labkit.coaching.application.sheet_reading import open_form

    desk = _desk(workspace)
    desk.refuse_exposed(file)
    form = open_form(file)
    held = form.application
    kept = desk.keep(held)
    if form.unread:
        typer.echo(f"沒有讀這些工作表（不是申請表的）：{'、'.join(form.unread)}")
    if kept:
        typer.echo(f"原來的內容留在 {kept.name}")
    typer.echo(f"已寫進 {desk.path}")
    typer.echo(check_completeness(held, as_of=today()).summary)


def check(workspace: Workspace = Path(), as_of: AsOf = None) -> None:
    """Say what would be refused; leave with 1 where something would be."""
    from labkit.coaching.application.completeness import NO_PROMISE
    from labkit.coaching.application.starting import NO_SCORE, starting_points

    desk = _desk(workspace)
    held = desk.load()
    result = desk.check(held, as_of=as_of.date() if as_of else today())
    typer.echo(result.summary)
    typer.echo("".join(f"{at:>3}. {one.sentence}\n" for at, one in enumerate(result.rejected, 1)), nl=False)
    typer.echo("".join(f"提醒：{one.sentence}\n" for one in result.remarks), nl=False)
    typer.echo(NO_PROMISE)
    start = starting_points(held)
    typer.echo(f"\n【{start.name}】{start.summary}")
    for one in start.standings:
        typer.echo(f"{one.question}　{one.level or ('' if one.answers else '（未答）')}".rstrip("　"))
        typer.echo("".join(f"　．{step}\n" for step in one.steps), nl=False)
    typer.echo(NO_SCORE)
    if not result.complete:
        raise typer.Exit(1)


def export(
    workspace: Workspace = Path(),
    out: Annotated[Path | None, typer.Option("--out", help="輸出資料夾；不寫＝工作區的 application。")] = None,
    formats: Formats = "odt,docx,pdf",
    replace: Replace = False,
    as_of: AsOf = None,
) -> None:
    """Write 附件1, and 附件2 and 附件3 of every unit, and say what is still to do by hand."""
    from labkit.coaching.application.completeness import check_completeness
    from labkit.sessions.applying import write_papers

    desk = _desk(workspace)
    desk.refuse_exposed(out or desk.folder)
    held = desk.load()
    day = as_of.date() if as_of else today()
    for path in write_papers(desk.papers(held, as_of=day), out or desk.folder, _formats(formats), replace=replace):
        typer.echo(f"已輸出 {path}")
    typer.echo("附件2、附件3 只印標題、空白欄與應配合事項，全文請用主辦機關公告的版本；簽章請主管親簽。")
    typer.echo(check_completeness(held, as_of=day).summary)


def canvas(
    workspace: Workspace = Path(),
    out: Annotated[Path | None, typer.Option("--out", help="輸出資料夾；不寫＝工作區的 application。")] = None,
    formats: Formats = "odt,pdf,png",
    replace: Replace = False,
    as_of: AsOf = None,
) -> None:
    """Write the strategy on one page."""
    from labkit.sessions.applying import canvas_names

    desk = _desk(workspace)
    day = as_of.date() if as_of else today()
    desk.refuse_exposed(out or desk.folder)
    names = canvas_names(_formats(formats, ("odt", "pdf", "png")))
    for path in desk.canvas(out or desk.folder, names, as_of=day, replace=replace):
        typer.echo(f"已輸出 {path}")


def _desk(workspace: Path) -> ApplicationDesk:
    import labkit as lk
    from labkit.sessions.applying import ApplicationDesk

    return ApplicationDesk(lk.Workspace.open(workspace))


def _formats(formats: str, known: tuple[str, ...] = ("odt", "docx", "pdf")) -> list[str]:
    """Return the asked formats; raises FormatUnknown before anything is written, also where none is asked for."""
    from labkit.core.errors import FormatUnknown

    asked = [one.strip().lstrip(".").lower() for one in formats.replace("，", ",").split(",") if one.strip()]
    for one in asked or [""]:
        if one not in known:
            raise FormatUnknown(place="--format", suffix=one or "（沒有寫）", names="、".join(known))
    return asked
