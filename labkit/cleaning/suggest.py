"""Propose a recipe: each step with its reason and count. A proposal changes nothing until a team accepts it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from labkit.cleaning.recipe import Recipe
from labkit.cleaning.step import Missing, Step
from labkit.cleaning.steps.deduplicate import Deduplicate
from labkit.cleaning.steps.mark_missing import MarkMissing
from labkit.cleaning.steps.normalize_text import NormalizeText
from labkit.cleaning.steps.parse_date import ParseDate
from labkit.cleaning.steps.trim import Trim
from labkit.core.engines import ROW, collect
from labkit.core.table import Table
from labkit.tables.kinds import ColumnValues, column_values
from labkit.tables.sheet import MISSING_MARKS, ReadSpec

ODD = re.compile(r"[０-９Ａ-Ｚａ-ｚ⺀-⿕]|[^\s]\s*[\r\n　]+\s*[^\s]")


def suggest_recipe(table: Table | pd.DataFrame) -> Recipe:
    """Return a recipe for ``table``: its reading decisions, and the steps that its cells call for.

    >>> suggest_recipe(pd.DataFrame({"日期": ["113/1/5", "113/2/1 "]})).steps[-1].key()
    'parse_date'
    """
    data = Table.of(table)
    columns = column_values(data)
    steps = [*_trim(columns), *_normalize(columns), *_missing(columns), *_dates(columns), *_duplicates(data)]
    source = data.source
    read = (
        ReadSpec(
            sheet=source.sheet, encoding=source.encoding, delimiter=source.delimiter, header_rows=source.header_rows
        )
        if source.file
        else ReadSpec()
    )
    return Recipe(name=f"{source.stem}（建議）", for_file=source.file, read=read, steps=tuple(steps))


def _trim(columns: list[ColumnValues]) -> list[Step]:
    found = {one.name: _changed(one, Trim(columns=(one.name,))) for one in columns}
    return _over(found, lambda names, count: Trim(columns=names, why=f"{count:,} 格前後有空白"))


def _normalize(columns: list[ColumnValues]) -> list[Step]:
    found = {one.name: _changed(one, NormalizeText(columns=(one.name,))) for one in columns}
    return _over(found, lambda names, count: NormalizeText(columns=names, why=f"{count:,} 格有全形、部首字或換行"))


def _missing(columns: list[ColumnValues]) -> list[Step]:
    marks: set[str] = set()
    found: dict[str, int] = {}
    for one in columns:
        seen = {text: count for text, count in one.counts.items() if text.strip() in MISSING_MARKS - {"X", "x"}}
        if seen and sum(seen.values()) < one.cells:
            found[one.name] = sum(seen.values())
            marks |= {text.strip() for text in seen}
    return _over(
        found,
        lambda names, count: MarkMissing(columns=names, marks=tuple(sorted(marks)), why=f"{count:,} 格是未填的記號"),
    )


def _dates(columns: list[ColumnValues]) -> list[Step]:
    found = {one.name: one.cells for one in columns if one.kind in {"roc_date", "date"} and one.grain == "day"}
    return _over(found, lambda names, count: ParseDate(columns=names, why=f"{count:,} 格是民國或西元日期"))


def _duplicates(table: Table) -> list[Step]:
    data = collect(table.lazy).drop_columns([ROW])
    rows = data.num_rows
    distinct = data.group_by(data.column_names).aggregate([]).num_rows if data.num_columns else rows
    return [Deduplicate(why=f"{rows - distinct:,} 列與其他列完全相同")] if rows > distinct else []


def _changed(column: ColumnValues, step: Trim | NormalizeText) -> int:
    """Count the cells that the step would change; full-width punctuation in prose is how Chinese is written, no fault."""
    if isinstance(step, NormalizeText) and not any(ODD.search(text) for text in column.counts):
        return 0
    return sum(
        count for text, count in column.counts.items() if isinstance(new := step.value(text), Missing) or new != text
    )


def _over(found: dict[str, int], make: Callable[[tuple[str, ...], int], Step]) -> list[Step]:
    names = tuple(name for name, count in found.items() if count)
    return [make(names, sum(found.values()))] if names else []
