"""Nodes -> narwhals: one plan for every engine. Missing is handled here and not left to the backend (they differ).

A value node becomes (value, missing); a test becomes (surely true, surely false), both never null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import narwhals as nw

from labkit.core.expressions.nodes import (
    Arithmetic,
    Compare,
    IsIn,
    IsMissing,
    Literal,
    Logical,
    Matches,
    Name,
    Negative,
    Node,
    Not,
)
from labkit.core.expressions.patterns import portable
from labkit.core.expressions.rows import ARITHMETIC, COMPARE
from labkit.core.expressions.typing import kind_of_node

NEVER = nw.lit(value=False)


@dataclass(frozen=True)
class Valued:
    """A value, and whether it is missing."""

    value: nw.Expr
    missing: nw.Expr


@dataclass(frozen=True)
class Tested:
    """Whether a test surely holds, and whether it surely fails; neither means unknown."""

    true: nw.Expr
    false: nw.Expr


@dataclass(frozen=True)
class Columns:
    """Compiles nodes for a table with ``schema`` on one ``engine``."""

    schema: Mapping[str, str]
    engine: str = "duckdb"

    def holds(self, node: Node) -> nw.Expr:
        """Return the test as true or false: unknown counts as false, as in a filter."""
        return self.tested(node).true

    def valued_or_null(self, node: Node) -> nw.Expr:
        """Return the node's value, null where it is missing or unknown."""
        if kind_of_node(node, self.schema) != "boolean" or isinstance(node, Name):
            part = self.valued(node)
            return nw.when(~part.missing).then(part.value)
        test = self.tested(node)
        return nw.when(test.true | test.false).then(test.true)

    def valued(self, node: Node) -> Valued:
        """Compile a value node."""
        if isinstance(node, Name):
            column = nw.col(node.name)
            number = self.schema[node.name] == "number"
            return Valued(column.cast(nw.Float64) if number else column, column.is_null())
        if isinstance(node, Literal):
            return Valued(nw.lit(node.value), NEVER)
        if isinstance(node, Negative):
            part = self.valued(node.operand)
            return Valued(part.value * nw.lit(-1.0), part.missing)
        if isinstance(node, Arithmetic):
            return self._arithmetic(node)
        test = self.tested(node)
        return Valued(test.true, ~(test.true | test.false))

    def _arithmetic(self, node: Arithmetic) -> Valued:
        left, right = self.valued(node.left), self.valued(node.right)
        missing = left.missing | right.missing
        if kind_of_node(node.left, self.schema) in {"date", "datetime"}:
            return Valued(self._days(node.left, left) - self._days(node.right, right), missing)
        if node.operator != "/":
            return Valued(ARITHMETIC[node.operator](left.value, right.value), missing)
        missing = missing | nw.when(~right.missing).then(right.value == 0.0).otherwise(NEVER)
        return Valued(nw.when(~missing).then(left.value / right.value), missing)

    def _days(self, node: Node, part: Valued) -> nw.Expr:
        """Return the number of days since the year 1 by calendar arithmetic, which every engine can do."""
        if isinstance(node, Literal) and isinstance(node.value, date):
            return nw.lit(float(node.value.toordinal()))
        year = part.value.dt.year().cast(nw.Int64) - 1
        whole = year * 365 + year // 4 - year // 100 + year // 400 + part.value.dt.ordinal_day().cast(nw.Int64)
        if kind_of_node(node, self.schema) == "date":
            return whole.cast(nw.Float64)
        clock = part.value.dt.hour().cast(nw.Float64) * 3600.0 + part.value.dt.minute().cast(nw.Float64) * 60.0
        return whole.cast(nw.Float64) + (clock + part.value.dt.second().cast(nw.Float64)) / 86400.0

    def tested(self, node: Node) -> Tested:  # noqa: PLR0911  (one return for each kind of node)
        """Compile a test."""
        if isinstance(node, Logical):
            return self._logical(node)
        if isinstance(node, Not):
            test = self.tested(node.operand)
            return Tested(test.false, test.true)
        if isinstance(node, IsMissing):
            missing = self.valued(node.operand).missing
            return Tested(missing, ~missing)
        if isinstance(node, Compare):
            left, right = self.valued(node.left), self.valued(node.right)
            a, b = self._comparable(node.left, left, node.right), self._comparable(node.right, right, node.left)
            return _surely(left.missing | right.missing, COMPARE[node.operator](a, b))
        if isinstance(node, IsIn):
            return self._is_in(node)
        if isinstance(node, Matches):
            part = self.valued(node.operand)
            end = r"\Z" if self.engine == "pandas" else "$"
            return _surely(part.missing, part.value.str.contains(portable(node.pattern, end=end)))
        part = self.valued(node)
        return _surely(part.missing, part.value)

    def _logical(self, node: Logical) -> Tested:
        left, right = self.tested(node.left), self.tested(node.right)
        if node.operator == "and":
            return Tested(left.true & right.true, left.false | right.false)
        return Tested(left.true | right.true, left.false & right.false)

    def _is_in(self, node: IsIn) -> Tested:
        tests = [self.tested(Compare("==", node.operand, literal)) for literal in node.values]
        found = tests[0].true
        for test in tests[1:]:
            found = found | test.true
        return Tested(found, ~found & ~self.valued(node.operand).missing)

    def _comparable(self, node: Node, part: Valued, other: Node) -> nw.Expr:
        """Bring a date that meets a moment up to a moment at midnight."""
        kinds = (kind_of_node(node, self.schema), kind_of_node(other, self.schema))
        if kinds != ("date", "datetime"):
            return part.value
        if isinstance(node, Literal) and isinstance(node.value, date):
            return nw.lit(datetime(node.value.year, node.value.month, node.value.day))  # noqa: DTZ001
        return part.value.cast(nw.Datetime("us"))


def _surely(missing: nw.Expr, test: Any) -> Tested:
    true = nw.when(~missing).then(test).otherwise(NEVER)
    return Tested(true, ~missing & ~true)
