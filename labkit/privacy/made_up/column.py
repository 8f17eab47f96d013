"""The made-up cells of one column: which maker fits, how many cells stay empty, and that no cell tells anything."""

from __future__ import annotations

from datetime import date, datetime
from random import Random
from typing import Any

from labkit.privacy.detection.quasi import SEXES
from labkit.privacy.made_up import categories, days, identifiers, numbers, shapes
from labkit.privacy.made_up.real import TENTHS, Free, Maker, RealColumn

TRIES = 150


def cells(column: RealColumn, rows: int, draw: Random, free: Free) -> list[Any]:
    """Return ``rows`` made-up cells in the column's own type; ``free`` says whether a text tells nothing real."""
    if not column.filled:
        return [None] * rows
    make = maker_of(column, free)
    empty = set(draw.sample(range(rows), round(rows * column.missing_tenths / TENTHS)))
    texts = [None if at in empty else _drawn(make, draw, free) for at in range(rows)]
    return [None if text is None else _typed(text, column) for text in texts]


def maker_of(column: RealColumn, free: Free) -> Maker:
    """Return what makes a column's cells."""
    if column.stored == "boolean":
        return lambda draw, _: draw.choice(["True", "False"])
    if column.stored in {"date", "datetime"}:
        return days.typed_maker(column)
    if is_identifier(column):
        return identifiers.maker(column)
    if column.is_dated:
        return days.maker(column)
    sentences = column.role == "free_text" and column.stored == "text"
    return shapes.sentence if sentences else _by_form(column, free)


def is_identifier(column: RealColumn) -> bool:
    """Tell whether a column holds numbers or names of persons, places or firms whose made-up forms are known."""
    if column.role == "direct":
        return column.entity != "BIRTH_DATE"
    return column.role == "quasi" and column.entity in identifiers.KNOWN and not column.is_dated


def _by_form(column: RealColumn, free: Free) -> Maker:
    """Return a maker for numbers, categories and other texts."""
    names = categories.told(column, free)
    if names and numbers.is_codes(column):
        return categories.maker(column, names)
    counted = numbers.maker(column)
    if counted:
        return counted
    if column.role == "quasi" and column.common and {text.strip().upper() for text in column.counts} <= SEXES:
        return lambda draw, _: draw.choice(column.common)
    if column.role == "safe" and categories.is_categories(column, names):
        return categories.maker(column, names)
    return _new(shapes.maker(column), column)


def _new(make: Maker, column: RealColumn) -> Maker:
    """Return a maker that never makes what the column really holds."""

    def other(draw: Random, attempt: int) -> str | None:
        text = make(draw, attempt)
        return None if text in column.counts else text

    return other


def _drawn(make: Maker, draw: Random, free: Free) -> str | None:
    """Return the first made text that tells nothing real; None where there is none."""
    tried = (make(draw, attempt) for attempt in range(TRIES))
    return next((text for text in tried if text is not None and free(text)), None)


def _typed(text: str, column: RealColumn) -> Any:
    """Return a text as the column stores it."""
    if column.stored == "number":
        return float(text) if "float" in str(column.type) or "double" in str(column.type) else int(text)
    if column.stored == "boolean":
        return text == "True"
    if column.stored == "date":
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if column.stored == "datetime" else text
