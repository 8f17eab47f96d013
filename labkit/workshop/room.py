"""Workshop: a seat's folder, its exercises, and how far it has come."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Self

from labkit.core.document import Document, Grid, Text
from labkit.core.html import Shown
from labkit.core.resources import resource
from labkit.core.workshop_errors import SeatMissing, SeatRefused, SeatTaken
from labkit.workshop.asked import Asked
from labkit.workshop.checking import LABELS
from labkit.workshop.exercise import EXERCISES, THEMES, in_order
from labkit.workshop.progress import NAME, Keeper, Progress, Tried
from labkit.workshop.seats import folder_name, seat_number, seat_of

DATA = "data"


class Workshop:
    """The exercises at one seat: ``Workshop(".")["roc_dates"].check(12)``.

    ``seat`` may be left out in a folder that ``labkit workshop start`` made. Raises SeatRefused for another seat than the
    folder's, SeatMissing where neither tells it, ProgressBroken.
    """

    def __init__(self, folder: str | Path = ".", seat: int | str | None = None) -> None:
        self.folder = Path(folder)
        path = self.folder / NAME
        known = Progress.load(path).seat if path.is_file() else seat_of(self.folder)
        if known is None and not seat:
            raise SeatMissing(place="這裡")
        told = seat_number(seat) if seat else known
        if known is not None and told != known:
            raise SeatRefused(what=f"這個資料夾是座位 {known} 的。請改用座位 {known}，或為座位 {told} 另開資料夾。")
        self.seat = seat_number(told)
        self._keeper = Keeper(path, self.seat)
        self._asked: dict[str, Asked] = {}

    @classmethod
    def start(cls, folder: str | Path, seat: int | str) -> Self:
        """Make a seat's folder below ``folder``, with notebooks, data and an empty progress; raises SeatTaken, SeatRefused."""
        number = seat_number(seat)
        root = Path(folder) / folder_name(number)
        if root.exists():
            raise SeatTaken(place=root.name)
        part = root.with_name(f".{root.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        try:
            _furnish(part, number)
            part.rename(root)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return cls(root)

    def __getitem__(self, name: str) -> Asked:
        """Return one exercise; raises SpecInvalid with the nearest name."""
        if name not in self._asked:
            EXERCISES.named(name, place="工作坊", what="練習")
            self._asked[name] = Asked(name, self.folder / DATA, self._keeper)
        return self._asked[name]

    def progress(self, theme: str = "") -> Shown:
        """Return how far every exercise is, or those of one theme."""
        told = self._keeper.progress()
        names = [name for name in in_order() if theme in ("", EXERCISES[name].theme)]
        rows = [(EXERCISES[name].theme, name, EXERCISES[name].title, *_tried(told.of(name))) for name in names]
        done = sum(told.of(name).state == "right" for name in names)
        head = Text(f"座位 {self.seat}：{len(names)} 題中答對 {done} 題。")
        columns = ["主題", "代號", "練習", "結果", "試幾次", "看了幾個提示"]
        return Shown(Document("進度", (head, Grid.of(columns, rows))))


def _furnish(folder: Path, seat: int) -> None:
    """Put notebooks, files and an empty progress into a seat's new folder."""
    folder.mkdir(parents=True)
    for path in workshop_notebooks():
        shutil.copyfile(path, folder / path.name)
    Progress(seat=seat).save(folder / NAME)
    made = Workshop(folder, seat)
    for name in EXERCISES:
        made[name].deal()


def start_seats(folder: str | Path, first: int | str, last: int | str) -> list[Workshop]:
    """Make the seats from ``first`` to ``last``; raises SeatTaken or SeatRefused before any of them is made."""
    seats = range(seat_number(first), seat_number(last) + 1)
    if not seats:
        raise SeatRefused(what="最後一號要不小於第一號。")
    for seat in seats:
        if (Path(folder) / folder_name(seat)).exists():
            raise SeatTaken(place=folder_name(seat))
    return [Workshop.start(folder, seat) for seat in seats]


def workshop_notebooks() -> list[Path]:
    """Return the shipped notebooks of the workshop, in order."""
    return sorted(resource("notebooks", "workshop").glob("W[0-9]_*.ipynb"))


def minutes_by_theme() -> dict[str, int]:
    """Return the minutes of all exercises, by theme in order."""
    return {theme: sum(one.minutes for one in EXERCISES.values() if one.theme == theme) for theme in THEMES}


def _tried(tried: Tried) -> tuple[str, int, int]:
    return LABELS[tried.state], tried.tries, tried.hints
