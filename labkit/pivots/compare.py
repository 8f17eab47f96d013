"""What differs between two runs of one pivot or analysis, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from labkit.core.cells import HIDDEN_MARK, CountedCell, Place, Tabulated
from labkit.core.document import Document, Grid, Text
from labkit.core.result import Result
from labkit.core.table import Protection

COLUMNS = ["cell", "measure", "before", "after", "change", "percent"]
SHOWN = ["哪一格", "數值", "前次", "這次", "增減", "增減率"]
CLOSE = 1e-9
MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CellsCompared(Result):
    """The cells that differ: what each was, what it is, by how much; and how many are as they were."""

    lines: tuple[tuple[Any, ...], ...]
    same: int
    kept_protection: Protection | None = None

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the later run, where both have one."""
        return self.kept_protection

    @property
    def alike(self) -> bool:
        """Tell whether nothing differs."""
        return not self.lines

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per cell that differs: cell, measure, before, after, change, percent (a fraction of before)."""
        return pd.DataFrame(self.lines, columns=COLUMNS, dtype=object)

    @property
    def summary(self) -> str:
        """Return how many cells differ."""
        return (
            f"{self.same + len(self.lines):,} 格中有 {len(self.lines):,} 格不同。"
            if self.lines
            else f"{self.same:,} 格都相同。"
        )

    def to_document(self) -> Document:
        """Return the cells that differ as a grid, and what its signs mean."""
        lines = [(*line[:5], "–" if line[5] is None else f"{line[5] * 100:+.1f}%") for line in self.lines[:MOST_SHOWN]]
        grid = (Grid.of(SHOWN, lines),) if lines else ()
        rest = len(self.lines) - len(lines)
        notes = [Text("「–」表示那一次沒有這一格或沒有數值；「D」表示不陳示。", "note")] if lines else []
        notes += [Text(f"另有 {rest:,} 格不同，見 CSV。", "note")] if rest else []
        return Document(self.name, (Text(self.summary), *grid, *notes))


def compare_cells(before: Tabulated, after: Tabulated) -> CellsCompared:
    """Compare two pivots or analyses of the same shape; a cell that one lacks is a difference, cells hidden in both are not.

    Of the same records, a cell that one hides shows in neither: the other would give it back.

    >>> import labkit as lk
    >>> one, two = (lk.pivot(pd.DataFrame({"里": ["a"] * n}), rows=["里"]) for n in (2, 3))
    >>> compare_cells(one, two).frame.iloc[0].tolist()
    ['里＝a', 'count', 2, 3, 1, 0.5]
    """
    old, new = (_by_place(one) for one in (before, after))
    places = list(dict.fromkeys([*old, *new]))
    differing = [place for place in places if not _alike(old.get(place), new.get(place))]
    if before.population and before.population == after.population:
        old, new = _hidden_too(old, new), _hidden_too(new, old)
    protections = [getattr(one, "protection", None) for one in (before, after)]
    return CellsCompared(
        name="比較兩次結果",
        lines=tuple(_line(place, old.get(place), new.get(place)) for place in differing),
        same=len(places) - len(differing),
        kept_protection=protections[1] if all(protections) else None,
    )


def _by_place(one: Tabulated) -> dict[tuple[Place, str], CountedCell]:
    return {(cell.keys, cell.measure): cell for cell in one.cells}


def _hidden_too(
    one: dict[tuple[Place, str], CountedCell], other: dict[tuple[Place, str], CountedCell]
) -> dict[tuple[Place, str], CountedCell]:
    """Return the cells of ``one``, without those that ``other`` hides."""
    return {place: other[place] if place in other and other[place].hidden else cell for place, cell in one.items()}


def _alike(old: CountedCell | None, new: CountedCell | None) -> bool:
    if old is None or new is None or old.hidden != new.hidden:
        return False
    if isinstance(old.value, float) and isinstance(new.value, float):
        return abs(old.value - new.value) <= CLOSE * max(abs(old.value), abs(new.value))
    return bool(old.value == new.value)


def _line(place: tuple[Place, str], old: CountedCell | None, new: CountedCell | None) -> tuple[Any, ...]:
    keys, measure = place
    told = "、".join(f"{name}＝{'未填' if value is None else value}" for name, value in keys) or "總計"
    values = [None if one is None else HIDDEN_MARK if one.hidden else one.value for one in (old, new)]
    numbers = [value for value in values if isinstance(value, (int, float))]
    change = numbers[1] - numbers[0] if len(numbers) == len(values) else None
    return (told, measure, *values, change, change / numbers[0] if change is not None and numbers[0] else None)
