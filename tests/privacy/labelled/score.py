"""Hits and misses of a scan, counted against the truth of the made-up tables."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pandas as pd

from .columns import Labelled
from .tables import tables

Scan = Callable[[pd.DataFrame], pd.DataFrame]
Place = tuple[int, str]
Found = tuple[str, int, int]
EXAMPLES = 8
EXAMPLES_OF_A_COLUMN = 2


@dataclass
class EntityScore:
    """The count of one entity; an example is table, column, cell and the part of the cell that was missed or found."""

    truth: int = 0
    hits: int = 0
    found: int = 0
    false_alarms: int = 0
    missed: list[tuple[str, str, str, str]] = field(default_factory=list)
    alarms: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def misses(self) -> int:
        return self.truth - self.hits

    @property
    def recall(self) -> float:
        return self.hits / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        return 1 - self.false_alarms / self.found if self.found else 1.0


@dataclass
class Score:
    """The counts of all entities, and of hits where no personal data is."""

    entities: dict[str, EntityScore] = field(default_factory=lambda: defaultdict(EntityScore))
    ubn_on_dates: int = 0
    harmless_alarms: int = 0
    harmless_cells: int = 0

    def __str__(self) -> str:
        lines = [f"{'entity':20}{'truth':>7}{'hits':>7}{'misses':>7}{'alarms':>7}{'recall':>8}{'precision':>10}"]
        for entity, one in sorted(self.entities.items()):
            counts = f"{one.truth:7}{one.hits:7}{one.misses:7}{one.false_alarms:7}"
            lines.append(f"{entity:20}{counts}{one.recall:8.3f}{one.precision:10.3f}")
        lines.append(f"harmless columns: {self.harmless_alarms} hits in {self.harmless_cells} cells")
        lines.append(f"company numbers found in columns of dates: {self.ubn_on_dates}")
        return "\n".join(lines)

    def examples(self, entity: str) -> str:
        """Some misses and some false alarms of an entity, for the message of a test that fails."""
        one = self.entities[entity]
        rows = [("missed", *example) for example in one.missed] + [("alarm", *example) for example in one.alarms]
        return "\n".join(f"{kind} {table}/{column}: {part!r} in {cell!r}" for kind, table, column, cell, part in rows)


def score(scan: Scan, seeds: Iterable[int]) -> Score:
    """Count what ``scan`` finds in the tables of the seeds.

    ``scan`` returns row (0-based place), column, entity, start and end; start and end are places in ``str(cell)``.

    A value of the truth is a hit if one find of its own entity covers at least half of its signs; a find that is longer
    than the value costs nothing. A find is a false alarm if it shares no sign with a value of its own entity in that
    cell, also when it lies on a value of another entity. Harmless columns are those without any value in the truth;
    each find in them counts, and each cell of them that is not empty.
    """
    result = Score()
    for seed in seeds:
        for one in tables(seed):
            _count(one, scan(one.frame), result)
    return result


def _count(labelled: Labelled, finds: pd.DataFrame, result: Score) -> None:
    cells = {str(column): labelled.frame[column].tolist() for column in labelled.frame.columns}
    truth: dict[Place, list[Found]] = defaultdict(list)
    for row, column, entity, start, end in labelled.truth:
        truth[row, column].append((entity, start, end))
    found = _by_place(finds)
    for (row, column), values in truth.items():
        where = (labelled.name, column, str(cells[column][row]))
        for value in values:
            _count_value(value, found.get((row, column), []), where, result)
    for (row, column), values in found.items():
        where = (labelled.name, column, str(cells[column][row]))
        for value in values:
            _count_find(value, truth.get((row, column), []), where, result)
            result.ubn_on_dates += value[0] == "TW_UBN" and column in labelled.dates
    personal = {column for _, column in truth}
    for column, contents in cells.items():
        if column not in personal:
            result.harmless_cells += sum(pd.notna(cell) and cell != "" for cell in contents)
            result.harmless_alarms += sum(len(hits) for (_, other), hits in found.items() if other == column)


def _by_place(finds: pd.DataFrame) -> dict[Place, list[Found]]:
    found: dict[Place, list[Found]] = defaultdict(list)
    columns = (finds[name].tolist() for name in ("row", "column", "entity", "start", "end"))
    for row, column, entity, start, end in zip(*columns, strict=True):
        found[int(row), str(column)].append((str(entity), int(start), int(end)))
    return found


def _shared(one: Found, other: Found) -> int:
    if one[0] != other[0]:
        return 0
    return max(0, min(one[2], other[2]) - max(one[1], other[1]))


def _count_value(value: Found, finds: list[Found], where: tuple[str, str, str], result: Score) -> None:
    entity, start, end = value
    counts = result.entities[entity]
    counts.truth += 1
    if any(_shared(value, find) * 2 >= end - start for find in finds):
        counts.hits += 1
    else:
        _keep(counts.missed, where, value)


def _count_find(find: Found, values: list[Found], where: tuple[str, str, str], result: Score) -> None:
    counts = result.entities[find[0]]
    counts.found += 1
    if not any(_shared(value, find) for value in values):
        counts.false_alarms += 1
        _keep(counts.alarms, where, find)


def _keep(examples: list[tuple[str, str, str, str]], where: tuple[str, str, str], value: Found) -> None:
    table, column, cell = where
    of_the_column = sum(example[:2] == (table, column) for example in examples)
    if len(examples) < EXAMPLES and of_the_column < EXAMPLES_OF_A_COLUMN:
        examples.append((table, column, cell, cell[value[1] : value[2]]))
