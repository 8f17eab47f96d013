"""Names of a session's tables, and the column that a pivot starts from where nobody chose one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.core.errors import UnknownTable

if TYPE_CHECKING:
    from labkit.core.table import Table

FEWEST_KEYS, MOST_KEYS = 2, 30


def table_names(files: list[Path], root: Path) -> dict[str, Path]:
    """Return files by the name of their table: the stem, or where two are equal the path below ``root``.

    Two files never share a name: ``113/案件.csv`` and ``114/案件.csv`` are 113_案件 and 114_案件.
    """
    stems = [path.stem.casefold() for path in files]
    named: dict[str, Path] = {}
    for path in files:
        below = path.relative_to(root)
        long = "_".join([*below.parts[:-1], path.stem])
        wanted = path.stem if stems.count(path.stem.casefold()) == 1 else long
        named[free_name(wanted, named)] = path
    return named


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return ``name``, or ``name#2``, ``name#3`` … where it is taken, whatever the case of its letters.

    >>> free_name("a", ["A", "a#2"])
    'a#3'
    """
    held = {one.casefold() for one in taken}
    numbered = (name if number == 1 else f"{name}#{number}" for number in range(1, len(held) + 2))
    return next(one for one in numbered if one.casefold() not in held)


def named(tables: Mapping[str, Table], name: str, *, place: str) -> Table:
    """Return the table ``name``; raises UnknownTable with the nearest name, said of ``place``."""
    if name not in tables:
        raise UnknownTable(place=place, name=name, known=list(tables))
    return tables[name]


def first_key(tables: Mapping[str, Table], table: str, rows: str) -> tuple[str, str]:
    """Return the first table and text column with 2 to 30 different values, most cells filled; or a table alone."""
    if table:
        named(tables, table, place="04_pivot")
    for name, one in tables.items():
        if table and name != table:
            continue
        if rows and rows in one.columns:
            return name, rows
        if not rows and (key := _best_column(one)):
            return name, key
    if rows:
        known = named(tables, table, place="04_pivot") if table else next(iter(tables.values()))
        known.require([rows])
    return table or next(iter(tables)), ""


def _best_column(table: Table) -> str:
    frame = table.frame
    for name, kind in table.schema.items():
        distinct = frame[name].nunique()
        if kind == "text" and FEWEST_KEYS <= distinct <= MOST_KEYS and frame[name].notna().mean() > 1 / 2:
            return name
    return ""
