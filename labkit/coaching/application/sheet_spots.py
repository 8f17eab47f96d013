"""Where every cell of a page of the form stands, and how it looks: what both workbook writers draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labkit.coaching.application.sheet_cells import FIRST_ROW, HEAD, FormPage
from labkit.coaching.application.sheet_values import rows_of, texts_of
from labkit.coaching.application.spec import Application
from labkit.core.document import text_width

Look = Literal["title", "how", "head", "label", "fill", "hint"]
LABEL, VALUE, HINT = 40, 62, 30
WIDE = {"members": 22, "datasets": 24, "busy": 26, "papers": 22}
WIDER = {"what": 48, "fields": 40, "unit": 30, "task": 34, "source": 34}


@dataclass(frozen=True)
class Spot:
    """One cell, row and column from 1; ``options`` are offered as a drop-down."""

    row: int
    column: int
    text: str
    look: Look
    options: tuple[str, ...] = ()
    hint: str = ""


def spots_of(application: Application, page: FormPage) -> list[Spot]:
    """Return every cell of ``page`` with what the application holds; cells to fill are there even when empty."""
    top = [Spot(1, 1, page.title, "title"), Spot(2, 1, page.how, "how")]
    return [*top, *(_table(application, page) if page.is_table else _labels(application, page))]


def _labels(application: Application, page: FormPage) -> list[Spot]:
    texts = texts_of(application, page)
    found = [Spot(3, at, text, "head") for at, text in enumerate(HEAD, 1)]
    for row, one in enumerate(page.fields, FIRST_ROW):
        found.append(Spot(row, 1, one.label, "label"))
        found.append(Spot(row, 2, texts[one.id], "fill", one.options, one.hint))
        found.append(Spot(row, 3, one.hint, "hint"))
    return found


def _table(application: Application, page: FormPage) -> list[Spot]:
    held = rows_of(application, page)
    found = [Spot(3, at, one.label, "head", hint=one.hint) for at, one in enumerate(page.fields, 1)]
    for index in range(max(page.rows, len(held))):
        row = held[index] if index < len(held) else {}
        for at, one in enumerate(page.fields, 1):
            found.append(Spot(FIRST_ROW + index, at, row.get(one.id, ""), "fill", hint=one.hint))
    return found


def widths_of(page: FormPage) -> tuple[int, ...]:
    """Return how wide each column is, in half-width signs."""
    if not page.is_table:
        return LABEL, VALUE, HINT
    return tuple(WIDER.get(one.id, WIDE[page.id]) for one in page.fields)


def lines_of(page: FormPage, spots: list[Spot], row: int) -> int:
    """Return how many lines a row has room for: what the longest of its cells takes, and what is asked for."""
    widths = widths_of(page)
    least = page.fields[row - FIRST_ROW].lines if not page.is_table and row >= FIRST_ROW else 1
    if row < FIRST_ROW - 1:
        return 1
    return max([least, *(_lines(spot.text, widths[spot.column - 1]) for spot in spots if spot.row == row)])


def _lines(text: str, width: int) -> int:
    parts = [text_width(part) for part in text.split("\n")]
    return sum(max(1, -(-part // max(width - 2, 1))) for part in parts)
