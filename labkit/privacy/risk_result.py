"""What was measured about the risk that a person is found again in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import pandas as pd

from labkit.core.document import Block, Document, Grid, Text
from labkit.core.result import Result
from labkit.privacy.anonymity.diversity import Diversity


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

    @classmethod
    def together(cls, several: Sequence[Self]) -> str:
        """Return the smallest group and the highest mean risk among the tables."""
        least, most = min(several, key=lambda one: one.k), max(one.marketer for one in several)
        return (
            f"{len(several)} 張表中最小的群組 {least.k:,} {least.counted}（k＝{least.k}），"
            f"最高平均 {most:.1%} 可能被認出"
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
