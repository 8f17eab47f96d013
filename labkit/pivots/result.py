"""PivotResult: one computation, seen wide, long, printed with subtotals, or as the records behind a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from labkit.charts.data import ChartData
from labkit.core.arrow import to_frame
from labkit.core.document import Document, Grid, Text
from labkit.core.engines import ROW
from labkit.core.errors import NotDrawable, UnknownColumn
from labkit.core.messages import say
from labkit.core.result import Result
from labkit.core.table import Protection
from labkit.pivots.compute import Group, Key, is_additive
from labkit.pivots.spec import ADDITIVE, PivotSpec

if TYPE_CHECKING:
    import pyarrow as pa

COUNTS = {"count", "distinct"}
HOW_LABELS = {"count": "件數", "sum": "合計", "mean": "平均", "distinct": "不重複數"}
FEW = 3
UNFILLED, TOTAL, SUBTOTAL = "未填", "總計", "小計"
NON_ADDITIVE = "＊不可加總：這個數字由原始各列重新計算，不等於各格相加。"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PivotResult(Result):
    """A pivot of ``rows_in`` records; ``left_out`` says which of them it does not hold, and why."""

    spec: PivotSpec
    keys: list[Key]
    groups: list[Group]
    used: pa.Table = field(repr=False)
    rows_in: int = 0
    kept_protection: Protection | None = None
    source: str = ""

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the records."""
        return self.kept_protection

    @property
    def row_keys(self) -> tuple[str, ...]:
        """Return the names of the key columns of the rows."""
        return self.spec.rows or ("",)

    @property
    def column_keys(self) -> tuple[str, ...]:
        """Return the names of the key columns across."""
        return self.spec.columns

    @property
    def measure_count(self) -> int:
        """Return how many measures there are."""
        return len(self.spec.measures)

    def chart_data(self) -> ChartData:
        """Return what a chart shows; raises NotDrawable for several measures: different units do not share an axis."""
        if self.measure_count != 1:
            raise NotDrawable(place=self.measure_label)
        frame, keys = self.frame, list(self.row_keys)
        series = [name for name in frame.columns if name not in keys]
        return ChartData(
            labels=["／".join(str(part) for part in row) for row in frame[keys].itertuples(index=False, name=None)],
            series=[str(name) for name in series],
            values=frame[series].astype("float64").to_numpy().tolist(),
            measure=self.measure_label,
            keys="／".join(keys),
            across="／".join(self.column_keys),
            n=self.rows_in - sum(self.left_out.values()),
            source=self.source,
        )

    def chart_grid(self) -> Grid:
        """Return the wide table."""
        return Grid.of_frame(self.shown_frame, caption=self.measure_label)

    @property
    def shown_frame(self) -> pd.DataFrame:
        """Return the wide frame as people read it: names in words, means to two places."""
        rounded = self.frame.map(lambda value: round(value, 2) if isinstance(value, float) else value)
        return rounded.rename(columns=head_label)

    @property
    def measure_label(self) -> str:
        """Return what the numbers are."""
        return "、".join(f"{one.column or ''}{HOW_LABELS[one.how]}" for one in self.spec.measures)

    @property
    def frame(self) -> pd.DataFrame:
        """Return the wide table without totals: row keys as columns, then a column per column key and measure."""
        return self._wide(len(self.spec.rows))

    def _wide(self, rows: int) -> pd.DataFrame:
        deep = [one for one in self.groups if one.level == (rows, len(self.spec.columns))]
        names = self._column_names()
        table: dict[tuple[int, ...], dict[str, Any]] = {}
        for one in deep:
            line = table.setdefault(one.keys[:rows], {})
            for index, value in enumerate(one.measures):
                line[names[one.keys[rows:], index]] = value
        body = {combo: table[combo] for combo in sorted(table)}
        heads = list(self.spec.rows[:rows]) or [""]
        lines = [
            [*(self._label(i, code) for i, code in enumerate(combo)), *([TOTAL] if not combo else [])] for combo in body
        ]
        frame = pd.DataFrame(lines, columns=heads, dtype=object)
        for (_, index), name in names.items():
            frame[name] = _column([line.get(name) for line in body.values()], self.spec.measures[index].how)
        return frame

    def _column_names(self) -> dict[tuple[tuple[int, ...], int], str]:
        """Return the wide table's name of every column key and measure; names that would clash get a number."""
        combos = sorted({one.keys for one in self.groups if one.level == (0, len(self.spec.columns))})
        many = len(self.spec.measures) > 1
        names: dict[tuple[tuple[int, ...], int], str] = {}
        for combo in combos or [()]:
            for index, measured in enumerate(self.spec.measures):
                parts = " / ".join(str(self._label(len(self.spec.rows) + i, code)) for i, code in enumerate(combo))
                name = f"{parts} {measured.label}".strip() if many or not combo else parts
                taken = [*self.spec.rows, *names.values()]
                number = next(n for n in range(1, len(taken) + 2) if (name if n == 1 else f"{name}#{n}") not in taken)
                names[combo, index] = name if number == 1 else f"{name}#{number}"
        return names

    def _label(self, key: int, code: int) -> Any:
        value = self.keys[key].values[code]
        return UNFILLED if value is None else value

    @property
    def tidy(self) -> pd.DataFrame:
        """Return the long table: keys (missing stays missing), level, measure, value, n, additive."""
        names = [*self.spec.rows, *self.spec.columns]
        lines = []
        for one in self.groups:
            fixed = self._fixed(one)
            for measured, value, n in zip(self.spec.measures, one.measures, one.counts, strict=True):
                lines.append([*fixed, self._level_name(one), measured.label, value, n, is_additive(measured)])
        frame = pd.DataFrame(lines, columns=[*names, "level", "measure", "value", "n", "additive"], dtype=object)
        return frame.astype({"n": "int64", "additive": bool})

    def _fixed(self, one: Group) -> list[Any]:
        rows, columns = one.level
        values = [self.keys[i].values[code] for i, code in enumerate(one.keys[:rows])]
        values += [None] * (len(self.spec.rows) - rows)
        offset = len(self.spec.rows)
        values += [self.keys[offset + i].values[code] for i, code in enumerate(one.keys[rows:])]
        return values + [None] * (len(self.spec.columns) - columns)

    def _level_name(self, one: Group) -> str:
        return "×".join([*self.spec.rows[: one.level[0]], *self.spec.columns[: one.level[1]]]) or TOTAL

    @property
    def totals(self) -> pd.Series[Any]:
        """Return each measure's grand total."""
        nothing = tuple(0 if one.how in COUNTS else None for one in self.spec.measures)
        whole = next((one.measures for one in self.groups if one.level == (0, 0)), nothing)
        return pd.Series(list(whole), index=[one.label for one in self.spec.measures], dtype=object)

    @property
    def total(self) -> Any:
        """Return the grand total of the one measure; raises ValueError where there are several: see ``totals``."""
        if len(self.spec.measures) > 1:
            message = "several measures: use .totals"
            raise ValueError(message)
        return self.totals.iloc[0]

    def records(self, row: tuple[Any, ...] | None = None, column: tuple[Any, ...] | None = None) -> pd.DataFrame:
        """Return the source records of a cell, with their row numbers; an omitted ``row`` or ``column`` is the total.

        None in a tuple is the missing key. Shorter tuples are subtotals.
        """
        wanted = dict(zip(self.spec.rows, row or (), strict=False)) | dict(
            zip(self.spec.columns, column or (), strict=False)
        )
        frame: pd.DataFrame = to_frame(self.used)
        for name, value in wanted.items():
            if name not in frame.columns:
                raise UnknownColumn(place=self.source, column=name, known=list(frame.columns))
            frame = frame[frame[name].isna() if value is None else frame[name] == value]
        return frame.rename(columns={ROW: "來源列"}).reset_index(drop=True)

    @property
    def printed(self) -> pd.DataFrame:
        """Return the table as people read it: subtotals at every level, a total column, and the grand total."""
        rows, columns = len(self.spec.rows), len(self.spec.columns)
        names = self._column_names()
        cells = {(one.level, one.keys): one.measures for one in self.groups}
        combos = sorted((one.keys, r) for r in range(rows + 1) for one in self.groups if one.level == (r, 0))
        ordered = sorted(combos, key=lambda each: (*((code, 0) for code in each[0]), (1 << 62, 0)))
        lines = []
        for keys, depth in ordered:
            line: list[Any] = [self._label(i, code) for i, code in enumerate(keys)]
            line += [TOTAL if depth == 0 else SUBTOTAL] * (depth < rows) + [""] * (rows - depth - 1)
            for combo, index in names:
                found = cells.get(((depth, columns), (*keys, *combo)))
                line.append(self._cell(found, index))
            if columns:
                whole = cells[(depth, 0), keys]
                line += [self._cell(whole, index) for index in range(len(self.spec.measures))]
            lines.append(line)
        many = len(self.spec.measures) > 1
        ends = [f"{TOTAL} {one.label}" if many else TOTAL for one in self.spec.measures] if columns else []
        return pd.DataFrame(lines, columns=[*(self.spec.rows or ("",)), *names.values(), *ends], dtype=object)

    def _cell(self, measures: tuple[Any, ...] | None, index: int) -> Any:
        """Tell 0 件 (no record) from 未填 (records without a value)."""
        counts = self.spec.measures[index].how in COUNTS
        if measures is None:
            return 0 if counts else None
        return "…" if measures[index] is None else measures[index]

    @property
    def summary(self) -> str:
        """Return how many records the pivot holds, and what was left out."""
        out = sum(self.left_out.values())
        return f"{self.rows_in:,} 列中納入 {self.rows_in - out:,} 列、未納入 {out:,} 列。"

    @property
    def brief(self) -> str:
        """Return how many records the pivot holds."""
        return f"{self.rows_in - sum(self.left_out.values()):,} 列"

    def _small_cells(self) -> int:
        """Count the cells and subtotals that rest on one or two records: they may point at a person."""
        return sum(0 < n < FEW for one in self.groups if one.level != (0, 0) for n in one.counts)

    def to_document(self) -> Document:
        """Return the printed table with its filter, its reconciliation and what its signs mean."""
        notes = [Text(f"條件：{self.spec.where.sentence}", "note")] if self.spec.where else []
        notes += [
            Text(f"未納入：{say(f'left_out.{why}')} {count:,} 列", "note") for why, count in self.left_out.items()
        ]
        if any(not is_additive(one) for one in self.spec.measures):
            notes.append(Text(NON_ADDITIVE, "note"))
        if small := self._small_cells():
            notes.append(
                Text(f"注意：有 {small} 格只由 1 至 {FEW - 1} 列得出，可能認得出個人；對外公開前請合併或遮蔽。", "note")
            )
        if self.source:
            notes.append(Text(f"資料來源：{self.source}", "note"))
        printed = self.printed.map(lambda value: round(value, 2) if isinstance(value, float) else value)
        grid = Grid.of(
            [head_label(name) for name in printed.columns],
            printed.itertuples(index=False, name=None),
            caption=self.measure_label,
        )
        legend = Text("0 表示沒有這種紀錄；「–」表示無資料；「…」表示有紀錄但數值未填。", "note")
        return Document(self.name or "樞紐分析", (Text(self.summary), grid, legend, *notes))


def head_label(name: str) -> str:
    """Return a column's name as people read it; ＊ marks a measure whose totals are no sums.

    >>> head_label("規費 sum"), head_label("臨櫃 等待 mean"), head_label("count")
    ('規費 合計', '臨櫃 等待 平均＊', '件數')
    """
    start, blank, how = name.rpartition(" ")
    if how not in HOW_LABELS:
        return name
    return f"{start}{blank}{HOW_LABELS[how]}" + ("" if how in ADDITIVE else "＊")


def _column(values: list[Any], how: str) -> Any:
    if how in COUNTS:
        return pd.array([0 if value is None else value for value in values], dtype="int64")
    if values and all(isinstance(value, int) for value in values):
        return pd.array(values, dtype="int64")
    return pd.array([float("nan") if value is None else float(value) for value in values], dtype="float64")
