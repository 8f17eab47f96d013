"""labkit select …: the programme's selection (選案), from the reviewers' sheets to the letters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from labkit.cli.show import table_text

if TYPE_CHECKING:
    from labkit.coaching.selection.room import Room
    from labkit.coaching.selection.spec_parts import RoundName
    from labkit.coaching.selection.step import Made, Stamp

TAIPEI = timezone(timedelta(hours=8))
ROC_OFFSET = 1911
Told = Literal["書面", "視訊"]
Folder = Annotated[Path, typer.Argument(help="選案資料夾。")]
By = Annotated[str, typer.Option("--by", help="誰執行（寫進異動紀錄）。")]
Who = Annotated[str, typer.Option("--by", help="誰決定或誰改的；必填。")]
Why = Annotated[str, typer.Option("--why", help="理由；必填。")]
Round = Annotated[Told | None, typer.Option("--round", help="書面 或 視訊；不寫＝現在進行的一輪。")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    select = typer.Typer(
        help="選案：評分表、計分、會議決定、議程、通知函、查核。", rich_markup_mode=None, no_args_is_help=True
    )
    select.command("new", help="建立選案資料夾，先填 selection.yml。")(new)
    select.command("sheets", help="產生每位委員的評分表（xlsx 與 ods）。")(sheets)
    select.command("score", help="讀入已填的評分表、計分、輸出評選紀錄。")(score)
    select.command("decide", help="登錄會議對同分並列的決定。")(decide)
    select.command("change", help="登錄 selection.yml 的異動：原值、新值、理由、誰改的。")(change)
    select.command("minutes", help="產生視訊審查的議程與各案紀錄表。")(minutes)
    select.command("letters", help="產生給各機關的通知函與公布名單（不含委員與分數）。")(letters)
    select.command("check", help="查核異動紀錄、設定、評分表、評選紀錄有沒有被改過。")(check)
    app.add_typer(select, name="select")


def new(
    folder: Folder,
    year: Annotated[int | None, typer.Option("--year", min=100, max=199, help="民國年度；不寫＝今年。")] = None,
) -> None:
    """Make a folder and say what to fill in."""
    from labkit.coaching.selection.room import Room

    room = Room.create(folder, year or datetime.now(UTC).astimezone(TAIPEI).year - ROC_OFFSET)
    typer.echo(f"已建立 {room.root}")
    typer.echo("請先打開：selection.yml，填申請案、委員、迴避（letters.yml 是通知函的用語，可改）。")
    typer.echo(f"然後執行：labkit select sheets {folder}")


def sheets(folder: Folder, told: Round = None, by: By = "") -> None:
    """Write every reviewer's sheets and say where the filled ones belong."""
    from labkit.coaching.selection.actions import make_sheets
    from labkit.coaching.selection.room import FILLED

    room = _open(folder)
    name = _round(room, told)
    made = make_sheets(room, name, _stamp(by))
    _tell(room, made)
    for note in made.notes:
        typer.echo(f"注意：{note}")
    typer.echo(f"每位委員一份（xlsx 或 ods 擇一填寫）。收回後放進：{room.folder(name, FILLED).relative_to(room.root)}/")
    typer.echo(f"收齊後執行：labkit select score {folder}")


def score(folder: Folder, told: Round = None, by: By = "") -> None:
    """Count the round, write its record, and say how firm the list is."""
    from labkit.coaching.selection.actions import score as count_round

    room = _open(folder)
    made = count_round(room, _round(room, told), _stamp(by))
    counted = made.counted
    if counted is not None:
        typer.echo(counted.summary)
        typer.echo(counted.sensitivity.sentence)
        typer.echo(counted.concord.sentence)
    for note in made.notes:
        typer.echo(f"注意：{note}")
    _tell(room, made)
    if counted is not None and counted.standing.open_line:
        typer.echo(f"會議決定後執行：labkit select decide {folder} --pick 編號 --by 誰 --why 理由，再重新計分。")
    else:
        typer.echo(f"接下來：labkit select letters {folder}")


def decide(
    folder: Folder,
    pick: Annotated[list[str], typer.Option("--pick", help="並列者中選了哪一案，可重複。")],
    by: Who = "",
    why: Why = "",
    told: Round = None,
) -> None:
    """Log the meeting's decision about a tie."""
    from labkit.coaching.selection.actions import decide as log_decision

    room = _open(folder)
    log_decision(room, _round(room, told), pick, why, _stamp(by))
    typer.echo(f"已登錄會議決定。請重新計分，讓評選紀錄包含這個決定：labkit select score {folder}")


def change(folder: Folder, by: Who = "", why: Why = "") -> None:
    """Log what was changed in the settings."""
    from labkit.coaching.selection.actions import log_change

    logged = log_change(_open(folder), why, _stamp(by))
    typer.echo("已登錄：\n" + "\n".join(f"．{sentence}" for sentence in logged))


def minutes(folder: Folder, by: By = "") -> None:
    """Write the video round's schedule and forms."""
    from labkit.coaching.selection.papers import make_minutes

    room = _open(folder)
    made = make_minutes(room, _stamp(by))
    _tell(room, made)
    for note in made.notes:
        typer.echo(f"注意：{note}")


def letters(folder: Folder, told: Round = None, by: By = "") -> None:
    """Write the letters and the public list of the round that was settled last, or of the one that is named."""
    from labkit.coaching.selection.papers import make_letters

    room = _open(folder)
    _tell(room, make_letters(room, _lettered(room, told), _stamp(by)))
    typer.echo("發文字號與署名留白，請依公文程序辦理。通知函與公布名單不含委員姓名與分數。")


def check(
    folder: Folder,
    head: Annotated[str, typer.Option("--head", help="評選紀錄上印的雜湊：核對紀錄簽名後有沒有被重寫。")] = "",
) -> None:
    """Print what holds and what does not; leave with 1 where something does not."""
    from labkit.coaching.selection.proof import check_folder

    found = check_folder(_open(folder), head)
    for one in found:
        typer.echo(f"{'符合' if one.holds else '不符'}：{one.sentence}")
    raise typer.Exit(0 if all(one.holds for one in found) else 1)


def _open(folder: Path) -> Room:
    from labkit.coaching.selection.room import Room

    return Room.open(folder)


def _stamp(by: str) -> Stamp:
    from labkit.coaching.selection.step import Stamp

    return Stamp(datetime.now(UTC).astimezone(TAIPEI), by)


def _round(room: Room, told: Told | None) -> RoundName:
    return room.current() if told is None else "written" if told == "書面" else "video"


def _lettered(room: Room, told: Told | None) -> RoundName:
    if told is None:
        return "video" if room.scored("video") else "written"
    return _round(room, told)


def _tell(room: Room, made: Made) -> None:
    """Print what was made, by folder, and what to open first."""
    counts: dict[str, int] = {}
    for path in made.files:
        place = path.parent.relative_to(room.root).as_posix()
        counts[place] = counts.get(place, 0) + 1
    typer.echo(table_text([["做了什麼", "檔數"], *([f"{place}/", str(n)] for place, n in counts.items())]))
    typer.echo(f"請先打開：{made.first.relative_to(room.root)}")
