"""Keep one of several rows that mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

import narwhals as nw

from labkit.cleaning.evidence import Evidence
from labkit.cleaning.step import Example, TableStep
from labkit.core.engines import Lazy
from labkit.core.errors import StepRefused
from labkit.core.stores.store import ORDER

RANK, FEW_BY_CHANCE = "__rank__", 0.1


class Deduplicate(TableStep):
    """Of rows that agree in ``columns`` (none named = all) one stays; missing equals missing; rows that go are counted.

    ``keep``: the first or last in source order; with ``by`` the one with the smallest (first) or largest (last) value of
    that column, rows where it is missing only if there is no other; ``fullest`` the one with the fewest missing cells. The
    first in source order decides between equals.
    """

    step: Literal["deduplicate"] = "deduplicate"
    label: ClassVar[str] = "去除重複列"
    turn: ClassVar[int] = 80
    label_en: ClassVar[str] = "Deduplicate"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, {"a": ["1", "1", None, None], "b": ["x", "x", "y", "y"]}, {"a": ["1", None], "b": ["x", "y"]}),
        Example({"columns": ["a"], "keep": "last"}, {"a": ["1", "1"], "b": ["x", "y"]}, {"a": ["1"], "b": ["y"]}),
        Example(
            {"columns": ["a"], "keep": "last", "by": "日"},
            {"a": ["1", "1", "1"], "日": [3, 5, None]},
            {"a": ["1"], "日": [5]},
        ),
        Example(
            {"columns": ["a"], "keep": "fullest"},
            {"a": ["1", "1"], "b": [None, "y"]},
            {"a": ["1"], "b": ["y"]},
        ),
    )
    columns: tuple[str, ...] = ()
    keep: Literal["first", "last", "fullest"] = "first"
    by: str | None = None

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it where rows are equal in every cell, and chance alone would hardly make any of them so."""
        count = evidence.duplicates
        real = count and evidence.duplicates_by_chance < FEW_BY_CHANCE * count
        return [cls(why=f"{count:,} 列與其他列完全相同")] if real else []

    def reads(self) -> tuple[str, ...]:
        """Return the columns that are compared."""
        return (*self.columns, *([self.by] if self.by else []))

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse to order by texts: 113/9/30 would come after 113/10/1."""
        if self.by is not None and schema[self.by] == "text":
            raise StepRefused(
                place=place, what=f"欄位「{self.by}」是文字，無法比先後，請先用 parse_date 或 parse_number。"
            )

    def rows(self, relation: Lazy, schema: Mapping[str, str]) -> Lazy:
        """Return one row of each group."""
        subset = list(self.columns) or list(schema)
        if self.keep == "fullest":
            return self._ranked(relation, subset, _empty_cells(list(schema)), best="min")
        if self.by is None:
            return relation.unique(subset, keep=self.keep, order_by=ORDER)
        return self._ranked(relation, subset, nw.col(self.by), best="min" if self.keep == "first" else "max")

    def _ranked(self, relation: Lazy, subset: list[str], rank: nw.Expr, *, best: str) -> Lazy:
        """Keep the rows with the best rank, and of those the first; a group without any rank keeps its first row."""
        ranked = relation.with_columns(**{RANK: rank})
        top = nw.col(RANK).min() if best == "min" else nw.col(RANK).max()
        marked = ranked.with_columns(__best__=top.over(*subset))
        equal = (nw.col(RANK) == nw.col("__best__")) & ~nw.col(RANK).is_null()
        chosen = marked.filter(equal | nw.col("__best__").is_null()).drop(RANK, "__best__")
        return chosen.unique(subset, keep="first", order_by=ORDER)


def _empty_cells(names: list[str]) -> nw.Expr:
    total = nw.col(names[0]).is_null().cast(nw.Int64)
    for name in names[1:]:
        total = total + nw.col(name).is_null().cast(nw.Int64)
    return total
