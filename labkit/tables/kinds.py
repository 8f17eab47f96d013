"""What a column's values are: ROC dates, AD dates, moments, numbers, codes, text — by its distinct values."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import narwhals as nw

from labkit.core.engines import ROW, collect, glance, tally
from labkit.core.table import ROW_LIMIT, Table
from labkit.tables.sheet import MISSING_MARKS
from labkit.taiwan.roc_dates import NotADate, read_date
from labkit.taiwan.roc_periods import ReadPeriod, read_period

if TYPE_CHECKING:
    import pyarrow as pa

ENOUGH, ENOUGH_NAMED = 0.9, 0.7
FEW_VALUES = 100_000
YEARS_TOGETHER, EARLIEST, LATEST = 20, 1940, 2100
SEVEN_DIGITS, SIX_DIGITS = re.compile("[01][0-9]{6}"), re.compile("[1-9][0-9]{5}")
CODE = r"^\s*[A-Za-z0-9][A-Za-z0-9./_-]*\s*$"
NUMERIC = r"^\s*[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(?:\.[0-9]+)?\s*$"
LEADING_ZERO = r"^\s*0[0-9]+\s*$"
WHEN = r"^\s*(?:民國|中華民國|西元)?\s*[0-9０-９]{1,4}\s*(?:[年/.／．\-YM學Q第 ]|[0-9０-９]{1,4}\s*$|\s*$)"
DAY_NAMED = re.compile(r"日期?$|年月日|時間|date|day|生日|日$", re.IGNORECASE)
NEVER_DATES = re.compile(r"[0-9]年|預算|同期|[本上去當每歷近前]年|編號|案號|字號|金額|產量|[件人戶]數")
PERIOD_NAMED = re.compile(
    r"年[別度份月]|年$|(?:資料|統計|發布|申報)月份|^y{2,4}(?:m{1,2})?$|year|資料時間|統計期|學年", re.IGNORECASE
)


@dataclass(frozen=True, eq=False, repr=False)
class ColumnValues:
    """A column's distinct values with how many cells hold each; what they are, how written, and the days they span.

    ``grain`` says how exact dates are: day, moment, month, quarter, half, year, or several days in one cell. ``marks``
    counts the cells that hold only a mark of something missing (－ 略 無 N/A), ``odd`` the other cells that are not of the
    column's kind. ``sampled`` columns were too long to look at every value.
    """

    name: str
    kind: str
    form: str
    missing: int
    cells: int
    distinct: int
    values: pa.Array
    tally: pa.Array
    sampled: bool = False
    first: date | None = None
    last: date | None = None
    grain: str = ""
    marks: int = 0
    odd: int = 0

    @functools.cached_property
    def counts(self) -> Counter[str]:
        """Return the distinct values as text, with how many cells hold each."""
        counts = Counter[str]()
        for value, count in zip(self.values.to_pylist(), self.tally.to_pylist(), strict=True):
            counts[as_text(value)] += count
        return counts


def column_values(table: Table) -> list[ColumnValues]:
    """Look at every column of ``table``, whole; above five million rows only where its values are few."""
    if len(table) > ROW_LIMIT:
        return _look_from_afar(table)
    data, schema = collect(table.lazy).drop_columns([ROW]), table.schema
    return [_look(name, data.column(name), schema[name]) for name in data.column_names]


def kind_of_column(table: Table, name: str) -> str:
    """Return the kind of one column."""
    column = collect(table.lazy.select(name)).column(name)
    return _look(name, column, table.schema[name]).kind


def _look_from_afar(table: Table) -> list[ColumnValues]:
    """Look at a long table without holding it: filled cells are counted, values by the few or by every nth row."""
    rows, schema = len(table), table.schema
    found = []
    for name, (filled, about) in zip(table.columns, glance(table.lazy, table.columns), strict=True):
        few = about <= FEW_VALUES
        if few:
            counted = tally(table.lazy, name)
        else:
            chosen = table.lazy.filter(nw.col(ROW) % max(1, rows // FEW_VALUES) == 0)
            counted = tally(chosen, name)
        facts = {
            "missing": rows - filled,
            "cells": filled,
            "distinct": counted.num_rows if few else about,
            "sampled": not few,
        }
        one = _judge(name, counted.column("values"), counted.column("counts"), schema[name], facts)
        if one.sampled and one.first and schema[name] == "text":
            words = tally(table.lazy, name, first_word=True)
            exact = _judge(name, words.column("values"), words.column("counts"), "text", facts)
            one = replace(one, first=exact.first or one.first, last=exact.last or one.last)
        found.append(one)
    return found


def as_text(value: Any) -> str:
    """Return a cell's text: whole numbers without a point, dates in ISO form."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _look(name: str, column: Any, stored: str) -> ColumnValues:
    import pyarrow.compute as pc  # noqa: PLC0415

    counted = pc.value_counts(column.drop_null().combine_chunks())
    facts = {"missing": column.null_count, "cells": len(column) - column.null_count, "distinct": len(counted)}
    return _judge(name, counted.field("values"), counted.field("counts"), stored, facts)


def _judge(name: str, values: Any, counts: Any, stored: str, facts: dict[str, Any]) -> ColumnValues:
    import pyarrow.compute as pc  # noqa: PLC0415

    facts = {**facts, "values": values, "tally": counts}
    if stored in {"date", "datetime"}:
        low, high = (_day(pc.min_max(values)[end].as_py()) for end in ("min", "max"))
        return ColumnValues(name, stored, "", first=low, last=high, **facts)
    if stored == "boolean":
        return ColumnValues(name, "code" if len(values) else "empty", "", **facts)
    kind, form, more = _told(name, _texts(values, stored), counts, stored)
    return ColumnValues(name, kind, form, **facts, **more)


def _day(value: date | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def _texts(values: Any, stored: str) -> Any:
    """Return the values as texts; numbers are written out only where they could be dates."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    if stored != "number":
        return values
    if not pa.types.is_integer(values.type):
        return None
    low, high = (pc.min_max(values)[end].as_py() for end in ("min", "max"))
    return values.cast(pa.string()) if len(values) and low > 0 and high < 10**8 else None


def _told(name: str, texts: Any, weights: Any, stored: str) -> tuple[str, str, dict[str, Any]]:
    """Return kind, written form, and the days that the values span."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    if texts is None:
        return "number", "", {}
    plain = pc.utf8_trim_whitespace(texts)
    held = pc.invert(pc.is_in(plain, pa.array(["", *MISSING_MARKS])))
    told, counts = texts.filter(held), weights.filter(held)
    total = pc.sum(counts).as_py() or 0
    marks = (pc.sum(weights).as_py() or 0) - total
    if not total:
        return "empty", "", {"marks": marks}

    def matching(pattern: str) -> int:
        return int(pc.sum(counts.filter(pc.match_substring_regex(told, pattern))).as_py() or 0)

    enough = ENOUGH * total
    if matching(WHEN) >= (ENOUGH_NAMED if DAY_NAMED.search(name) else ENOUGH) * total and (
        found := _dates(name, told.to_pylist(), counts.to_pylist(), stored)
    ):
        kind, form, more = found
        return kind, form, {**more, "marks": marks}
    numbers, codes = matching(NUMERIC), matching(CODE)
    if stored == "number" or (numbers >= enough and not matching(LEADING_ZERO)):
        return "number", "", {"marks": marks, "odd": 0 if stored == "number" else total - numbers}
    return ("code", "", {"marks": marks, "odd": total - codes}) if codes >= enough else ("text", "", {"marks": marks})


def _dates(name: str, told: list[str], counts: list[int], stored: str) -> tuple[str, str, dict[str, Any]] | None:
    named = bool(PERIOD_NAMED.search(name))
    if DAY_NAMED.search(name) and any(SEVEN_DIGITS.fullmatch(text.strip()) for text in told):
        told = [f"0{text.strip()}" if SIX_DIGITS.fullmatch(text.strip()) else text for text in told]  # Excel took the 0
    reads = [(read, count) for text, count in zip(told, counts, strict=True) if (read := _read(text, bare=named))]
    known = sum(count for _, count in reads)
    enough = ENOUGH_NAMED if DAY_NAMED.search(name) else ENOUGH
    if known < enough * sum(counts) or not _believed(name, [read for read, _ in reads], stored):
        return None
    forms, grains, roc = Counter[str](), Counter[str](), 0
    for read, count in reads:
        forms[read.form] += count
        grains[read.grain] += count
        roc += count * read.roc
    form = "、".join(form for form, _ in forms.most_common())
    span: dict[str, Any] = {
        "odd": sum(counts) - known,
        "first": min(read.first for read, _ in reads),
        "last": max(read.last for read, _ in reads),
    }
    grain = grains.most_common(1)[0][0]
    if roc * 2 > known:
        return "roc_date", form, {**span, "grain": grain}
    return ("datetime" if grain == "moment" else "date"), form, {**span, "grain": grain}


@dataclass(frozen=True)
class _When:
    first: date
    last: date
    form: str
    grain: str
    roc: bool


def _read(text: str, *, bare: bool) -> _When | ReadPeriod | None:
    day = read_date(text)
    if not isinstance(day, NotADate):
        return _When(day.day, day.day, day.form, "day", day.roc)
    period = read_period(text, bare=bare)
    return None if isinstance(period, NotADate) else period


def _believed(name: str, reads: list[_When | ReadPeriod], stored: str) -> bool:
    """Tell dates of bare digits from other numbers: the name says so, or the years lie close together."""
    bare = {"yyyMMdd", "yyyyMMdd", "yyy", "yyyy", "yyyMM", "yyyyMM"}
    forms = {read.form for read in reads}
    if stored != "number" and forms <= {"yyy.M.d", "yyy-M-d"} and not DAY_NAMED.search(name):
        days = [read.first for read in reads]  # 1.2.3 may be a section, 100-5-3 a parcel
        return (max(days).year - min(days).year) <= YEARS_TOGETHER and min(days).year > EARLIEST
    if stored != "number" and forms - bare:
        return True
    if NEVER_DATES.search(name):
        return False
    years = {read.first.year for read in reads}
    if not all(read.form.endswith("MMdd") for read in reads):
        return bool(PERIOD_NAMED.search(name)) and max(years) < LATEST
    return bool(DAY_NAMED.search(name)) or (len(years) <= YEARS_TOGETHER and max(years) < LATEST)
