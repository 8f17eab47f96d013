"""A phase's kit: agenda, remarks and homework that a coach starts from; a phase is one file of templates/experts."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Literal

from pydantic import Field

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import FileExists, FileMissing, SpecInvalid
from labkit.core.resources import resource
from labkit.core.spec import Lines, Spec, SpecPart

Part = Literal["agenda", "remarks", "homework"]
LABELS: dict[Part, str] = {"agenda": "議程", "remarks": "專家補充意見", "homework": "下次目標（作業）"}
ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001  (only its clock is used)


class AgendaItem(SpecPart):
    """One point of an agenda: its minutes, what is done, and what it leaves behind."""

    minutes: int = Field(ge=1, le=480)
    what: str = Field(min_length=1)
    output: Lines = ""


class PhaseKit(Spec):
    """What a coach brings for one phase of the coaching; every text may be edited.

    ``remarks`` are starting points for 專家補充意見, ``homework`` for 下次輔導預定達成目標項目.
    """

    name: str = Field(min_length=1)
    order: int = 0
    purpose: Lines = ""
    agenda: tuple[AgendaItem, ...] = Field(min_length=1)
    remarks: tuple[str, ...] = ()
    homework: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """Return how long the whole agenda takes."""
        return sum(item.minutes for item in self.agenda)

    def lines(self, part: Part) -> tuple[str, ...]:
        """Return the sentences of one part, as they are pasted into plan or log."""
        return tuple(item.what for item in self.agenda) if part == "agenda" else getattr(self, part)

    def timetable(self, start: time | None = None) -> list[tuple[str, int, str, str]]:
        """Return the agenda as rows: when, minutes, what, outcome; ``when`` counts from ``start``, or from 0:00.

        >>> kits()[0].timetable(time(14))[1][:2]
        ('14:15', 30)
        """
        at, rows = datetime.combine(ANY_DAY, start or time()), []
        for item in self.agenda:
            rows.append((f"{at.hour}:{at.minute:02}", item.minutes, item.what, item.output))
            at += timedelta(minutes=item.minutes)
        return rows

    def to_document(self, start: time | None = None) -> Document:
        """Return agenda, remarks and homework on paper."""
        head = ("時間" if start else "開始後", "分鐘", "內容", "產出")
        blocks: list[Text | Grid] = [Text(f"目的：{self.purpose}")] if self.purpose else []
        blocks.append(Grid.of(head, self.timetable(start), caption=f"議程（共 {self.minutes} 分鐘）"))
        for part in ("remarks", "homework"):
            if not (told := self.lines(part)):
                continue
            blocks += [Text(LABELS[part], "heading"), *(Text(f"{at}. {one}") for at, one in enumerate(told, 1))]
        blocks.append(Text("以上是範本，請依團隊實際情形刪改後使用。", "note"))
        return Document(f"{self.name}階段輔導範本", tuple(blocks))


def kits(folder: Path | None = None) -> list[PhaseKit]:
    """Return the kits of every phase in order, from ``folder`` or as shipped.

    Raises FileMissing for a folder without any; SpecInvalid for two files of one phase, as a cloud drive's copy makes them.

    >>> [one.name for one in kits()]
    ['問題', '痛點', '資料', '方法', 'POC']
    """
    place = folder or resource("templates", "experts")
    paths = sorted(place.glob("*.yml")) if place.is_dir() else []
    found = [PhaseKit.load(path) for path in paths]
    if not found:
        raise FileMissing(place=f"{place.name}/*.yml")
    _refuse_copies(paths, found)
    return sorted(found, key=lambda one: (one.order, one.name))


def _refuse_copies(paths: Sequence[Path], found: Sequence[PhaseKit]) -> None:
    """Raise SpecInvalid where two files are kits of one phase: which of them is meant cannot be known."""
    first: dict[str, Path] = {}
    for path, one in zip(paths, found, strict=True):
        if (other := first.setdefault(_plain(one.name), path)) is not path:
            told = f"name「{one.name}」已在 {other.name} 用過。請刪去其中一個檔案，或改成另一個階段名稱。"
            raise SpecInvalid(place=path.name, name=one.name, what=told, known=[])


def _plain(name: str) -> str:
    """Return a phase's name as it is matched: without spaces, width and case of signs."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def kit(phase: str, folder: Path | None = None) -> PhaseKit:
    """Return the kit of ``phase``; raises SpecInvalid with the nearest name.

    >>> kit("poc").minutes
    120
    """
    found = kits(folder)
    for one in found:
        if _plain(one.name) == _plain(phase):
            return one
    raise SpecInvalid(place="輔導階段", name=phase, what=f"沒有「{phase}」。", known=[one.name for one in found])


def copy_kits(folder: Path) -> Sequence[Path]:
    """Copy the shipped kits to ``folder``, to be edited; raises FileExists where the place holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExists(place=folder.name)
    folder.mkdir(parents=True, exist_ok=True)
    shipped = sorted(resource("templates", "experts").glob("*.yml"))
    return [Path(shutil.copy(path, folder / path.name)) for path in shipped]
