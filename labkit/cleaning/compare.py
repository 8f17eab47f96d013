"""What differs: between two runs of a recipe, two tables, or two recipes. Counts and names, never cells."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from labkit.cleaning.recipe import Recipe
from labkit.cleaning.step import STEPS
from labkit.core.document import Document, Grid, Text
from labkit.core.engines import ROW, Lazy, collect, lazy
from labkit.core.errors import StepRefused
from labkit.core.result import Result, TableResult
from labkit.core.table import Table

Compared = Table | TableResult | Recipe | pd.DataFrame
BY_ROW = "來源列號"
ROWS_ADDED, ROWS_GONE, ADDED, GONE, TYPE, CELLS = (
    "多出的列",
    "少了的列",
    "多出的欄",
    "少了的欄",
    "型別不同",
    "內容不同的格",
)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CompareResult(Result):
    """The differences: what, where, how many. Empty where the two are alike."""

    counts_only: ClassVar[bool] = True
    lines: tuple[tuple[str, str, int], ...]
    of: str = "結果"

    @property
    def alike(self) -> bool:
        """Tell whether nothing differs."""
        return not self.lines

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per difference: what, where, count."""
        return pd.DataFrame(self.lines, columns=["what", "where", "count"])

    @property
    def summary(self) -> str:
        """Return whether the two are alike."""
        return f"兩份{self.of}相同。" if self.alike else f"兩份{self.of}有 {len(self.lines)} 處不同。"

    def to_document(self) -> Document:
        """Return the differences as a grid."""
        grid = (Grid.of(["差異", "哪裡", "數量"], self.lines),) if self.lines else ()
        return Document(self.name or "比較", (Text(self.summary), *grid))


def compare(before: Compared, after: Compared, *, key: Sequence[str] = ()) -> CompareResult:
    """Compare two tables or results of one kind, or two recipes.

    Rows of tables are matched by the columns ``key``, which must be unique in both, or by source row number. Columns of
    different types are named and not compared. Two recipes are compared step by step.

    >>> compare(pd.DataFrame({"里": ["a", "b"]}), pd.DataFrame({"里": ["a", "c"]})).frame.to_numpy().tolist()
    [['內容不同的格', '里', 1]]
    """
    if isinstance(before, Recipe) or isinstance(after, Recipe):
        if not (isinstance(before, Recipe) and isinstance(after, Recipe)):
            raise StepRefused(place="compare", what="只能比較兩份食譜，或兩份資料，不能一份食譜、一份資料。")
        return CompareResult(name="比較食譜", lines=tuple(_recipes(before, after)), of="食譜")
    return CompareResult(name="比較資料", lines=tuple(_tables(_table(before), _table(after), list(key))), of="資料")


def _table(one: Table | TableResult | pd.DataFrame | Recipe) -> Table:
    return one.table if isinstance(one, TableResult) else Table.of(one)  # type: ignore[arg-type]


def _tables(before: Table, after: Table, key: list[str]) -> list[tuple[str, str, int]]:
    old, new = before.schema, after.schema
    for table in (before, after):
        table.require(key)
    if mixed := [name for name in key if old[name] != new[name]]:
        raise StepRefused(
            place="compare", what=f"用來對應的欄位「{mixed[0]}」兩邊型別不同，請先轉換成同一種，或換一組 key。"
        )
    lines = [(ADDED, name, 1) for name in new if name not in old] + [(GONE, name, 1) for name in old if name not in new]
    lines += [(TYPE, f"{name}：{old[name]}→{new[name]}", 1) for name in old if name in new and old[name] != new[name]]
    shared = [name for name in old if new.get(name) == old[name] and name not in key]
    left, right = _keyed(before, key, shared, "l"), _keyed(after, key, shared, "r")
    on = [name for name in left.collect_schema().names() if name.startswith("__key")]
    gone, added = (len(Table(one.join(other, on=on, how="anti"))) for one, other in ((left, right), (right, left)))
    where = "、".join(key) or BY_ROW
    lines += [(what, where, count) for what, count in ((ROWS_ADDED, added), (ROWS_GONE, gone)) if count]
    if shared:
        joined = left.join(right, on=on, how="inner")
        sums = {f"d{at}": _apart(f"__l{at}", f"__r{at}").cast(nw.Int64).sum() for at in range(len(shared))}
        found = collect(joined.select(**sums))
        told = [int(found.column(name)[0].as_py() or 0) for name in sums]
        lines += [(CELLS, name, count) for name, count in zip(shared, told, strict=True) if count]
    return lines


def _keyed(table: Table, key: list[str], shared: list[str], side: str) -> Lazy:
    """Return the key, with a flag for what is missing in it, and the shared columns, under names of our own."""
    data = collect(table.lazy)
    keys = {f"__key{at}": data.column(name) for at, name in enumerate(key or [ROW])}
    if not key:
        keys["__key1"] = pa.chunked_array([_part_of(data.column(ROW).to_numpy())])
    flags = {f"{name}m": pc.is_null(cells) for name, cells in keys.items()}
    held = {name: _filled(cells) for name, cells in keys.items()}
    columns = {f"__{side}{at}": data.column(name) for at, name in enumerate(shared)}
    relation = lazy(pa.table({**held, **flags, **columns}))
    counted = relation.group_by([*held, *flags]).agg(nw.len().alias("__n__")).filter(nw.col("__n__") > 1)
    if twice := len(Table(counted)):
        what = f"用來對應的欄位（{'、'.join(key)}）有 {twice:,} 個值重複，請換一組不重複的 key。"
        raise StepRefused(place=table.source.label, what=what)
    return relation


def _part_of(rows: Any) -> pa.Array:
    """Return for each row the how-manieth of its source row it is: a step may have made several of one."""
    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else np.empty(0, np.int64)
    lengths = np.diff(np.r_[starts, len(rows)])
    return pa.array(np.arange(len(rows)) - np.repeat(starts, lengths))


def _filled(cells: Any) -> Any:
    """Return the cells with something in the place of missing ones, which a join would not match."""
    if not cells.null_count:
        return cells
    kind = cells.type
    return pc.fill_null(
        cells, pa.scalar("", pa.string()) if pa.types.is_string(kind) else pa.scalar(0, pa.int64()).cast(kind)
    )


def _apart(left: str, right: str) -> nw.Expr:
    one, other = nw.col(left), nw.col(right)
    unequal = nw.when(~one.is_null() & ~other.is_null()).then(one != other).otherwise(nw.lit(value=False))
    return unequal | (one.is_null() & ~other.is_null()) | (~one.is_null() & other.is_null())


def _recipes(before: Recipe, after: Recipe) -> list[tuple[str, str, int]]:
    lines = [
        (f"{part}不同", part, 1)
        for part in ("read", "columns", "fields", "checks")
        if getattr(before, part) != getattr(after, part)
    ]
    old, new = ([step.model_dump_json() for step in recipe.steps] for recipe in (before, after))
    for how, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how != "equal":
            lines += [("少了步驟" if how == "delete" else "改前步驟", _named(before, at), 1) for at in range(a, b)]
            lines += [("多了步驟" if how == "insert" else "改後步驟", _named(after, at), 1) for at in range(c, d)]
    return lines


def _named(recipe: Recipe, at: int) -> str:
    step = recipe.steps[at]
    columns = "、".join(step.reads())
    return f"第 {at + 1} 步 {STEPS[step.key()].label}" + (f"（{columns}）" if columns else "")
