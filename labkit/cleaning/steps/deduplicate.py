"""Keep one of several equal rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from labkit.cleaning.step import Example, TableStep
from labkit.core.engines import ROW, Lazy


class Deduplicate(TableStep):
    """Of rows that agree in ``columns`` (none named = all) the first, or last, in source order stays.

    Missing equals missing. Rows that go are counted.
    """

    step: Literal["deduplicate"] = "deduplicate"
    label: ClassVar[str] = "去除重複列"
    label_en: ClassVar[str] = "Deduplicate"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, {"a": ["1", "1", None, None], "b": ["x", "x", "y", "y"]}, {"a": ["1", None], "b": ["x", "y"]}),
        Example({"columns": ["a"], "keep": "last"}, {"a": ["1", "1"], "b": ["x", "y"]}, {"a": ["1"], "b": ["y"]}),
    )
    columns: tuple[str, ...] = ()
    keep: Literal["first", "last"] = "first"

    def rows(self, relation: Lazy, schema: Mapping[str, str]) -> Lazy:
        """Return one row of each group."""
        subset = list(self.columns) or [name for name in schema if name != ROW]
        return relation.unique(subset, keep=self.keep, order_by=[ROW])
