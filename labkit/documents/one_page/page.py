"""OnePage: a title, rows of a label and paragraphs, large numbers in one of them, and a foot. It is never cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Figure:
    """A large number with its unit, its name, its mark, and the small lines that stand below it, always."""

    number: str
    unit: str
    name: str
    mark: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A label, paragraphs beside it, and large numbers below them."""

    label: str
    texts: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def length(self) -> int:
        """Return how many signs the paragraphs have."""
        return sum(len(text) for text in self.texts)

    def without(self, signs: int) -> Row:
        """Return the row without the last ``signs`` of its paragraphs, to measure what would fit."""
        kept, left = list(self.texts), signs
        while kept and left > 0:
            last = kept.pop()
            if len(last) > left:
                kept.append(last[: len(last) - left])
            left -= len(last)
        return replace(self, texts=tuple(kept))


@dataclass(frozen=True)
class OnePage:
    """The page; dated by ``as_of`` and never by the clock."""

    title: str
    subtitle: str
    rows: tuple[Row, ...]
    foot: tuple[str, ...] = ()
    as_of: date | None = None

    def with_row(self, at: int, row: Row) -> OnePage:
        """Return the page with another row at ``at``."""
        return replace(self, rows=(*self.rows[:at], row, *self.rows[at + 1 :]))
