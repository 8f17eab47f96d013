"""What a column's cells call for, found and offered, never applied: marks of missing, thousands, units, full width."""

from __future__ import annotations

from collections import Counter

from labkit.core.finding import Finding
from labkit.tables.kinds import ENOUGH, ColumnValues
from labkit.taiwan.roc_dates import NotADate, read_date

BLANKS = r"^[\s　]|[\s　]$"
FULL_WIDTH = "[０-９Ａ-Ｚａ-ｚ]"
THOUSANDS = r"^\s*[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\s*$"
WITH_UNIT = r"^\s*[-+]?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?P<unit>[^\s0-9,./:年月日號\-]{1,3})\s*$"
FEWEST = 2


def offers(column: ColumnValues) -> list[Finding]:
    """Return one finding for each thing that a recipe could mend in ``column``, with the cells it concerns.

    Units are offered where nine cells of ten end in the same one; days that do not exist are listed for dates.
    """
    import pyarrow as pa  # noqa: PLC0415

    marks = [Finding("offer_marks", column.name, column.marks)] if column.marks else []
    if not pa.types.is_string(column.values.type):
        return marks
    wanted = {"offer_blanks": BLANKS, "offer_full_width": FULL_WIDTH, "offer_thousands": THOUSANDS}
    counts = {code: _matching(column, pattern) for code, pattern in wanted.items()}
    found = [Finding(code, column.name, count) for code, count in counts.items() if count]
    return [*marks, *found, *_unit(column), *_impossible(column)]


def _matching(column: ColumnValues, pattern: str) -> int:
    """Count the cells whose text matches ``pattern`` (RE2)."""
    import pyarrow.compute as pc  # noqa: PLC0415

    held = pc.match_substring_regex(column.values, pattern)
    return int(pc.sum(column.tally.filter(held)).as_py() or 0)


def _unit(column: ColumnValues) -> list[Finding]:
    told = column.cells - column.marks
    if column.kind != "text" or _matching(column, WITH_UNIT) < max(FEWEST, ENOUGH * told):
        return []
    import pyarrow.compute as pc  # noqa: PLC0415

    units = Counter[str]()
    for found, count in zip(
        pc.extract_regex(column.values, WITH_UNIT).to_pylist(), column.tally.to_pylist(), strict=True
    ):
        units[found["unit"] if found else ""] += count
    units.pop("", None)
    unit, count = units.most_common(1)[0]
    return [Finding("offer_unit", column.name, count, facts={"unit": unit})] if count >= ENOUGH * told else []


def _impossible(column: ColumnValues) -> list[Finding]:
    """Count the days that do not exist, such as 2 月 30 日, in a column of dates."""
    if column.kind not in {"roc_date", "date"}:
        return []
    reads = ((read_date(text), count) for text, count in column.counts.items())
    count = sum(count for read, count in reads if isinstance(read, NotADate) and read.why == "impossible")
    return [Finding("offer_impossible", column.name, count, "warning")] if count else []
