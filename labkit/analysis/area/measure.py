"""The counting of one analysis of areas: cells of records, and facts that are no records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from labkit.analysis.area.codes import Place, places_of
from labkit.analysis.area.counting import NOW, Names, Records, cells_of, names_of, records_of
from labkit.analysis.area.earlier import earlier_cells
from labkit.analysis.area.figures import figures, population_of, whole
from labkit.analysis.area.matching import Matcher
from labkit.analysis.area.spec import AreasSpec
from labkit.analysis.kind import Given, Measured

ROWS_TOLD = 8


@dataclass(frozen=True)
class Facts:
    """What is no cell: the areas, their population and capacity, names, dates, and what has to be owned up to.

    ``unmatched`` are rows of further tables that name no area, by the table's part in the specification; ``rows`` the first
    rows of the table whose area is not known; ``several`` the persons who lie in more than one area.
    """

    places: tuple[Place, ...]
    names: Names
    population: dict[str, Any]
    capacity: dict[str, Any]
    as_of: date | None
    unmatched: dict[str, int]
    rows: tuple[int, ...]
    several: int


def measure(given: Given) -> Measured:
    """Count the records of each area; raises UnknownTable, UnknownColumn, NotNumeric or SpecInvalid."""
    spec: AreasSpec = given.spec
    tables = dict(given.tables)
    places = places_of(spec, tables)
    names = names_of(spec, places)
    matcher = Matcher(places, spec.level)
    records = records_of(given.table, spec, matcher)
    population, lost_population = population_of(spec.population, matcher, tables)
    capacity, lost_capacity = figures(spec.capacity, matcher, tables, once=False) if spec.capacity else ({}, 0)
    before, lost_earlier = earlier_cells(records, spec, matcher, tables, (places, names))
    facts = Facts(
        places=places,
        names=names,
        population={code: whole(number) for code, number in population.items()},
        capacity={code: whole(number) for code, number in capacity.items()},
        as_of=spec.as_of or given.as_of,
        unmatched={"population": lost_population, "capacity": lost_capacity, "earlier": lost_earlier},
        rows=records.unmatched_rows[:ROWS_TOLD],
        several=_in_several(records, spec.person),
    )
    return Measured((*cells_of(records, spec, places, names), *before), {"areas": facts}, records.left_out)


def _in_several(records: Records, person: str) -> int:
    """Return how many persons lie in more than one area."""
    if not person:
        return 0
    frame = records.frame[records.frame["__period__"] == NOW]
    pairs: pd.DataFrame = frame[[person, "__code__"]].drop_duplicates()
    return int((pairs[person].value_counts() > 1).sum())
