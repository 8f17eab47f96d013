"""From records to cells: a count for every area of the list, for every group of areas, and for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from labkit.analysis.area.codes import Place, label_of
from labkit.analysis.area.days import days
from labkit.analysis.area.figures import numbers, rows_of, whole
from labkit.analysis.area.matching import REASONS, Matcher, matched
from labkit.analysis.area.spec import AreasSpec
from labkit.core.cells import CountedCell
from labkit.core.cells import Place as Keys
from labkit.core.engines import ROW
from labkit.core.errors import SpecInvalid
from labkit.core.table import Table

NOW, BEFORE = "now", "before"
UNFILLED, RECORDS = "未填", "紀錄"
MOST_STATES = 8


@dataclass(frozen=True)
class Names:
    """What keys and measures are called in the cells."""

    area: str
    group: str
    counted: str
    earlier: str
    demand: str
    status: str


@dataclass
class Records:
    """The records that lie in an area, each with its code and period; the others by reason."""

    frame: pd.DataFrame
    left_out: dict[str, int] = field(default_factory=dict)
    unmatched_rows: tuple[int, ...] = ()

    def drop(self, away: pd.Series[Any], reason: str) -> None:
        """Take rows out and count them under ``reason``."""
        if count := int(away.sum()):
            self.left_out[reason] = self.left_out.get(reason, 0) + count
            self.frame = self.frame[~away]


def names_of(spec: AreasSpec, places: tuple[Place, ...]) -> Names:
    """Return the names of keys and measures; the group is the township where the areas lie in several."""
    towns = {one.town for one in places}
    group = spec.codes.group if spec.codes else ""
    if not group and spec.level == "village" and len(towns) > 1:
        group = "鄉鎮市區"
    if not group and spec.level == "town" and len({one.county for one in places}) > 1:
        group = "縣市"
    demand = spec.demand_label or (f"{spec.demand} 合計" if spec.demand else "")
    return Names(label_of(spec.level, places), group, spec.counted, f"前期{spec.counted}", demand, spec.status)


def group_of(place: Place, names: Names) -> str:
    """Return the group that an area is counted in; empty where there are no groups."""
    if not names.group:
        return ""
    return place.group or (place.county if names.group == "縣市" else f"{place.county}{place.town}") or "未分組"


def records_of(table: Table, spec: AreasSpec, matcher: Matcher) -> Records:
    """Return the records with their area and period; every other row is counted under the first reason that holds."""
    frame = rows_of(table, spec.where)
    found = Records(frame, {"filtered": len(table) - len(frame)} if len(table) > len(frame) else {})
    found.frame = frame.assign(__code__=matched(frame, spec.area, matcher), __period__=NOW)
    reasons = found.frame["__code__"]
    found.unmatched_rows = tuple(frame[ROW][reasons.isin(REASONS - {"no_area", "outside_area"})].tolist())
    for reason in sorted(REASONS):
        found.drop(found.frame["__code__"] == reason, reason)
    if spec.person:
        found.drop(found.frame[spec.person].isna(), "no_key")
    if spec.earlier and spec.earlier.dated:
        _split(found, spec)
    return found


def _split(found: Records, spec: AreasSpec) -> None:
    """Tell this period's records from the earlier one's by their day."""
    earlier = spec.earlier
    if earlier is None:
        return
    found.frame = found.frame.assign(__day__=days(found.frame[earlier.dated]))
    found.drop(found.frame["__day__"].isna(), "undated")
    since, cut = earlier.since, earlier.cut
    if since is not None:
        found.drop(found.frame["__day__"].map(lambda day: day < since).astype(bool), "before_period")
    before = found.frame["__day__"].map(lambda day: cut is not None and day < cut).astype(bool)
    found.frame = found.frame.assign(__period__=before.map({True: BEFORE, False: NOW}))


def cells_of(records: Records, spec: AreasSpec, places: tuple[Place, ...], names: Names) -> tuple[CountedCell, ...]:
    """Return the cells of this period: counts, counts by status, and sums of the demand."""
    frame = records.frame[records.frame["__period__"] == NOW]
    counts = counts_of(frame, spec.person)
    cells = list(spread({code: (n, n) for code, n in counts.items()}, names.counted, places, names))
    if spec.person:  # persons are fewer than their records, earlier ones included
        cells.append(CountedCell((), RECORDS, len(records.frame), len(records.frame)))
    if spec.status:
        cells += _states(frame, spec, places, names)
    if spec.demand:
        cells += spread(_sums(frame, spec), names.demand, places, names)
    return tuple(cells)


def counts_of(frame: pd.DataFrame, person: str) -> dict[str, int]:
    """Return the number of records, or of distinct persons, of each area."""
    grouped = frame.groupby("__code__")
    told = grouped[person].nunique() if person else grouped.size()
    return {str(code): int(count) for code, count in told.items()}


def _sums(frame: pd.DataFrame, spec: AreasSpec) -> dict[str, tuple[Any, int]]:
    told = frame.assign(__demand__=numbers(frame[spec.demand], "areas"))
    told = told[told["__demand__"].notna()]
    grouped = told.groupby("__code__")
    sums = grouped["__demand__"].sum()
    people = grouped[spec.person].nunique() if spec.person else grouped.size()
    return {code: (whole(float(sums[code])), int(people[code])) for code in sums.index}


def _states(frame: pd.DataFrame, spec: AreasSpec, places: tuple[Place, ...], names: Names) -> list[CountedCell]:
    """Return the counts by status of each area, group, and of all; a missing status is a status of its own, 未填.

    A person of several statuses is counted in each: then these cells are a measure of their own, as they add up to no count.
    """
    told = frame.assign(__state__=[UNFILLED if pd.isna(cell) else whole_text(cell) for cell in frame[spec.status]])
    states = sorted(set(told["__state__"]), key=lambda one: (one == UNFILLED, one))
    if len(states) > MOST_STATES:
        what = f"欄位「{spec.status}」有 {len(states)} 種，最多 {MOST_STATES} 種，請先歸類。"
        raise SpecInvalid(place="status", what=what)
    found = {state: counts_of(told[told["__state__"] == state], spec.person) for state in states}
    once = sum(sum(one.values()) for one in found.values()) == sum(counts_of(frame, spec.person).values())
    measure = names.counted if once else f"{names.counted}（依{names.status}）"
    return [
        CountedCell((*cell.keys, (names.status, None if state == UNFILLED else state)), measure, cell.value, cell.n)
        for state, counts in found.items()
        for cell in spread({code: (n, n) for code, n in counts.items()}, measure, places, names)
    ]


def whole_text(cell: Any) -> str:
    """Return a category as text; 2.0 is 2."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def spread(
    found: Mapping[str, tuple[Any, int]], measure: str, places: tuple[Place, ...], names: Names
) -> Iterator[CountedCell]:
    """Yield a cell for every area, 0 where nothing lies, then for every group, then for all: sums of the areas."""
    groups: dict[str, tuple[Any, int]] = {}
    total: tuple[Any, int] = (0, 0)
    for place in places:
        one = found.get(place.code, (0, 0))
        yield CountedCell(area_keys(place, names), measure, *one)
        group = group_of(place, names)
        groups[group] = _plus(groups.get(group, (0, 0)), one)
        total = _plus(total, one)
    if names.group:
        yield from (CountedCell(((names.group, group),), measure, *one) for group, one in groups.items())
    yield CountedCell((), measure, *total)


def _plus(left: tuple[Any, int], right: tuple[Any, int]) -> tuple[Any, int]:
    return left[0] + right[0], left[1] + right[1]


def area_keys(place: Place, names: Names) -> Keys:
    """Return the keys of an area's cells: its group, where there are groups, and its code."""
    own = ((names.area, place.code),)
    return ((names.group, group_of(place, names)), *own) if names.group else own
