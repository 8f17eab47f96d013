"""The earlier period: records before a day, records of another table, or counts by area that somebody published."""

from __future__ import annotations

from labkit.analysis.area.codes import Place, table_named
from labkit.analysis.area.counting import BEFORE, Names, Records, counts_of, spread
from labkit.analysis.area.figures import figures, rows_of, whole
from labkit.analysis.area.matching import OUTSIDE, REASONS, Matcher, matched
from labkit.analysis.area.spec import AreasSpec, Earlier
from labkit.core.cells import CountedCell
from labkit.core.table import Table


def earlier_cells(
    records: Records,
    spec: AreasSpec,
    matcher: Matcher,
    tables: dict[str, Table],
    listed: tuple[tuple[Place, ...], Names],
) -> tuple[tuple[CountedCell, ...], int]:
    """Return the cells of the earlier period, and how many rows of its own table name no area."""
    if spec.earlier is None:
        return (), 0
    places, names = listed
    if spec.earlier.value:
        told, unmatched = figures(spec.earlier, matcher, tables, once=True)
        found = {code: (whole(number), round(number)) for code, number in told.items()}
    else:
        counts, unmatched = _counted(records, spec, spec.earlier, matcher, tables)
        found = {code: (n, n) for code, n in counts.items()}
    return tuple(spread(found, names.earlier, places, names)), unmatched


def _counted(
    records: Records, spec: AreasSpec, earlier: Earlier, matcher: Matcher, tables: dict[str, Table]
) -> tuple[dict[str, int], int]:
    """Count the earlier records as this period's were counted: the same condition, the same person."""
    if earlier.dated:
        return counts_of(records.frame[records.frame["__period__"] == BEFORE], spec.person), 0
    table = table_named(earlier.table, tables)
    area = earlier.area or spec.area
    table.require([*area.columns, *([spec.person] if spec.person else []), *(spec.where.names if spec.where else ())])
    frame = rows_of(table, spec.where)
    codes = matched(frame, area, matcher)
    kept = frame.assign(__code__=codes)[~codes.isin(REASONS)]
    if spec.person:
        kept = kept[kept[spec.person].notna()]
    return counts_of(kept, spec.person), int(codes.isin(REASONS - {OUTSIDE}).sum())
