"""Columns, and the table they make together with the truth about it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

import pandas as pd

from .forms import FORMS, marked_value
from .harmless import DATE_KINDS, HARMLESS
from .headers import HEADERS

Span = tuple[int, str, str, int, int]
_MARKED = re.compile(r"⟦([A-Z_]+):(.*?)⟧", re.DOTALL)
EMPTY_SHARE = 0.03


@dataclass(frozen=True, eq=False)
class Labelled:
    """A made-up table and where its personal data stands.

    ``truth`` holds row, column, entity, start and end; the places are those in ``str(cell)``. A value in a column of
    numbers is the whole cell. A phone takes its extension with it, an address its postcode and county, a parcel its
    district; of 林先生 only 林 is the value; brackets around a value are outside.
    """

    name: str
    frame: pd.DataFrame
    truth: list[Span]
    dates: frozenset[str]
    lying: frozenset[str]


@dataclass(frozen=True)
class Column:
    """A column before it joins a table: texts with marked values, or numbers, which are whole values."""

    header: str
    cells: Sequence[str | float | None] = field(repr=False)
    entity: str = ""
    dtype: str = "object"
    dates: bool = False
    lying: bool = False


def row_count(draw: Random) -> int:
    """How many rows a table gets."""
    return draw.randint(100, 300)


def personal(
    draw: Random,
    rows: int,
    entity: str,
    header: str = "",
    *,
    mode: str = "register",
    lying: bool = False,
) -> Column:
    """A column of one entity, most of it in one written form."""
    favourite = draw.choice(FORMS[entity].usual)
    header = header or draw.choice(HEADERS[entity])
    cells = [None if draw.random() < EMPTY_SHARE else marked_value(draw, entity, mode, favourite) for _ in range(rows)]
    return Column(header, cells, dates=entity == "BIRTH_DATE", lying=lying)


def harmless(draw: Random, rows: int, kind: str, header: str = "") -> Column:
    """A column without personal data."""
    header = header or draw.choice(HARMLESS[kind].headers)
    cells = [None if draw.random() < EMPTY_SHARE else HARMLESS[kind].make(draw) for _ in range(rows)]
    return Column(header, cells, dates=kind in DATE_KINDS)


def numbers(
    draw: Random,
    rows: int,
    header: str,
    make: Callable[[Random], float],
    *,
    entity: str = "",
    dates: bool = False,
    missing: float | None = None,
) -> Column:
    """A column that a spreadsheet has turned into numbers; a share of cells ``missing`` makes 5 into 5.0."""
    if missing is None:
        return Column(header, [make(draw) for _ in range(rows)], entity, "int64", dates)
    cells = [float("nan") if draw.random() < missing else make(draw) for _ in range(rows)]
    return Column(header, cells, entity, "float64", dates)


def notes(draw: Random, rows: int, header: str, make: Callable[[Random], str]) -> Column:
    """A column of free texts, each made by ``make``."""
    return Column(header, [make(draw) for _ in range(rows)])


def read_marks(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A text without its marks, and entity, start and end of what was marked."""
    text, spans, last = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[last : match.start()]
        spans.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        last = match.end()
    return text + marked[last:], spans


def table(name: str, *columns: Column) -> Labelled:
    """The columns side by side; a header that comes twice gets a number."""
    data: dict[str, pd.Series] = {}
    truth: list[Span] = []
    dates, lying = [], []
    for column in columns:
        header = _new_header(column.header, data)
        data[header], spans = _series(column)
        truth += [(row, header, entity, start, end) for row, entity, start, end in spans]
        dates += [header] * column.dates
        lying += [header] * column.lying
    return Labelled(name, pd.DataFrame(data), truth, frozenset(dates), frozenset(lying))


def _new_header(header: str, taken: dict[str, pd.Series]) -> str:
    same = [f"{header}{number}" for number in range(2, len(taken) + 2)]
    return next(one for one in [header, *same] if one not in taken)


def _series(column: Column) -> tuple[pd.Series, list[tuple[int, str, int, int]]]:
    spans: list[tuple[int, str, int, int]] = []
    if column.dtype != "object":
        series = pd.Series(list(column.cells), dtype=column.dtype)
        if column.entity:
            present = [(row, str(cell)) for row, cell in enumerate(series.tolist()) if pd.notna(cell)]
            spans = [(row, column.entity, 0, len(text)) for row, text in present]
        return series, spans
    texts: list[str | None] = []
    for row, cell in enumerate(column.cells):
        if cell is None:
            texts.append("" if row % 3 else None)
            continue
        text, marked = read_marks(str(cell))
        texts.append(text)
        spans += [(row, *span) for span in marked]
    return pd.Series(texts, dtype=object), spans
