"""Which records an analysis works on: those for which its condition surely holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from labkit.core.engines import collect
from labkit.core.expressions.expression import ExpressionText
from labkit.core.table import Table

if TYPE_CHECKING:
    import pyarrow as pa


def chosen(table: Table, where: ExpressionText | None) -> tuple[pa.Table, Mapping[str, int]]:
    """Return the records of ``table`` that fulfil ``where``, and how many do not, under ``filtered``.

    Raises ExpressionType and UnknownColumn.
    """
    if where is None:
        return table.arrow, {}
    used = collect(table.lazy.filter(where.test(table.schema, place=table.source.label)))
    away = len(table) - used.num_rows
    return used, {"filtered": away} if away else {}
