"""Categories: those that at least k rows hold as they are, the others as 類別A, 類別B."""

from __future__ import annotations

from random import Random

from labkit.privacy.made_up.real import Free, Maker, RealColumn

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST = 0.5
LONGEST, LOOKED_AT = 60, 300


def told(column: RealColumn, free: Free) -> list[str]:
    """Return the categories of a safe column that may be told, the commonest first."""
    if column.role != "safe":
        return []
    return [text for text in column.common[:LOOKED_AT] if len(text) <= LONGEST and free(text)]


def is_categories(column: RealColumn, names: list[str]) -> bool:
    """Tell whether most filled cells hold categories that may be told."""
    return sum(column.counts[name] for name in names) >= MOST * column.filled


def maker(column: RealColumn, names: list[str]) -> Maker:
    """Return a maker of categories: the rare ones stand for about their share."""
    rare = (1 - sum(column.counts[name] for name in names) / column.filled) if column.filled else 1.0

    def make(draw: Random, attempt: int) -> str:
        if names and (column.stored == "number" or draw.random() >= rare):
            return draw.choice(names)
        return f"類別{draw.choice(LETTERS[: 4 + attempt])}"

    return make
