"""Turn rows into columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import narwhals as nw
from pydantic import Field

from labkit.cleaning.names import check_new_names
from labkit.cleaning.step import Example, TableStep
from labkit.core.engines import ROW, Lazy, collect
from labkit.core.errors import StepRefused
from labkit.core.stores.store import PART

MOST_COLUMNS = 500
PARTS = 1_000_000
COUNT, FIRST, CELL = "__count__", "__first__", "__cell__"


class PivotWider(TableStep):
    """Rows that agree in ``by`` become one; each value of ``names`` becomes a column that holds the cell of ``values``.

    ``by`` left out means all other columns; a column that is in neither is refused, because it would be lost. Two cells for one place are refused, never added up: that is what pivots are
    for. Rows without a name are refused too. The row number of the first row stays.
    """

    step: Literal["pivot_wider"] = "pivot_wider"
    label: ClassVar[str] = "列轉欄"
    needs_cells: ClassVar[bool] = True
    label_en: ClassVar[str] = "Pivot wider"
    repeats: ClassVar[bool] = True
    reshapes: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"names": "性別", "values": "人數"},
            {"里": ["新安里", "新安里", "福星里"], "性別": ["男", "女", "男"], "人數": [1.0, 3.0, 2.0]},
            {"里": ["新安里", "福星里"], "女": [3.0, None], "男": [1.0, 2.0]},
        ),
    )
    names: str
    values: str
    by: tuple[str, ...] = Field(default=())

    def reads(self) -> tuple[str, ...]:
        """Return the columns that must exist."""
        return (self.names, self.values, *self.by)

    def rows(self, relation: Lazy, schema: Mapping[str, str]) -> Lazy:
        """Return a row for each group, a column for each name in alphabetical order."""
        by = list(self.by) or [name for name in schema if name not in {self.names, self.values}]
        gone = [name for name in schema if name not in {self.names, self.values, *by}]
        if gone:
            what = f"by 沒有列出「{'、'.join(gone)}」，合併後這些欄會不見；請列進 by，或先用 drop_columns 移除。"
            raise StepRefused(place=self.key(), what=what)
        if not by:
            raise StepRefused(place=self.key(), what="沒有其他欄位可分辨各列，請保留至少一欄當作列的名稱。")
        told = collect(relation.group_by(self.names).agg(nw.len().alias(COUNT))).column(self.names).to_pylist()
        self._check(told, by, relation)
        names = [str(name) for name in sorted(told)]
        check_new_names(names, by, place=self.key())
        told.sort()
        made = {
            name: nw.when(nw.col(self.names) == one).then(nw.col(self.values))
            for name, one in zip(names, told, strict=True)
        }
        made = {f"{CELL}{at}": one for at, one in enumerate(made.values())}
        wide = relation.select(*by, **made, **{FIRST: nw.col(ROW) * PARTS + nw.col(PART)})
        grouped = wide.group_by(by).agg(*(nw.col(name).max() for name in made), nw.col(FIRST).min())
        cells = {name: nw.col(cell) for name, cell in zip(names, made, strict=True)}
        return grouped.select(*by, **cells, **{ROW: nw.col(FIRST) // PARTS, PART: nw.col(FIRST) % PARTS})

    def _check(self, told: list[object], by: list[str], relation: Lazy) -> None:
        place = self.key()
        if None in told:
            raise StepRefused(place=place, what=f"欄位「{self.names}」有未填的格，沒有欄名可用，請先補上或篩掉。")
        if len(told) > MOST_COLUMNS:
            raise StepRefused(place=place, what=f"會產生 {len(told):,} 欄，超過 {MOST_COLUMNS} 欄，請換一欄當欄名。")
        counted = relation.group_by([*by, self.names]).agg(nw.len().alias(COUNT)).filter(nw.col(COUNT) > 1)
        if twice := collect(counted.select(nw.len().alias(COUNT))).column(COUNT)[0].as_py():
            what = f"有 {twice:,} 個位置同時有兩格以上的值，不能放進一格；請先去除重複，或改用樞紐分析加總。"
            raise StepRefused(place=place, what=what)
