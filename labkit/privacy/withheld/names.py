"""Which names of columns may be told: a name that is itself personal data becomes 欄位 and its number."""

from __future__ import annotations

from collections.abc import Sequence

from labkit.privacy.withheld.search import Search


def shown_names(columns: Sequence[str], search: Search) -> dict[str, str]:
    """Return each column's name as it may be shown, distinct."""
    taken = {name.casefold() for name in columns}
    shown = {}
    for number, name in enumerate(columns, 1):
        shown[name] = name
        if search.tells(name):
            other = f"欄位{number}"
            while other.casefold() in taken:
                other += "甲"
            taken.add(other)
            shown[name] = other
    return shown
