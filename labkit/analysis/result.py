"""AnalysisResult: cells, and what its kind says of them: tables, a chart, one sentence, warnings."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import pandas as pd

from labkit.analysis.kind import AnalysisKind
from labkit.charts.data import ChartData
from labkit.core.cells import WHOLE_HIDDEN, CountedCell, Place, tidy_frame
from labkit.core.document import Document, Grid, Text
from labkit.core.errors import NotDrawable
from labkit.core.messages import say
from labkit.core.result import Result
from labkit.core.spec import Spec
from labkit.core.table import Protection

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class AnalysisResult(Result):
    """What an analysis found in ``rows_in`` records; everything shown is built from ``cells`` and ``facts``.

    ``facts`` hold what is no cell: settings, totals of what was read, names; never a person.
    """

    kind: AnalysisKind
    spec: Spec
    cells: tuple[CountedCell, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    rows_in: int = 0
    population: str = ""
    source: str = ""
    kept_protection: Protection | None = None

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the records."""
        return self.kept_protection

    @property
    def tidy(self) -> pd.DataFrame:
        """Return the long table: keys, level, measure, value, n, additive."""
        names = list(dict.fromkeys(name for cell in self.cells for name, _ in cell.keys))
        return tidy_frame(self.cells, names)

    @property
    def frame(self) -> pd.DataFrame:
        """Return the first of the tables that people read."""
        return next(iter(self.views().values()), pd.DataFrame())

    def views(self) -> Mapping[str, pd.DataFrame]:
        """Return the tables that people read, by caption."""
        return self.kind.views(self)

    @property
    def summary(self) -> str:
        """Return what was found, in one sentence."""
        return self.kind.finding(self)

    @property
    def warnings(self) -> Sequence[str]:
        """Return what to mind when reading the finding, a sentence each."""
        return self.kind.warnings(self)

    def chart_data(self) -> ChartData:
        """Return what the analysis' own chart shows; raises NotDrawable where there is none."""
        data = self.kind.chart(self)
        if data is None:
            raise NotDrawable(place=self.name)
        return data

    def chart_grid(self) -> Grid:
        """Return the first table."""
        return Grid.of_frame(self.frame, caption=next(iter(self.views()), ""))

    def hiding(self, hidden: Collection[tuple[Place, str]]) -> Self:
        """Return the analysis without the values and counts of the cells ``(keys, measure)``, and of those that give them back.

        Where the count of all is one of them, what was left out is not told either: with the rows of the source it gives the count.
        """
        cells = _without(self.cells, hidden)
        cells = _without(cells, self.kind.giving_back(cells))
        after = dataclasses.replace(self, cells=cells)
        return dataclasses.replace(after, left_out={}) if after.whole_hidden else after

    @property
    def whole_hidden(self) -> bool:
        """Tell whether the count of all is hidden."""
        return any(one.hidden and not one.keys for one in self.cells)

    def to_document(self) -> Document:
        """Return the finding, the tables, the warnings, and what was left out."""
        grids = [Grid.of_frame(frame, caption=caption) for caption, frame in self.views().items()]
        notes = [Text(f"注意：{sentence}", "note") for sentence in self.warnings]
        notes += [
            Text(f"未納入：{say(f'left_out.{why}')} {count:,} 列", "note") for why, count in self.left_out.items()
        ]
        if self.whole_hidden:
            notes.append(Text(WHOLE_HIDDEN, "note"))
        if any(one.hidden for one in self.cells):
            notes.append(Text("「D」表示為保護個人資料而不陳示的數值。", "note"))
        notes += [Text(finding.sentence, "note") for finding in self.findings]
        if self.source:
            notes.append(Text(f"資料來源：{self.source}", "note"))
        return Document(self.name or self.kind.label, (Text(self.summary), *grids, *notes))


def _without(cells: tuple[CountedCell, ...], hidden: Collection[tuple[Place, str]]) -> tuple[CountedCell, ...]:
    away = set(hidden)
    return tuple(
        dataclasses.replace(one, value=None, n=None, hidden=True) if (one.keys, one.measure) in away else one
        for one in cells
    )
