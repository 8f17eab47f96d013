"""What the making of a column may look at: its distinct texts with their counts, its role, its kind."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from labkit.core.engines import ROW, collect
from labkit.core.table import Table
from labkit.privacy.detection.column import texts_of
from labkit.privacy.roles import Role
from labkit.privacy.scan_result import ScanResult
from labkit.tables.kinds import column_values

Maker = Callable[[Random, int], str | None]
Free = Callable[[str], bool]
DATES = frozenset({"roc_date", "date", "datetime"})
TENTHS = 10


@dataclass(frozen=True, eq=False, repr=False)
class RealColumn:
    """A column as the making sees it: ``counts`` of its filled cells; ``stored`` is text, number, boolean, date or datetime."""

    name: str
    role: Role
    entity: str
    reason: str
    kind: str
    stored: str
    type: Any
    rows: int
    k: int
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def filled(self) -> int:
        """Return how many cells are filled."""
        return self.counts.total()

    @property
    def missing_tenths(self) -> int:
        """Return the share of missing cells in tenths, rounded."""
        return round(TENTHS * (self.rows - self.filled) / self.rows) if self.rows else 0

    @functools.cached_property
    def common(self) -> list[str]:
        """Return the texts that at least ``k`` rows hold, the commonest first."""
        return [text for text, count in self.counts.most_common() if count >= self.k]

    @property
    def is_dated(self) -> bool:
        """Tell whether the cells are days, moments or periods."""
        return self.kind in DATES

    def share(self, test: Callable[[str], object]) -> float:
        """Return the share of filled cells that pass a test."""
        passed = sum(count for text, count in self.counts.items() if test(text))
        return passed / self.filled if self.filled else 0.0


def real_columns(table: Table, found: ScanResult, k: int) -> list[RealColumn]:
    """Return the columns of ``table`` in order, with the roles that were found or decided."""
    arrow, schema = collect(table.lazy).drop_columns([ROW]), table.schema
    kinds = {one.name: one.kind for one in column_values(table)}
    columns = []
    for role in found.columns:
        name = role.column
        hits = texts_of(name, arrow.column(name))
        counts = Counter[str]()
        for text, weight in zip(hits.texts, hits.weights.tolist(), strict=True):
            counts[text] += weight if text.strip() else 0
        columns.append(
            RealColumn(
                name, role.role, role.entity, role.reason, kinds[name], schema[name], arrow.schema.field(name).type,
                arrow.num_rows, k, +counts,
            )
        )  # fmt: skip
    return columns
