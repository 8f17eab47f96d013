"""Group: the progress of all seats below a folder: where people are stuck, for those who walk about and help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from labkit.core.document import Document, Grid, Text
from labkit.core.files import files_below
from labkit.core.result import Result
from labkit.core.workshop_errors import ProgressBroken, SeatMissing
from labkit.workshop.exercise import EXERCISES, in_order
from labkit.workshop.progress import NAME, Progress

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["主題", "練習", "正確", "還不對", "還沒作答", "平均試幾次", "看過提示", "看過解答"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class GroupResult(Result):
    """The seats' progress, exercise by exercise; ``unread`` are files that could not be read, ``twice`` seats met twice."""

    counts_only: ClassVar[bool] = True
    seats: Sequence[Progress]
    unread: tuple[str, ...] = ()
    twice: tuple[int, ...] = ()

    @property
    def summary(self) -> str:
        """Return how many seats there are, and which exercise is right least often among those that were tried."""
        tried = [row for row in self.rows if row[3]]
        worst = max(tried, key=lambda row: int(str(row[3])), default=None)
        stuck = f"最多座位還不對的是「{worst[1]}」（{worst[3]} 個）。" if worst else "目前沒有答錯的練習。"
        return f"{len(self.seats)} 個座位。{stuck}"

    @property
    def rows(self) -> list[list[object]]:
        """Return a row per exercise."""
        return [self._row(name) for name in in_order()]

    def _row(self, name: str) -> list[object]:
        told = [one.of(name) for one in self.seats]
        states = [one.state for one in told]
        right = [one.tries for one in told if one.state == "right"]
        mean = round(sum(right) / len(right), 1) if right else None
        helped = [sum(one.hints > 0 for one in told), sum(one.solution for one in told)]
        counts = [states.count(state) for state in ("right", "wrong", "empty")]
        return [EXERCISES[name].theme, EXERCISES[name].title, *counts, mean, *helped]

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per exercise."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame(self.rows, columns=COLUMNS)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what was not counted, and why."""
        unread = [f"{place} 讀不出來，沒有算進來；請到那台電腦看看。" for place in self.unread]
        twice = [f"座位 {seat} 出現兩次，兩份都算了；請確認是不是有人用了同一個號碼。" for seat in self.twice]
        return (*unread, *twice)

    def to_document(self) -> Document:
        """Return the table and the notes."""
        notes = (Text(note, "note") for note in self.notes)
        return Document("工作坊進度", (Text(self.summary), Grid.of(COLUMNS, self.rows), *notes))


def read_group(folder: Path) -> GroupResult:
    """Read every seat's progress below ``folder``; one that cannot be read is named, and the others still count.

    Raises SeatMissing where there is none at all.
    """
    paths = [path for path in files_below(folder) if path.name == NAME]
    if not paths:
        raise SeatMissing(place=f"「{folder.name}」裡")
    seats, unread = [], []
    for path in paths:
        try:
            seats.append(Progress.load(path))
        except ProgressBroken:
            unread.append(f"{path.parent.name}/{path.name}")
    numbers = [one.seat for one in seats]
    twice = tuple(sorted({seat for seat in numbers if numbers.count(seat) > 1}))
    return GroupResult(name="工作坊進度", seats=seats, unread=tuple(unread), twice=twice)
