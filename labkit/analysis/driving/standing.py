"""How the columns stand, read off the cells: what is hidden stands last, in the table's order, and nothing is said of it."""

from __future__ import annotations

from typing import Any

from labkit.analysis.driving.columns import OTHERS, UNFILLED
from labkit.analysis.driving.ranking import CLEAR
from labkit.analysis.driving.spec import CLASS, COLUMN, GROUP
from labkit.analysis.found import Found
from labkit.core.cells import HIDDEN_MARK

SHOWN, AT_LEAST = 6, 3
STRONGEST = "關聯最強的欄"
BEHIND = {"leak": "strength"}  # the cell that a flag is read off; that of the others is how many values there are


def ranked(found: Found, facts: Any) -> list[str]:
    """Return the columns from the strongest to the weakest, those with a hidden strength last."""

    def place(name: str) -> tuple[bool, float, float, str]:
        strength, p = (found.value(measure, {COLUMN: name}) for measure in ("strength", "p"))
        if not isinstance(strength, float):
            return (True, 0.0, 0.0, "")
        return (False, -strength, p if isinstance(p, float) else 1.0, name)

    return sorted(facts["ranked"], key=place)


def is_clear(found: Found, name: str) -> bool:
    """Tell whether chance explains the column less than once in twenty, counted over all columns."""
    q = found.value("q", {COLUMN: name})
    return isinstance(q, float) and q < CLEAR


def is_carried(found: Found, name: str) -> bool:
    """Tell whether a clear column tells nothing more inside the groups of the strongest."""
    p = found.value("adjusted p", {COLUMN: name})
    return is_clear(found, name) and isinstance(p, float) and p >= CLEAR


def is_hidden(found: Found, name: str, *measures: str) -> bool:
    """Tell whether one of these measures of a column is hidden."""
    return any(found.value(measure, {COLUMN: name}) == HIDDEN_MARK for measure in measures)


def held(found: Found, facts: Any) -> str:
    """Return the strongest column, beside which the others are looked at; without its name where its numbers are hidden."""
    name = facts["held"]
    return STRONGEST if not name or is_hidden(found, name, "strength", "q") else f"「{name}」"


def foremost(found: Found, facts: Any) -> list[str]:
    """Return the columns of which the groups are shown: the clear ones (six at most), or three where none is clear."""
    names = ranked(found, facts)
    return [name for name in names if is_clear(found, name)][:SHOWN] or names[:AT_LEAST]


def flag_of(found: Found, facts: Any, name: str) -> str:
    """Return why a column is not ranked; D where the cell that tells it is hidden."""
    flag: str = facts["flagged"][name]
    return HIDDEN_MARK if is_hidden(found, name, BEHIND.get(flag, "distinct")) else flag


def groups(found: Found, facts: Any, name: str) -> list[str]:
    """Return the groups of a column: bins and periods as they follow, others by size, 其他 and 未填 last."""
    labels: list[str] = facts["groups"][name]
    if name in facts["ordered"]:
        return labels
    rest = [label for label in labels if label == UNFILLED or label.startswith(OTHERS)]
    named = [label for label in labels if label not in rest]
    return [*sorted(named, key=lambda one: -(found.count("count", {COLUMN: name, GROUP: one}) or 0)), *rest]


def classes(found: Found, facts: Any) -> list[str]:
    """Return the classes of the target, the most frequent first, hidden ones last."""
    return sorted(facts["classes"], key=lambda name: -(found.count("count", {CLASS: name}) or 0))
