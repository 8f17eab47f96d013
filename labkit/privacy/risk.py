"""How easily a person is found again in a table: classes of rows that look alike, and what an intruder may gain.

Source of the three measures: K. El Emam, Guide to the De-Identification of Personal Health Information (2013). The numbers are
aids to a decision; no rule in Taiwan fixes a threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from labkit.core.engines import ROW
from labkit.core.errors import AnonymityRefused
from labkit.core.finding import Finding
from labkit.core.table import Table
from labkit.privacy.anonymity.coded import distinct_texts, grouped, numbered, texts_of
from labkit.privacy.anonymity.demand import Ids, Mask, distinct_within
from labkit.privacy.anonymity.diversity import diversity
from labkit.privacy.anonymity.uniqueness import population_uniques
from labkit.privacy.detection.shapes import shape
from labkit.privacy.hierarchies import ROOT
from labkit.privacy.risk_result import RiskResult

WORST = 10


def risk(  # noqa: PLR0913
    table: Table | pd.DataFrame,
    *,
    quasi_identifiers: Sequence[str],
    sensitive: Sequence[str] = (),
    person: str | None = None,
    population: Table | pd.DataFrame | None = None,
    sampling: float | None = None,
) -> RiskResult:
    """Measure how easily persons are found again by ``quasi_identifiers``.

    ``person``: count persons by this column, not rows. ``population``: a table of all persons with the same columns, or
    ``sampling``: which share of all persons stands in the table (0 to 1). Raises UnknownColumn.

    >>> frame = pd.DataFrame({"區": ["甲", "甲", "乙"], "性別": ["男", "男", "女"]})
    >>> found = risk(frame, quasi_identifiers=["區", "性別"])
    >>> found.k, found.classes, round(found.unique, 2)
    (1, 2, 0.33)
    """
    data = Table.of(table)
    data.require([*quasi_identifiers, *sensitive, *([person] if person else [])])
    if not quasi_identifiers:
        raise AnonymityRefused(what="沒有指定間接識別欄位")
    if sampling is not None and not 0 < sampling <= 1:
        raise AnonymityRefused(what="抽樣比例要大於 0、不超過 1")
    suppressed = data.protection is not None and data.protection.suppressed > 0
    rows = data.arrow.drop_columns([ROW])
    classes = _Classes.of(rows, tuple(quasi_identifiers), person, suppressed=suppressed)
    sizes, total = classes.sizes, int(classes.sizes.sum())
    larger = sizes if population is None else classes.in_population(Table.of(population))
    return RiskResult(
        name=f"再識別風險：{data.source.stem}",
        rows=total,
        suppressed=classes.suppressed,
        classes=len(sizes),
        k=int(sizes.min(initial=total)),
        unique=_part(int((sizes == 1).sum()), total),
        prosecutor=_part(1, int(sizes.min(initial=total))),
        journalist=_part(1, int(larger.min()) if len(larger) else 0),
        marketer=float((sizes / np.maximum(larger, 1)).sum() / total) if total else 0.0,
        population_unique=population_uniques(sizes, sampling) if sampling else None,
        sensitive=tuple(diversity(name, classes.rows.column(name), classes.groups, len(sizes)) for name in sensitive),
        worst=classes.worst(),
        quasi_identifiers=classes.columns,
        counted="人" if person else "列",
        findings=classes.one_valued(sensitive),
    )


def _part(count: int, total: int) -> float:
    return count / total if total else 0.0


@dataclass(frozen=True, eq=False, repr=False)
class _Classes:
    """The rows whose quasi-identifiers are told, the class of each, and how many rows or persons each class holds."""

    rows: pa.Table
    columns: tuple[str, ...]
    groups: Ids
    sizes: Ids
    suppressed: int

    @classmethod
    def of(cls, rows: pa.Table, columns: tuple[str, ...], person: str | None, *, suppressed: bool) -> _Classes:
        """Group ``rows`` by what their quasi-identifiers say; suppressed rows stand aside."""
        hidden = _hidden(rows, columns) if suppressed else np.zeros(rows.num_rows, np.bool_)
        shown = rows.filter(pa.array(~hidden))
        groups, count = grouped(shown, columns)
        persons = numbered(shown.column(person)) if person else np.arange(shown.num_rows)
        return cls(shown, columns, groups, distinct_within(groups, count, persons), int(hidden.sum()))

    def in_population(self, population: Table) -> Ids:
        """Return how many persons of the population stand in each class; never fewer than the sample's own."""
        population.require(self.columns)
        told = [{name: texts_of(one.column(name)) for name in self.columns} for one in (self.rows, population.arrow)]
        both = pa.concat_tables([pa.table(one) for one in told])
        joint, count = grouped(both, self.columns)
        held = np.bincount(joint[self.rows.num_rows :], minlength=count)
        first = np.zeros(len(self.sizes), np.int64)
        first[self.groups] = joint[: self.rows.num_rows]
        return np.maximum(held[first], self.sizes)

    def worst(self) -> tuple[tuple[int, str], ...]:
        """Return size and shape of the smallest classes: how their values are written, never the values."""
        _, first = np.unique(self.groups, return_index=True)
        smallest = np.argsort(self.sizes, kind="stable")[:WORST]
        cells = self.rows.select(self.columns).take(pa.array(first[smallest])).to_pylist()
        shapes = ["、".join(f"{name} {_shape(row[name])}" for name in self.columns) for row in cells]
        return tuple(zip(self.sizes[smallest].tolist(), shapes, strict=True))

    def one_valued(self, sensitive: Sequence[str]) -> tuple[Finding, ...]:
        """Return a finding for each sensitive column of which some class holds one value only: who is in it is told."""
        counts = {
            name: distinct_within(self.groups, len(self.sizes), numbered(self.rows.column(name))) for name in sensitive
        }
        single = {name: int((held == 1).sum()) for name, held in counts.items()}
        return tuple(
            Finding("one_valued_classes", place=name, count=count, level="warning")
            for name, count in single.items()
            if count
        )


def _shape(cell: object) -> str:
    return "（空白）" if cell is None else shape(str(cell))


def _hidden(rows: pa.Table, columns: Sequence[str]) -> Mask:
    """Tell which rows are suppressed: every quasi-identifier is ``*``. Where that is so of all, they are one class."""
    hidden = np.ones(rows.num_rows, np.bool_)
    for name in columns:
        texts, codes = distinct_texts(rows.column(name))
        hidden &= np.array([text == ROOT for text in texts], np.bool_)[codes] if texts else True
    return hidden if not hidden.all() else np.zeros(rows.num_rows, np.bool_)
