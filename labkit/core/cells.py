"""CountedCell: one number of a table, with the keys that it stands under and the records that it rests on.

Pivots and analyses are lists of cells; what people see is built from them. So a cell that is hidden is hidden everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self

from labkit.core.files import sha256_text

if TYPE_CHECKING:
    import pandas as pd

    from labkit.core.expressions.expression import Expression
    from labkit.core.table import Source

HIDDEN_MARK = "D"  # 主計總處統計符號：D 為不陳示數值以保護個別資料
WHOLE_HIDDEN = "總計不陳示，納入與未納入的列數因此也不陳示。"
GRAND_TOTAL = "總計"
Place = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class CountedCell:
    """A number: the keys that it fixes (name and value; None is the missing key), its measure, its value, its records.

    ``value`` is None where there are records but no value. ``additive``: the cells of a finer level add up to this one.
    A ``hidden`` cell keeps neither value nor count.
    """

    keys: Place
    measure: str
    value: Any
    n: int | None
    additive: bool = True
    hidden: bool = False

    @property
    def level(self) -> str:
        """Return the names of the fixed keys, joined; 總計 where none is fixed."""
        return "×".join(name for name, _ in self.keys) or GRAND_TOTAL


class Tabulated(Protocol):
    """A result made of cells: what small-cell protection works on.

    ``population`` tells which records were counted (source and condition): tables with the same one share their totals.
    """

    @property
    def cells(self) -> Sequence[CountedCell]:
        """Return every number that the result shows, totals of all levels included."""
        ...

    @property
    def population(self) -> str:
        """Return a hash of the records that the cells count."""
        ...

    def hiding(self, hidden: Collection[tuple[Place, str]]) -> Self:
        """Return the same result without the values and counts of the cells ``(keys, measure)``."""
        ...


def population_of(source: Source, rows_in: int, where: Expression | None, left_out: Mapping[str, int]) -> str:
    """Return the hash of the records that are counted: those of one source under one condition, without what is left out.

    Pivots and analyses of the same records have the same hash: they are one puzzle to somebody who works out hidden cells.
    """
    reasons = sorted((why, count) for why, count in left_out.items() if why != "empty_measure")
    condition = where.source if where else ""
    return sha256_text(f"{source.sha256}|{source.label}|{rows_in}|{condition}|{reasons}")


def tidy_frame(cells: Sequence[CountedCell], names: Sequence[str]) -> pd.DataFrame:
    """Return cells as a long table: keys (missing stays missing), level, measure, value, n, additive; hidden where one is.

    A key that bears the name of one of these columns gets a number: ``n#2``.
    """
    import pandas as pd  # noqa: PLC0415

    lines = [
        [*(dict(one.keys).get(name) for name in names), one.level, one.measure, one.value, one.n, one.additive]
        for one in cells
    ]
    own = ["level", "measure", "value", "n", "additive"]
    keys = [f"{name}#2" if name in {*own, "hidden"} else name for name in names]
    frame = pd.DataFrame(lines, columns=[*keys, *own], dtype=object)
    some = any(one.hidden for one in cells)
    frame = frame.astype({"n": "Int64" if some else "int64", "additive": bool})
    return frame.assign(hidden=[one.hidden for one in cells]) if some else frame
