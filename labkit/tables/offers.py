"""What a column's cells call for, found and offered, never applied: marks of missing, thousands, units, full width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from labkit.core.finding import Finding
from labkit.tables.kinds import ENOUGH, ColumnValues
from labkit.tables.sheet import MISSING_MARKS
from labkit.taiwan.roc_dates import NotADate, read_date

THOUSANDS = re.compile(r"\s*[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\s*")
WITH_UNIT = re.compile(r"\s*[-+]?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?P<unit>[^\s0-9,.\-/:年月日號]{1,3})\s*")
FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
FEWEST = 2


def offers(column: ColumnValues) -> list[Finding]:
    """Return one finding for each thing that a recipe could mend in ``column``, with the cells it concerns.

    Units are offered where nine cells of ten end in the same one; days that do not exist are listed for dates.
    """
    counts = column.counts
    found = {
        "offer_marks": sum(_of(counts, lambda text: text.strip() in MISSING_MARKS)),
        "offer_blanks": sum(_of(counts, lambda text: text != text.strip())),
        "offer_full_width": sum(_of(counts, lambda text: bool(FULL_WIDTH.search(text)))),
        "offer_thousands": sum(_of(counts, lambda text: bool(THOUSANDS.fullmatch(text)))),
    }
    findings = [Finding(code, column.name, count) for code, count in found.items() if count]
    return [*findings, *_unit(column), *_impossible(column)]


def _of(counts: Counter[str], holds: Callable[[str], bool]) -> Iterable[int]:
    return (count for text, count in counts.items() if holds(text))


def _unit(column: ColumnValues) -> list[Finding]:
    units = Counter[str]()
    for text, count in column.counts.items():
        if match := WITH_UNIT.fullmatch(text):
            units[match["unit"]] += count
    told = column.cells - column.marks
    unit, count = units.most_common(1)[0] if units else ("", 0)
    return (
        [Finding("offer_unit", column.name, count, facts={"unit": unit})] if count >= max(FEWEST, ENOUGH * told) else []
    )


def _impossible(column: ColumnValues) -> list[Finding]:
    """Count the days that do not exist, such as 2 月 30 日, in a column of dates."""
    if column.kind not in {"roc_date", "date"}:
        return []
    reads = ((read_date(text), count) for text, count in column.counts.items())
    count = sum(count for read, count in reads if isinstance(read, NotADate) and read.why == "impossible")
    return [Finding("offer_impossible", column.name, count, "warning")] if count else []
