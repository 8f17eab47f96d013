"""Cross: a pivot's numbers by row and column, in the order in which people read them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labkit.core.cells import HIDDEN_MARK
from labkit.pivots.aggregations import AGGREGATIONS
from labkit.pivots.counting.amount import amount_of
from labkit.pivots.counting.keys import Key
from labkit.pivots.counting.levels import Depth, Level
from labkit.pivots.spec import PivotSpec

Codes = tuple[int, ...]
NO_VALUE = "…"  # 有紀錄但數值未填
UNFILLED, TOTAL, SUBTOTAL = "未填", "總計", "小計"


@dataclass(frozen=True, eq=False)
class Cross:
    """The levels of a pivot, looked up by the codes of row keys and of column keys; shorter codes are totals."""

    spec: PivotSpec
    rows: Sequence[Key]
    columns: Sequence[Key]
    levels: Sequence[Level]
    hidden: frozenset[tuple[Codes, Codes, int]] = frozenset()

    @functools.cached_property
    def _places(self) -> dict[tuple[Codes, Codes], tuple[Level, int]]:
        return {
            (codes[: level.depth[0]], codes[level.depth[0] :]): (level, at)
            for level in self.levels
            for at, codes in enumerate(map(tuple, level.codes.tolist()))
        }

    def lines(self, depth: Depth) -> list[tuple[Codes, Codes]]:
        """Return the groups of one depth, in no order that people read."""
        return [place for place, (level, _) in self._places.items() if level.depth == depth]

    def number(self, row: Codes, column: Codes, measure: int) -> Any:
        """Return a number; 0 件 where nothing is counted, None for no data, 「…」 for records without a value, 「D」 hidden."""
        if (row, column, measure) in self.hidden:
            return HIDDEN_MARK
        found = self._places.get((row, column))
        counts = AGGREGATIONS[self.spec.measures[measure].how].counts
        if found is None:
            return 0 if counts else None
        value = found[0].values[measure][found[1]]
        return NO_VALUE if value is None else value

    def count(self, row: Codes, column: Codes, measure: int) -> int:
        """Return how many records a number rests on."""
        found = self._places.get((row, column))
        return int(found[0].counts[measure][found[1]]) if found else 0

    @functools.cached_property
    def row_lines(self) -> list[Codes]:
        """Return the finest rows in order."""
        return self._ordered(self.rows, [row for row, _ in self.lines((len(self.rows), 0))], across=False)

    @functools.cached_property
    def column_lines(self) -> list[Codes]:
        """Return the finest columns in order."""
        return self._ordered(self.columns, [column for _, column in self.lines((0, len(self.columns)))], across=True)

    def siblings(self, row: Codes, column: Codes, key: int) -> list[Codes]:
        """Return the codes of a row or column with every value of one of its keys that occurs in it, in order.

        ``key`` counts the keys of the rows first. The other keys stay as they are.
        """
        across = key >= len(self.rows)
        codes, at = (column, key - len(self.rows)) if across else (row, key)
        lines = self.column_lines if across else self.row_lines
        firsts = dict.fromkeys(line[: at + 1] for line in lines if line[:at] == codes[:at])
        return [(*first, *codes[at + 1 :]) for first in firsts]

    def _ordered(self, keys: Sequence[Key], lines: list[Codes], *, across: bool) -> list[Codes]:
        """Order lines key by key among their siblings: by value or by the first measure; 其他 and 未填 stand last."""
        ranks = [self._ranker(keys, depth, across=across) for depth in range(len(keys))]
        return sorted(lines, key=lambda line: [ranks[depth](line[: depth + 1]) for depth in range(len(keys))])

    def _ranker(self, keys: Sequence[Key], depth: int, *, across: bool) -> Any:
        key = keys[depth]
        order = self.spec.sort.get(key.name) or ("value_descending" if key.name in self.spec.top else "key")
        sign = -1 if order.endswith("descending") else 1

        def rank(prefix: Codes) -> tuple[float, ...]:
            code = prefix[-1]
            last = 2 if key.values[code] is None else 1 if code == key.other else 0
            if not order.startswith("value"):
                return (last, sign * code)
            amount = amount_of(self.number(() if across else prefix, prefix if across else (), 0))
            return (last, amount is None, sign * (amount or 0), code)

        return rank

    def label(self, key: Key, code: int) -> Any:
        """Return a key's value as people read it."""
        value = key.values[code]
        return UNFILLED if value is None else value
