"""How easily a person is found again in a table: classes of rows that look alike, and what an intruder may gain.

Source of the three measures: K. El Emam, Guide to the De-Identification of Personal Health Information (2013). The numbers are
aids to a decision; no rule in Taiwan fixes a threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
import pyarrow as pa

from labkit.core.document import Block, Document, Grid, Text
from labkit.core.engines import ROW
from labkit.core.finding import Finding
from labkit.core.result import Result
from labkit.core.table import Table
from labkit.privacy.anonymity.coded import distinct_texts, numbered
from labkit.privacy.anonymity.demand import Ids, Mask, dense, distinct_within
from labkit.privacy.anonymity.diversity import Diversity, diversity
from labkit.privacy.anonymity.uniqueness import population_uniques
from labkit.privacy.detection.shapes import shape
from labkit.privacy.hierarchies import ROOT

WORST = 10


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RiskResult(Result):
    """Risk of a table. Shares are of its rows (of persons where a person column was named), 0 to 1.

    ``k`` is the smallest class, ``unique`` the share alone in theirs. ``prosecutor`` is the highest chance that an intruder who knows
    that a person is in the table picks the right row; ``journalist`` that of one who knows a population; ``marketer`` the share found
    by one who tries all. ``population_unique`` estimates how many persons would also be alone in the population.
    """

    counts_only: ClassVar[bool] = True
    rows: int
    suppressed: int
    classes: int
    k: int
    unique: float
    prosecutor: float
    journalist: float
    marketer: float
    population_unique: float | None
    sensitive: tuple[Diversity, ...] = ()
    worst: tuple[tuple[int, str], ...] = ()
    quasi_identifiers: tuple[str, ...] = ()
    counted: str = "列"

    @property
    def l(self) -> int:  # noqa: E743  (the name that the field gives it)
        """Return the fewest different sensitive values of any class; 0 where no sensitive column was named."""
        return min((one.distinct for one in self.sensitive), default=0)

    @property
    def t(self) -> float:
        """Return how far a class's sensitive values stand at most from those of the whole table, 0 to 1."""
        return max((one.distance for one in self.sensitive), default=0.0)

    @property
    def summary(self) -> str:
        """Return k, how many stand alone, and the three risks."""
        alone = f"獨一無二的占 {self.unique:.1%}" if self.unique else "沒有獨一無二的組合"
        return (
            f"{self.rows:,} {self.counted}、{self.classes:,} 個群組，最小的群組 {self.k:,} {self.counted}（k＝{self.k}），{alone}；"
            f"已知在表內者最高 {self.prosecutor:.1%}、平均 {self.marketer:.1%} 可能被認出。"
        )

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per measure."""
        return pd.DataFrame(self._rows(), columns=["指標", "數值", "說明"])

    def to_document(self) -> Document:
        """Return the measures, the sensitive columns and the smallest groups, by shape and never by value."""
        blocks: list[Block] = [
            Text(self.summary),
            Grid.of(["指標", "數值", "說明"], self._rows(), caption="再識別風險"),
        ]
        if self.sensitive:
            rows = [
                (one.column, one.distinct, f"{one.entropy:.2f}", f"{one.distance:.3f}", one.single)
                for one in self.sensitive
            ]
            heads = ["特種或敏感欄位", "群組內最少幾種值（l）", "熵 l", "與全表的最大差距（t）", "只有一種值的群組"]
            blocks.append(Grid.of(heads, rows, caption="群組內的敏感值"))
        if self.worst:
            blocks.append(Grid.of([f"{self.counted}數", "寫法（不是內容）"], self.worst, caption="最小的群組"))
        notes = [Text(finding.sentence, "note") for finding in self.findings]
        return Document(self.name or "再識別風險", (*blocks, *notes))

    def _rows(self) -> list[tuple[str, str, str]]:
        rows = [
            ("k", f"{self.k:,}", "最小的群組有幾" + self.counted),
            ("獨一無二", f"{self.unique:.2%}", "在表內沒有人與他相同"),
            ("最高風險（檢察官）", f"{self.prosecutor:.2%}", "已知某人在表內，猜中是哪一筆的最高機率"),
            ("最高風險（記者）", f"{self.journalist:.2%}", "只知道某人在母體內；沒有母體資料時等於上一列"),
            ("平均風險（行銷）", f"{self.marketer:.2%}", "逐筆比對時，預期猜中的比例"),
            ("群組數", f"{self.classes:,}", "間接識別欄位的組合：" + "、".join(self.quasi_identifiers)),
            ("已隱藏", f"{self.suppressed:,}", "間接識別欄位全部是 * 的列，不列入以上各項"),
        ]
        if self.population_unique is not None:
            rows.append(
                ("母體獨一無二（估計）", f"{self.population_unique:.2%}", "依抽樣比例估計，在母體內也獨一無二的比例")
            )
        return rows


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
    rows = data.arrow.drop_columns([ROW])
    hidden = _hidden(rows, quasi_identifiers)
    shown = rows.filter(pa.array(~hidden))
    groups, count = _classes(shown, quasi_identifiers)
    persons = numbered(shown.column(person)) if person else np.arange(shown.num_rows)
    sizes = distinct_within(groups, count, persons)
    total = int(sizes.sum())
    larger = (
        sizes
        if population is None
        else _population_sizes(shown, Table.of(population), quasi_identifiers, groups, sizes)
    )
    return RiskResult(
        name=f"再識別風險：{data.source.stem}",
        rows=total,
        suppressed=int(hidden.sum()),
        classes=count,
        k=int(sizes.min(initial=total)),
        unique=_part(int((sizes == 1).sum()), total),
        prosecutor=_part(1, int(sizes.min(initial=total))),
        journalist=_part(1, int(larger.min(initial=total))),
        marketer=float((sizes / np.maximum(larger, 1)).sum() / total) if total else 0.0,
        population_unique=population_uniques(sizes, sampling) if sampling else None,
        sensitive=tuple(diversity(name, shown.column(name), groups, count) for name in sensitive),
        worst=_worst(shown, quasi_identifiers, groups, sizes),
        quasi_identifiers=tuple(quasi_identifiers),
        counted="人" if person else "列",
        findings=_one_valued(shown, sensitive, groups, count),
    )


def _part(count: int, total: int) -> float:
    return count / total if total else 0.0


def _hidden(rows: pa.Table, columns: Sequence[str]) -> Mask:
    """Tell which rows are suppressed: every quasi-identifier is ``*``."""
    hidden = np.ones(rows.num_rows, np.bool_)
    for name in columns:
        texts, codes = distinct_texts(rows.column(name))
        hidden &= np.array([text == ROOT for text in texts], np.bool_)[codes] if texts else True
    return hidden


def _classes(rows: pa.Table, columns: Sequence[str]) -> tuple[Ids, int]:
    """Give rows one number by what their quasi-identifiers say together."""
    groups, count = np.zeros(rows.num_rows, np.int64), min(1, rows.num_rows)
    for name in columns:
        codes = numbered(rows.column(name))
        groups, count = dense(groups * (int(codes.max(initial=0)) + 1) + codes)
    return groups, count


def _population_sizes(sample: pa.Table, population: Table, columns: Sequence[str], groups: Ids, sizes: Ids) -> Ids:
    """Return how many persons of the population stand in each class of the sample; never fewer than the sample's own."""
    population.require(columns)
    both = pa.concat_tables(
        [sample.select(columns).cast(_texts(columns)), population.arrow.select(columns).cast(_texts(columns))]
    )
    joint, count = _classes(both, columns)
    held = np.bincount(joint[sample.num_rows :], minlength=count)
    first = np.zeros(len(sizes), np.int64)
    first[groups] = joint[: sample.num_rows]
    return np.maximum(held[first], sizes)


def _texts(columns: Sequence[str]) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in columns])


def _worst(rows: pa.Table, columns: Sequence[str], groups: Ids, sizes: Ids) -> tuple[tuple[int, str], ...]:
    """Return size and shape of the smallest classes: how their values are written, never the values."""
    _, first = np.unique(groups, return_index=True)
    smallest = np.argsort(sizes, kind="stable")[:WORST]
    cells = rows.select(columns).take(pa.array(first[smallest])).to_pylist()
    shapes = [
        "、".join(
            f"{name} {shape(str(row[name]))}" if row[name] is not None else f"{name} （空白）" for name in columns
        )
        for row in cells
    ]
    return tuple(zip(sizes[smallest].tolist(), shapes, strict=True))


def _one_valued(rows: pa.Table, sensitive: Sequence[str], groups: Ids, count: int) -> tuple[Finding, ...]:
    """Return a finding for each sensitive column of which some class holds one value only: who is in it is told."""
    found = [
        (name, int((distinct_within(groups, count, numbered(rows.column(name))) == 1).sum())) for name in sensitive
    ]
    return tuple(
        Finding("one_valued_classes", place=name, count=single, level="warning") for name, single in found if single
    )
