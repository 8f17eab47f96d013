"""Which type a node has, given the columns' types; refuses what engines would cast each in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from labkit.core.errors import ExpressionType, UnknownColumn
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
from labkit.core.messages import say

DAYS = {"date", "datetime"}


def kind_of_node(node: Node, schema: Mapping[str, str], *, place: str = "") -> str:
    """Return text, number, boolean, date or datetime; raises UnknownColumn or ExpressionType with the mend."""
    if isinstance(node, Name):
        if node.name not in schema:
            raise UnknownColumn(place=place, column=node.name, known=list(schema))
        return schema[node.name]
    if isinstance(node, Literal):
        return _literal(node)
    if isinstance(node, Negative):
        return _need(node.operand, "number", schema, place)
    if isinstance(node, Arithmetic):
        return _arithmetic(node, schema, place)
    _check_test(node, schema, place)
    return "boolean"


def _check_test(node: Node, schema: Mapping[str, str], place: str) -> None:
    if isinstance(node, Compare):
        _same(node.left, kind_of_node(node.right, schema, place=place), schema, place)
    elif isinstance(node, IsIn):
        for value in node.values:
            _same(node.operand, _literal(value), schema, place)
    elif isinstance(node, Matches):
        _need(node.operand, "text", schema, place)
    elif isinstance(node, IsMissing):
        kind_of_node(node.operand, schema, place=place)
    elif isinstance(node, Not):
        _need(node.operand, "boolean", schema, place)
    elif isinstance(node, Logical):
        _need(node.left, "boolean", schema, place)
        _need(node.right, "boolean", schema, place)


def _literal(node: Literal) -> str:
    if isinstance(node.value, datetime):
        return "datetime"
    if isinstance(node.value, date):
        return "date"
    return "text" if isinstance(node.value, str) else "number"


def _need(node: Node, kind: str, schema: Mapping[str, str], place: str) -> str:
    found = kind_of_node(node, schema, place=place)
    if found != kind:
        raise ExpressionType(place=place, what=_words(node), found=say(f"kinds.{found}"), wanted=say(f"kinds.{kind}"))
    return kind


def _same(left: Node, right: str, schema: Mapping[str, str], place: str) -> None:
    found = kind_of_node(left, schema, place=place)
    if found != right and not {found, right} <= DAYS:
        raise ExpressionType(place=place, what=_words(left), found=say(f"kinds.{found}"), wanted=say(f"kinds.{right}"))


def _arithmetic(node: Arithmetic, schema: Mapping[str, str], place: str) -> str:
    left = kind_of_node(node.left, schema, place=place)
    if node.operator == "-" and left in DAYS:
        right = kind_of_node(node.right, schema, place=place)
        if right in DAYS:
            return "number"
        raise ExpressionType(
            place=place, what=_words(node.right), found=say(f"kinds.{right}"), wanted=say("kinds.date")
        )
    if left != "number":
        raise ExpressionType(
            place=place, what=_words(node.left), found=say(f"kinds.{left}"), wanted=say("kinds.number")
        )
    return _need(node.right, "number", schema, place)


def _words(node: Node) -> str:
    return f"「{node.name}」" if isinstance(node, Name) else "這一段"
