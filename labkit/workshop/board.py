"""What a board is: a specification with a scene and a day, that says what is open, what data it lacks, and how it looks on a poster."""

from __future__ import annotations

import datetime as dt
import functools
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from labkit.coaching.application.spec_parts import plain_text
from labkit.core.errors import FileMissing, SpecInvalid
from labkit.core.messages import say
from labkit.core.plugs import Register
from labkit.core.spec import Spec, SpecPart
from labkit.core.workshop_errors import BoardRefused
from labkit.core.yaml import load
from labkit.privacy.detection.spans import find_all
from labkit.privacy.recognizer import entity_label
from labkit.taiwan.roc_dates import roc_text
from labkit.workshop.form_rows import Asked, form_text, form_value
from labkit.workshop.held import Held, Link
from labkit.workshop.poster.poster import Poster

Scene = Literal["服務對象", "內部角色"]
SCENES = {"服務對象": "以服務對象為核心的資料流程設計", "內部角色": "以內部角色為核心的資料流程優化"}
LONGEST = 2_000
MADE_UP = "PERSON"  # the names on a board are made up, or roles; other identifiers have no place on a wall


def _list(value: Any) -> Any:
    """Return a list without its empty items; one text is a list of one."""
    told = [value] if isinstance(value, str) else value or ()
    return tuple(one for one in told if plain_text(one)) if isinstance(told, (list, tuple)) else told


Said = Annotated[str, Field(max_length=LONGEST), BeforeValidator(plain_text)]
Points = Annotated[tuple[Said, ...], Field(max_length=12), BeforeValidator(_list)]


class Need(SpecPart):
    """Data that would ease a pain point: what it is, and the table and columns that hold it, as the files have them."""

    need: Said = ""
    table: Said = ""
    columns: Annotated[tuple[Said, ...], Field(max_length=40), BeforeValidator(_list)] = ()

    @property
    def open(self) -> list[str]:
        """Return what is not filled in."""
        return ["need（需要的資料）：未填。"] if not self.need else []


class Board(Spec):
    """A board; a kind is a file in ``boards/``, named like ``kind``."""

    TITLE: ClassVar[str]
    REQUIRED: ClassVar[dict[str, str]]
    ASKED: ClassVar[tuple[Asked, ...]]
    kind: str
    scene: Scene
    title: Said = ""
    group: Said = ""
    date: dt.date | None = None

    @abstractmethod
    def poster(self, held: Held) -> Poster:
        """Return the poster, its needs beside what is held."""

    def data_needs(self) -> Iterable[tuple[str, Need]]:
        """Yield every need with the place where it stands."""
        return ()

    def open_parts(self) -> list[str]:
        """Return what must be filled in before a poster is made of it."""
        return [f"{name}（{label}）：未填。" for name, label in self.REQUIRED.items() if not getattr(self, name)]

    def links(self, held: Held) -> list[tuple[str, Need, Link]]:
        """Return every need with its place and how it stands beside the data."""
        return [(place, one, held.find(one.table, one.columns)) for place, one in self.data_needs()]

    def to_form(self) -> dict[str, str]:
        """Return the text of every field of the form."""
        return {one.key: form_text(self._at(one.key)) for one in self.ASKED}

    @classmethod
    def from_form(cls, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return what is written into the board's file for the texts of the form."""
        told: dict[str, Any] = {}
        for one in cls.ASKED:
            *parents, key = one.key.split(".")
            inner = told
            for parent in parents:
                inner = inner.setdefault(parent, {})
            inner[key] = form_value(one, texts[one.key])
        return told

    def _at(self, key: str) -> Any:
        """Return the value at a dotted key."""
        return functools.reduce(getattr, key.split("."), self)

    def refuse_open(self, place: str) -> None:
        """Raise BoardRefused with everything that is open, and every text that holds an identifier."""
        faults = [*self.open_parts(), *_exposing(self)]
        if faults:
            what = "\n".join(f"．{one}" for one in faults)
            raise BoardRefused(place=place, kind=self.TITLE, count=len(faults), what=what)

    @property
    def subtitle(self) -> str:
        """Return what stands below the title: kind, scene, group, day."""
        told = (self.TITLE, f"場景：{SCENES[self.scene]}", self.group, roc_text(self.date) if self.date else "")
        return "　｜　".join(one for one in told if one)


BOARDS: Register[type[Board]] = Register("labkit.workshop.boards", Board)


def load_board(path: Path) -> Board:
    """Read the board at ``path`` as its ``kind`` says; raises FileMissing, SpecSyntax or SpecInvalid."""
    if not path.is_file():
        raise FileMissing(place=path.name)
    text = load(path)
    if not isinstance(text.value, dict):
        raise SpecInvalid(place=f"{path.name} 第 1 行", what="內容應為「鍵: 值」的清單。")
    kind = str(text.value.get("kind") or "")
    place = f"{path.name} 第 {text.line_of(('kind',))} 行 kind"
    if not kind:
        raise SpecInvalid(place=place, what=say("workshop.no_kind", names="、".join(BOARDS)))
    return BOARDS.named(kind, place=place, what="這一種板").of_yaml(text)


def words_of(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a board with the key where it stands."""
    if isinstance(value, str) and value:
        yield place, value
    elif isinstance(value, SpecPart):
        for name in type(value).model_fields:
            yield from words_of(getattr(value, name), f"{place}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for at, one in enumerate(value, 1):
            yield from words_of(one, f"{place} 第 {at} 項")


def _exposing(board: Board) -> list[str]:
    """Return where a text holds an identifier of a person: the place and the kind, never the value."""
    found = []
    for place, text in words_of(board):
        kinds = {one.entity for one in find_all(text) if one.role == "direct"} - {MADE_UP}
        if kinds:
            names = "、".join(entity_label(one) for one in sorted(kinds))
            found.append(say("workshop.exposing", where=place, names=names))
    return found
