"""What each of the fifteen ways makes of a cell; a cell that compares with nothing, or with a hidden one, shows neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from labkit.core.cells import HIDDEN_MARK
from labkit.pivots.counting.amount import amount_of
from labkit.pivots.counting.behind import Keyed
from labkit.pivots.printing.cross import Codes, Cross
from labkit.pivots.printing.key_text import key_text
from labkit.pivots.show_as import ShowAs


@dataclass(frozen=True)
class Asked:
    """One cell and the measure that is shown."""

    cross: Cross
    row: Codes
    column: Codes
    measure: int

    def value(self, row: Codes | None = None, column: Codes | None = None) -> Any:
        """Return the number of this cell, or of another row or column."""
        return self.cross.number(
            self.row if row is None else row, self.column if column is None else column, self.measure
        )


def shown_number(asked: Asked, how: ShowAs) -> Any:
    """Return the cell's number as ``how`` shows it: shares as fractions, None where there is nothing to compare with."""
    if how.how == "normal":
        return asked.value()
    if how.how in WHOLES:
        return _over(asked.value(), WHOLES[how.how](asked))
    if how.how == "index":
        rows_total, columns_total = asked.value(column=()), asked.value(row=())
        return _over(_times(asked.value(), asked.value((), ())), _times(rows_total, columns_total))
    return _along(asked, how)


WHOLES: dict[str, Callable[[Asked], Any]] = {
    "percent_of_total": lambda asked: asked.value((), ()),
    "percent_of_col": lambda asked: asked.value(row=()),
    "percent_of_row": lambda asked: asked.value(column=()),
    "percent_of_parent_row": lambda asked: asked.value(row=asked.row[:-1]),
    "percent_of_parent_col": lambda asked: asked.value(column=asked.column[:-1]),
}


def base_of(cross: Cross | Keyed, how: ShowAs) -> int:
    """Return the number of the key along which ``how`` compares: as told, or the last row key, or the last across."""
    names = [key.name for key in (*cross.rows, *cross.columns)]
    return names.index(how.base) if how.base else (len(cross.rows) or len(names)) - 1


def _along(asked: Asked, how: ShowAs) -> Any:
    """Compare along one key; a cell that does not fix this key has nothing to compare."""
    key = base_of(asked.cross, how)
    across = key >= len(asked.cross.rows)
    codes, at = (asked.column, key - len(asked.cross.rows)) if across else (asked.row, key)
    if key < 0 or len(codes) <= at:
        return None

    def at_line(line: Codes) -> Any:
        return asked.value(column=line) if across else asked.value(row=line)

    if how.how == "percent_of_parent":
        return _over(asked.value(), at_line(codes[: at + 1]))
    lines = asked.cross.siblings(asked.row, asked.column, key)
    values = [at_line(line) for line in lines]
    place = lines.index(codes)
    if how.how in {"run_total", "percent_of_running_total"}:
        running = _added(values[: place + 1])
        return running if how.how == "run_total" else _over(running, _added(values))
    if how.how.startswith("rank"):
        return _rank(values, place, descending=how.how == "rank_descending")
    return _compared(asked.value(), _item(asked, how, key, [line[at] for line in lines], values, place), how.how)


def _item(asked: Asked, how: ShowAs, key: int, codes: list[int], values: list[Any], place: int) -> Any:  # noqa: PLR0913, PLR0917
    """Return the number of the item that a cell is compared with; None where there is none."""
    if how.item in {"previous", "next"}:
        other = place + (1 if how.item == "next" else -1)
        return values[other] if 0 <= other < len(values) else None
    named = [*asked.cross.rows, *asked.cross.columns][key]
    labels = [asked.cross.label(named, code) for code in codes]
    found = [at for at, label in enumerate(labels) if how.item in {str(label), key_text(label)}]
    return values[found[0]] if found else None


def _compared(value: Any, other: Any, how: str) -> Any:
    if how == "percent":
        return _over(value, other)
    difference = _combined(value, other, lambda one, two: one - two)
    return difference if how == "difference" else _over(difference, other)


def _rank(values: list[Any], place: int, *, descending: bool) -> Any:
    if HIDDEN_MARK in values:
        return HIDDEN_MARK
    amounts, own = [amount_of(value) for value in values], amount_of(values[place])
    if own is None:
        return None
    return sorted({one for one in amounts if one is not None}, reverse=descending).index(own) + 1


def _added(values: list[Any]) -> Any:
    if HIDDEN_MARK in values:
        return HIDDEN_MARK
    return sum(value for value in values if _is_number(value))


def _over(above: Any, below: Any) -> Any:
    return None if below == 0 else _combined(above, below, lambda one, two: one / two)


def _times(one: Any, two: Any) -> Any:
    return _combined(one, two, lambda a, b: a * b)


def _combined(one: Any, two: Any, rule: Callable[[Any, Any], Any]) -> Any:
    if HIDDEN_MARK in {one, two}:
        return HIDDEN_MARK
    return rule(one, two) if _is_number(one) and _is_number(two) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
