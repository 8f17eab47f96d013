"""Nodes -> one Python row: the reference that every engine must equal, and what metrics use."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

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

COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul}
SECONDS_A_DAY = 86_400


def evaluate(node: Node, row: Mapping[str, Any]) -> Any:
    """Return the value of ``node`` for ``row``; None is missing, or unknown for a test.

    >>> from labkit.core.expressions.grammar import parse_expression
    >>> evaluate(parse_expression("分 * 件 / 0"), {"分": 5, "件": 238}) is None
    True
    """
    if isinstance(node, Name):
        return _value(row[node.name])
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, IsMissing):
        return evaluate(node.operand, row) is None
    if isinstance(node, Logical):
        return _logical(node, row)
    if isinstance(node, (Arithmetic, Compare)):
        return _pair(node, evaluate(node.left, row), evaluate(node.right, row))
    return _single(node, evaluate(node.operand, row))


def _value(value: Any) -> Any:
    if value is None or value != value or str(value) in {"<NA>", "NaT"}:  # noqa: PLR0124
        return None
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _single(node: Negative | IsIn | Matches | Not, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(node, Negative):
        return -value
    if isinstance(node, Not):
        return not value
    if isinstance(node, Matches):
        return re.search(portable(node.pattern, end=r"\Z"), value) is not None
    return any(_pair(Compare("==", node.operand, literal), value, literal.value) for literal in node.values)


def _pair(node: Arithmetic | Compare, left: Any, right: Any) -> Any:
    if left is None or right is None:
        return None
    if isinstance(left, date) and isinstance(right, date):
        left, right = _moment(left), _moment(right)
        if isinstance(node, Arithmetic):
            return (left - right).total_seconds() / SECONDS_A_DAY
    if isinstance(node, Compare):
        return COMPARE[node.operator](left, right)
    if node.operator == "/":
        return None if right == 0 else left / right
    return ARITHMETIC[node.operator](left, right)


def _moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _logical(node: Logical, row: Mapping[str, Any]) -> bool | None:
    sides = {evaluate(node.left, row), evaluate(node.right, row)}
    decisive = node.operator == "or"
    if decisive in sides:
        return decisive
    return None if None in sides else not decisive
