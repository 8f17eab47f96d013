"""labkit workshop start, list, answers, progress: seats, exercises, answers for those who lead, and how far the group has come."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labkit.cli.show import Json, show, table_text

Folder = Annotated[Path, typer.Argument(help="工作坊資料夾；每個座位在裡面有自己的資料夾。")]
Seat = Annotated[int, typer.Option("--seat", help="座位號碼，1 到 99；每個座位的資料不同。")]


def register(group: typer.Typer) -> None:
    """Add the commands to ``labkit workshop``."""
    group.command("start", help="建立一個座位的資料夾：筆記本、練習檔案、進度。")(start)
    group.command("list", help="有哪些練習，各幾分鐘。")(listing)
    group.command("answers", help="講師用：一個座位的答案，與常見的錯誤。")(answers)
    group.command("progress", help="全組的進度：哪一題最多人卡住。")(progress)


def start(
    folder: Folder,
    seat: Seat,
    to: Annotated[int, typer.Option("--to", help="一次建立 --seat 到這一號的座位；不寫＝只建立一個。")] = 0,
) -> None:
    """Make one seat, or several of them; nothing is made where one of them is there already."""
    from labkit.workshop.room import start_seats

    made = start_seats(folder, seat, to or seat)
    for one in made:
        typer.echo(f"已建立 {one.folder}")
    typer.echo(f"接下來：cd {made[0].folder}，執行 labkit lab，由 W1_inventory.ipynb 開始。")


def listing() -> None:
    """Print every exercise with its minutes, and the minutes of all."""
    from labkit.workshop.exercise import EXERCISES, in_order
    from labkit.workshop.room import minutes_by_theme

    told = [(name, EXERCISES[name]) for name in in_order()]
    rows = [[one.theme, name, one.title, str(one.minutes), one.answer.label] for name, one in told]
    typer.echo(table_text([["主題", "代號", "練習", "分鐘", "作答"], *rows]))
    minutes = minutes_by_theme()
    each = "、".join(f"{theme} {count}" for theme, count in minutes.items())
    typer.echo(f"{len(rows)} 題，一共 {sum(minutes.values())} 分鐘（{each}）。")
    typer.echo("接下來：labkit workshop start 資料夾 --seat 1")


def answers(
    seat: Seat,
    only: Annotated[str, typer.Option("--only", help="只看一題，寫代號，例如 roc_year。")] = "",
) -> None:
    """Print the right answers of one seat, computed now, with what people often get wrong."""
    from labkit.workshop.answers_sheet import answer_rows

    for title, told, often in answer_rows(seat, only):
        typer.echo(f"{title}\n  答案：{told}\n  常見：{often}")


def progress(folder: Folder, as_json: Json = False) -> None:
    """Print how many seats have each exercise right, and what could not be read."""
    from labkit.workshop.group import read_group

    show(read_group(folder), as_json=as_json)
