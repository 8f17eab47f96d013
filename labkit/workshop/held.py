"""What data a board may point to: the tables of a workspace by every name that people use, with their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal, Self

from labkit.core.inventory import InventoryEntry
from labkit.core.messages import say
from labkit.core.near import nearest
from labkit.inventory.catalogue import take_inventory
from labkit.workspace.layout import Workspace

State = Literal["held", "no_table", "no_columns", "unnamed", "unchecked"]
STATES: Mapping[State, str] = {
    "held": "已有",
    "no_table": "缺口：找不到資料表",
    "no_columns": "缺口：有表缺欄位",
    "unnamed": "缺口：還沒有指出資料",
    "unchecked": "未核對",
}
GAPS: tuple[State, ...] = ("no_table", "no_columns", "unnamed")
FOLDERS = (("data", "raw"), ("data", "tables"))


@dataclass(frozen=True)
class Link:
    """How a need stands beside the data: its state, the columns that are not there, and the nearest names in a sentence."""

    state: State
    absent: tuple[str, ...] = ()
    near: str = ""

    @property
    def is_gap(self) -> bool:
        """Tell whether the data is missing."""
        return self.state in GAPS


@dataclass(frozen=True)
class Held:
    """Tables by name, each with its columns; ``known`` is False where nobody said which folder to look in.

    >>> held = Held.of({"叫號.csv": ("取號時間", "叫號時間")})
    >>> held.find("叫號", ("取號時間",)).state, held.find("叫號.csv", ("取票時間",)).near
    ('held', '取票時間：接近的有「取號時間」「叫號時間」。')
    """

    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: bool = False
    shown: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, tables: Mapping[str, Iterable[str]], *, unread: Iterable[str] = ()) -> Self:
        """Return what is held, each table also under its name without suffix; a name that two tables bear holds both's columns."""
        found: dict[str, tuple[str, ...]] = {}
        for name, columns in tables.items():
            for one in dict.fromkeys((name, PurePosixPath(name).name, PurePosixPath(name).stem)):
                found[one] = tuple(dict.fromkeys((*found.get(one, ()), *columns)))
        return cls(found, known=True, shown=tuple(tables), unread=tuple(unread))

    @classmethod
    def of_workspace(cls, ws: Workspace) -> Self:
        """Return the tables of data/raw and data/tables, read now; a file that cannot be read is listed in ``unread``."""
        return cls.of_folders([ws.root.joinpath(*parts) for parts in FOLDERS])

    @classmethod
    def of_folders(cls, folders: Iterable[Path]) -> Self:
        """Return the tables of the files below ``folders``; a folder that is not there holds none."""
        tables: dict[str, tuple[str, ...]] = {}
        unread: list[str] = []
        for folder in folders:
            if folder.is_dir():
                found = take_inventory(folder)
                tables |= _named(found.entries)
                unread += found.errors
        return cls.of(tables, unread=unread)

    def find(self, table: str, columns: tuple[str, ...]) -> Link:
        """Return whether ``table`` with ``columns`` is there; a table named without columns need only be there."""
        if not table:
            return Link("unnamed")
        if not self.known:
            return Link("unchecked")
        if table not in self.tables:
            return Link("no_table", near=_near(table, self.shown))
        there = self.tables[table]
        absent = tuple(one for one in columns if one not in there)
        near = "".join(_near(one, there) for one in absent)
        return Link("no_columns", absent, near) if absent else Link("held")


def _near(name: str, known: tuple[str, ...]) -> str:
    """Return the sentence that names the nearest names; empty where none is near."""
    names = "」「".join(nearest(name, list(known)))
    return say("workshop.near", name=name, names=names) if names else ""


def _named(entries: Iterable[InventoryEntry]) -> dict[str, tuple[str, ...]]:
    """Return the columns by file, by file with sheet, and by sheet."""
    found: dict[str, tuple[str, ...]] = {}
    for one in entries:
        for name in dict.fromkeys(filter(None, (one.label, one.file, one.sheet))):
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *one.columns)))
    return found
