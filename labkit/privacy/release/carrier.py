"""What a carrier is: a family of file formats, and how to get every text out of a file of it.

A carrier gives what it read as passages (loose texts) and blocks (tables, which are judged by column). It keeps nothing back:
what it cannot look into it refuses. Names that stand in a place are written 「so」; they are dropped where they tell too much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.core.plugs import Register

MOST_BYTES = 500_000_000
LONGEST_NAME = 30


class Unreadable(Exception):
    """A file, or a part of one, that nobody can look through; says why, never a value."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A loose piece of text, where it stands, and the name of its field if it has one."""

    place: str
    text: str
    column: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """A column of a table: its number from 1, its name, other cells that may name it, and its cells as an Arrow array."""

    number: int
    name: str
    cells: Any
    also: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """A table inside a file; ``rows`` are the numbers of its rows as people count them."""

    place: str
    columns: tuple[Column, ...]
    rows: Sequence[int]


Piece = Passage | Block


@dataclass(frozen=True, eq=False)
class Carrier:
    """One family of formats: its suffixes, and a function that yields all that a file's bytes carry.

    ``pieces`` raises Unreadable for what it cannot look into; any other error means the same.
    """

    suffixes: tuple[str, ...]
    pieces: Callable[[bytes], Iterable[Piece]]


CARRIERS: Register[Carrier] = Register("labkit.privacy.carriers", Carrier)


def carrier_of(suffix: str) -> Carrier:
    """Return the carrier of a suffix; raises Unreadable for one that none reads.

    >>> carrier_of(".CSV") is CARRIERS["delimited"]
    True
    """
    for carrier in CARRIERS.values():
        if suffix.lower() in carrier.suffixes:
            return carrier
    raise Unreadable("不認得的格式" + (f" {suffix}" if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", suffix) else ""))


def pieces_of(path: Path) -> Iterator[Piece]:
    """Yield every piece of text of the file; raises Unreadable, and nothing else."""
    carrier = carrier_of(path.suffix)
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("檔案過大")
    try:
        yield from carrier.pieces(path.read_bytes())
    except Unreadable:
        raise
    except Exception as error:  # whatever went wrong, the file was not looked through
        raise Unreadable("內容無法檢查") from error


def quoted(name: str) -> str:
    """Return a name as it may stand in a place.

    >>> quoted("里別「甲」")
    '「里別甲」'
    """
    plain = re.sub(r"[「」\s]", "", name)
    return f"「{plain[:LONGEST_NAME]}」"


def joined(place: str, runs: Iterable[str], column: str = "") -> Iterator[Passage]:
    """Yield the text that several runs make together, and each run: a value may stand across them, or beside another."""
    parts = [run for run in runs if run.strip()]
    if len(parts) > 1:
        yield Passage(place, "".join(parts), column)
    yield from (Passage(place, part, column) for part in parts)
