"""Numbers by area out of further tables: populations, capacities, counts of an earlier period."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from labkit.analysis.area.codes import plain, table_named
from labkit.analysis.area.matching import OUTSIDE, REASONS, Matcher, matched
from labkit.analysis.area.spec import Earlier, Population, Values
from labkit.core.arrow import to_frame
from labkit.core.engines import collect
from labkit.core.errors import NotNumeric, SpecInvalid
from labkit.core.expressions.expression import Expression
from labkit.core.table import Table


def rows_of(table: Table, where: Expression | None) -> pd.DataFrame:
    """Return the rows for which ``where`` surely holds, with their row numbers; raises ExpressionType or UnknownColumn."""
    kept = table.lazy if where is None else table.lazy.filter(where.test(table.schema, place=table.source.label))
    frame: pd.DataFrame = to_frame(collect(kept))
    return frame


def number_of(cell: Any) -> float | None:
    """Return the number in a cell, with grouped digits too; None for an empty cell, NaN for what is no number.

    >>> number_of("1,234"), number_of(" "), number_of(7)
    (1234.0, None, 7.0)
    """
    text = plain(cell).replace(",", "")
    if not text:
        return None
    try:
        told = float(text)
    except ValueError:
        return math.nan
    return told if math.isfinite(told) else math.nan


def numbers(cells: pd.Series[Any], place: str) -> pd.Series[Any]:
    """Return the numbers of a column, missing as None; raises NotNumeric for any other text."""
    told = [number_of(cell) for cell in cells]
    if any(one is not None and math.isnan(one) for one in told):
        raise NotNumeric(place=place, column=str(cells.name))
    return pd.Series(told, index=cells.index, dtype=object)


def figures(
    values: Values | Earlier, matcher: Matcher, tables: dict[str, Table], *, once: bool
) -> tuple[dict[str, float], int]:
    """Return the number of each area, and how many rows name no area at all; rows of areas elsewhere are passed over.

    Rows of one area add up, unless it may stand ``once`` only. Raises UnknownTable, UnknownColumn, NotNumeric, and
    SpecInvalid where an area stands twice or a number is below zero.
    """
    table = table_named(values.table, tables)
    area = values.area
    if area is None:
        raise SpecInvalid(place=f"表「{values.table}」", what="請寫 area（哪一欄是區域）。")
    table.require([*area.columns, values.value])
    frame = rows_of(table, values.where if isinstance(values, Values) else None)
    told = numbers(frame[values.value], table.source.label)
    if any(number is not None and number < 0 for number in told):
        raise SpecInvalid(place=f"表「{values.table}」", what=f"欄位「{values.value}」有負數，請先查明並更正。")
    found: dict[str, float] = {}
    unmatched = 0
    for code, number in zip(matched(frame, area, matcher), told, strict=True):
        if code in REASONS or number is None:
            unmatched += code in REASONS - {OUTSIDE}
            continue
        if once and code in found:
            what = "同一個區域有兩列以上，請以 where 選出一列（例如年度、性別合計）。"
            raise SpecInvalid(place=f"表「{values.table}」", what=what)
        found[code] = found.get(code, 0.0) + number
    if isinstance(values, Values) and values.absent_is_zero:
        found = dict.fromkeys(matcher.codes, 0.0) | found
    return found, unmatched


def whole(number: float | None) -> float | int | None:
    """Return a number without a fraction as an integer."""
    return int(number) if number is not None and float(number).is_integer() else number


def population_of(spec: Population | None, matcher: Matcher, tables: dict[str, Table]) -> tuple[dict[str, float], int]:
    """Return the population of each area, and how many of the table's rows name no area."""
    return ({}, 0) if spec is None else figures(spec, matcher, tables, once=True)
