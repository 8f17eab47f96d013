"""labkit workshop board …: persona, journey and group poster, from a YAML file to a sheet for the wall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from labkit.workshop.held import Held

Kind = Annotated[str, typer.Argument(help="種類：persona 人物誌、journey 旅程地圖、group 小組海報。")]
File = Annotated[Path, typer.Argument(help="填好的板（YAML）。")]
Workspace = Annotated[
    Path | None, typer.Option("--workspace", "-w", help="工作區資料夾，用來核對資料；不寫＝檔案所在的工作區。")
]


def register(group: typer.Typer) -> None:
    """Add the commands to ``labkit workshop``."""
    board = typer.Typer(help="人物誌、旅程地圖、小組海報。", rich_markup_mode=None, no_args_is_help=True)
    board.command("new", help="建立一份空白的板（YAML，附說明）。")(new)
    board.command("check", help="檢核：哪裡還沒填、資料是已有還是缺口。")(check)
    board.command("poster", help="輸出 A3 海報（pdf、svg）。")(poster)
    group.add_typer(board, name="board")


def new(
    kind: Kind,
    out: Annotated[Path | None, typer.Option("--out", help="檔名；不寫＝boards/種類.yml。不覆寫既有檔案。")] = None,
) -> None:
    """Write a template and say what to do next."""
    from labkit.workshop.desk import FOLDER, begin_board, put_notebook

    path = begin_board(kind, out or Path(FOLDER) / f"{kind}.yml")
    typer.echo(f"已建立 {path}")
    if notebook := put_notebook(path):
        typer.echo(f"想用表單填：labkit lab 之後打開 {notebook}")
    typer.echo(f"接下來：填好後執行 labkit workshop board check {path}，再執行 labkit workshop board poster {path}")


def check(file: File, workspace: Workspace = None) -> None:
    """Print the needs beside the data; leave with 1 where something is open."""
    from labkit.cli.show import show_document
    from labkit.workshop.board import load_board
    from labkit.workshop.board_check import checked_board

    board = load_board(file)
    board.refuse_open(file.name)
    show_document(checked_board(board, _held(file, workspace)))


def poster(
    file: File,
    workspace: Workspace = None,
    out: Annotated[Path | None, typer.Option("--out", file_okay=False, help="輸出資料夾；不寫＝和檔案同一個。")] = None,
    formats: Annotated[str, typer.Option("--format", help="格式，以逗號分隔。")] = "pdf,svg",
    replace: Annotated[bool, typer.Option("--replace", help="同名海報內容不同時，換成新的；不寫＝不覆寫。")] = False,
) -> None:
    """Write the poster."""
    from labkit.workshop.board import load_board
    from labkit.workshop.desk import poster_of

    load_board(file).refuse_open(file.name)
    asked = [one.strip().lstrip(".").lower() for one in formats.replace("，", ",").split(",") if one.strip()]
    for path in poster_of(file, _held(file, workspace), out or file.parent, asked, replace=replace):
        typer.echo(f"已輸出 {path}")


def _held(file: Path, workspace: Path | None) -> Held:
    """Return what the named workspace holds, or the one that the file stands in; nothing is known without either."""
    import labkit as lk
    from labkit.core.errors import WorkspaceMissing
    from labkit.workshop.held import Held

    if workspace is not None:
        return Held.of_workspace(lk.Workspace.open(workspace))
    try:
        return Held.of_workspace(lk.Workspace.open(file.parent))
    except WorkspaceMissing:
        return Held()
