"""NativePlan: a pivot as a spreadsheet program has to be told it. Plain values, no result and no format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
Function = Literal[
    "average", "count", "countNums", "max", "min", "product", "stdDev", "stdDevp", "sum", "var", "varp"
]  # ECMA-376 part 1, 18.18.17 ST_DataConsolidateFunction
NumberKind = Literal["label", "whole", "decimal", "percent"]
RowKind = Literal["body", "subtotal", "total"]
UNFILLED, TOTAL, SUBTOTAL = "未填", "總計", "小計"
ALL = "全部"


@dataclass(frozen=True, eq=False)
class RecordField:
    """A column of the records: its name as written, and a cell per record (None is blank).

    A key field also has its ``items`` in the order in which people read them, and each record's place among them. ``fill`` says
    what belongs into the field of a new record, where it is no column of the table itself.
    """

    name: str
    cells: list[Any]
    items: tuple[Any, ...] = ()
    codes: Codes | None = None
    fill: str = ""


@dataclass(frozen=True)
class Value:
    """One measure: the record field, what is made of it (ECMA-376 name), its caption, and what is shown of it.

    ``show_as`` is a name of ``labkit.pivots.exports.show_as``; ``base`` is the key field that it goes along.
    """

    field: str
    function: Function
    caption: str
    number: NumberKind = "decimal"
    show_as: str = "normal"
    base: str = ""

    @property
    def shown_number(self) -> NumberKind:
        """Return how the shown number is written: shares as percentages, ranks whole."""
        if self.show_as.startswith("percent"):
            return "percent"
        return "whole" if self.show_as.startswith("rank") else "decimal" if self.show_as == "index" else self.number


@dataclass(frozen=True, eq=False)
class StaticTable:
    """Finished numbers: header lines (the last one names the columns), cells by column, the kind of every row.

    The first ``labels`` columns are keys. ``numbers`` says how each column's numbers are written.
    """

    caption: str
    head: tuple[tuple[str, ...], ...]
    columns: tuple[list[Any], ...]
    kinds: tuple[RowKind, ...]
    numbers: tuple[NumberKind, ...]
    labels: int

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """Return the cells by row."""
        return list(zip(*self.columns, strict=True))


@dataclass(frozen=True, eq=False)
class NativePlan:
    """Records, the fields along rows and columns, the values; ``static`` is the same pivot as finished numbers.

    ``beside`` are measures that no spreadsheet's pivot computes: they stand beside it as finished numbers.
    """

    title: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    fields: tuple[RecordField, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[Value, ...]
    beside: tuple[StaticTable, ...] = ()

    @property
    def record_count(self) -> int:
        """Return how many records there are."""
        return len(self.fields[0].cells) if self.fields else 0

    def field(self, name: str) -> RecordField:
        """Return the record field of this name."""
        return next(one for one in self.fields if one.name == name)

    def index(self, name: str) -> int:
        """Return the place of a field among the records' columns, from 0."""
        return [one.name for one in self.fields].index(name)
