"""What differs: between two runs of a recipe, two tables, or two recipes. Counts and names, never cells."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import narwhals as nw
import pandas as pd

from labkit.cleaning.recipe import Recipe
from labkit.cleaning.step import STEPS
from labkit.core.document import Document, Grid, Text
from labkit.core.engines import ROW, Lazy, collect, lazy
from labkit.core.errors import StepRefused
from labkit.core.result import Result, TableResult
from labkit.core.table import Table

Compared = Table | TableResult | Recipe | pd.DataFrame
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
    lines = [(ADDED, name, 1) for name in new if name not in old] + [(GONE, name, 1) for name in old if name not in new]
    lines += [(TYPE, f"{name}：{old[name]}→{new[name]}", 1) for name in old if name in new and old[name] != new[name]]
    shared = [name for name in old if new.get(name) == old[name] and name not in key]
    left, right = _keyed(before, key, shared, "l"), _keyed(after, key, shared, "r")
    on = key or [ROW]
    missing = len(Table(right.join(left, on=on, how="anti"))), len(Table(left.join(right, on=on, how="anti")))
    lines += [
        (what, "、".join(key) or "來源列號", count)
        for what, count in zip((ROWS_ADDED, ROWS_GONE), missing, strict=True)
        if count
    ]
    if shared:
        joined = left.join(right, on=on, how="inner")
        sums = {f"d{at}": _apart(f"l{at}", f"r{at}").cast(nw.Int64).sum() for at in range(len(shared))}
        found = collect(joined.select(**sums))
        told = [int(found.column(name)[0].as_py() or 0) for name in sums]
        lines += [(CELLS, name, count) for name, count in zip(shared, told, strict=True) if count]
    return lines


def _keyed(table: Table, key: list[str], shared: list[str], side: str) -> Lazy:
    """Return the key and the shared columns under numbered names, on DuckDB."""
    table.require(key)
    relation = lazy(collect(table.lazy))
    on = key or [ROW]
    counted = relation.group_by(on).agg(nw.len().alias("__n__")).filter(nw.col("__n__") > 1)
    if twice := len(Table(counted)):
        place = table.source.label
        raise StepRefused(
            place=place, what=f"用來對應的欄位（{'、'.join(on)}）有 {twice:,} 個值重複，請換一組不重複的 key。"
        )
    return relation.select(*on, **{f"{side}{at}": nw.col(name) for at, name in enumerate(shared)})


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
