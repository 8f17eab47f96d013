"""What a column's values are: ROC dates, AD dates, moments, numbers, codes, text — by its distinct values."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from labkit.core.engines import ROW, collect
from labkit.core.table import Table
from labkit.tables.sheet import MISSING_MARKS
from labkit.taiwan.roc_dates import NotADate, ReadDate, read_date

ENOUGH = 0.9
YEARS_TOGETHER, LATEST = 20, 2100
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]*")
NUMERIC = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?|[-+]?[0-9]+(?:\.[0-9]+)?")
MOMENT = re.compile(r"[0-9]{2,4}[/\-年][0-9]{1,2}[/\-月][0-9]{1,2}日?[ T　]*[0-9]{1,2}[:時][0-9]{1,2}.*")


@dataclass(frozen=True)
class ColumnValues:
    """A column's distinct values as text, with how many cells hold each; and what they are."""

    name: str
    kind: str
    form: str
    counts: Counter[str]
    missing: int
    first: date | None = None
    last: date | None = None

    @property
    def cells(self) -> int:
        """Return how many cells hold a value."""
        return sum(self.counts.values())


def column_values(table: Table) -> list[ColumnValues]:
    """Look at every column of ``table``, whole."""
    data = collect(table.lazy).drop_columns([ROW])
    return [_look(name, data.column(name), table.schema[name]) for name in data.column_names]


def as_text(value: Any) -> str:
    """Return a cell's text: whole numbers without a point, dates in ISO form."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _look(name: str, column: Any, stored: str) -> ColumnValues:
    import pyarrow.compute as pc  # noqa: PLC0415

    pairs = [(pair["values"], pair["counts"]) for pair in pc.value_counts(column.combine_chunks()).to_pylist()]
    present = [(value, count) for value, count in pairs if value is not None]
    counts = Counter[str]()
    for value, count in present:
        counts[as_text(value)] += count
    if stored in {"date", "datetime"}:
        days = [value for value, _ in present]
        low, high = (min(days, default=None), max(days, default=None))
        return ColumnValues(name, stored, "", counts, column.null_count, _day(low), _day(high))
    return _by_text(name, counts, column.null_count, stored)


def _day(value: date | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def _by_text(name: str, counts: Counter[str], missing: int, stored: str) -> ColumnValues:
    told = Counter(
        {text: count for text, count in counts.items() if text.strip() and text.strip() not in MISSING_MARKS}
    )
    total = sum(told.values())
    if not total:
        return ColumnValues(name, "empty", "", counts, missing)
    if found := _dates(name, told, total, stored):
        kind, form, first, last = found
        return ColumnValues(name, kind, form, counts, missing, first, last)
    for kind, pattern in (("datetime", MOMENT), ("number", NUMERIC), ("code", CODE)):
        if sum(count for text, count in told.items() if pattern.fullmatch(text.strip())) >= ENOUGH * total:
            if kind == "number" and any(len(t) > 1 and t[0] == "0" and t.isdigit() for t in told):
                continue
            return ColumnValues(name, kind, "", counts, missing)
    return ColumnValues(name, "text", "", counts, missing)


def _dates(name: str, told: Counter[str], total: int, stored: str) -> tuple[str, str, date, date] | None:
    reads = [(read, count) for text, count in told.items() if not isinstance(read := read_date(text), NotADate)]
    forms = Counter[str]()
    for read, count in reads:
        forms[read.form] += count
    if sum(forms.values()) < ENOUGH * total or not _believed(name, reads, stored):
        return None
    roc = sum(count for read, count in reads if read.roc) * 2 > sum(forms.values())
    days = [read.day for read, _ in reads]
    return ("roc_date" if roc else "date"), "、".join(form for form, _ in forms.most_common()), min(days), max(days)


def _believed(name: str, reads: list[tuple[ReadDate, int]], stored: str) -> bool:
    """Tell dates of bare digits from other numbers: the name says so, or the years lie close together."""
    if stored != "number" and any("M" in read.form and not read.form.endswith("MMdd") for read, _ in reads):
        return True
    years = [read.day.year for read, _ in reads]
    return bool(re.search(r"日期?$|年月|時間|date|day|生日", name, re.IGNORECASE)) or (
        len(set(years)) <= YEARS_TOGETHER and max(years) < LATEST
    )
