"""The direct identifiers of the raw tables, gathered for the gate; in memory only."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from labkit.core.table import Table
from labkit.privacy.detection.column import ColumnHits
from labkit.privacy.detection.spans import find_all
from labkit.privacy.release.known import SHORTEST_INSIDE, Known, known_of, tight
from labkit.privacy.role_of import role_of
from labkit.privacy.scan import looked_at

OFFICE = re.compile(r"[局處科課室所院廳部會區市縣鄉鎮]$|[0-9]{0,2}年$")
LEAST_DISTINCT = 0.1
Named = set[tuple[str, str]]


def raw_values(tables: Iterable[Table | pd.DataFrame]) -> Known:
    """Return what stands in the raw tables and may not leave.

    These are the values that recognizers find, the names of columns that are personal data themselves, and the whole cells
    of columns that are direct by their name, unless the same text stands in a column that identifies nobody (an office's name, say).
    """
    found: set[str] = set()
    named: Named = set()
    for table in tables:
        columns = looked_at(Table.of(table))
        found |= {value for one in columns for value in _in_name(one.name)}
        named |= _spans(columns) | _cells(columns)
    return known_of(found, named)


def _in_name(name: str) -> set[str]:
    return {name[span.start : span.end] for span in find_all(name) if span.role == "direct"}


def _spans(columns: list[ColumnHits]) -> Named:
    return {
        (one.name, one.texts[at][span.start : span.end])
        for one in columns
        for at, found in one.found.items()
        for span in found
        if span.role == "direct"
    }


def _cells(columns: list[ColumnHits]) -> Named:
    roles = {one.name: role_of(one).role for one in columns}
    direct = [one for one in columns if roles[one.name] == "direct" and _tells_apart(one)]
    safe = [one for one in columns if roles[one.name] == "safe" and direct]
    harmless = {plain for one in safe for text in one.texts if not (plain := tight(text)).isdigit()}
    cells = {(one.name, tight(text)) for one in direct for text in one.texts}
    return {
        (name, cell)
        for name, cell in cells
        if len(cell) >= SHORTEST_INSIDE and not OFFICE.search(cell) and cell not in harmless
    }


def _tells_apart(column: ColumnHits) -> bool:
    """Tell whether a column's cells differ as people's do: a handful of categories identifies nobody."""
    return bool(len(column.texts) >= LEAST_DISTINCT * column.weights.sum())
