"""Nodes -> a zh-TW sentence, printed beside every number that a filter touched."""

from __future__ import annotations

from labkit.core.document import shown
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


def sentence(node: Node) -> str:
    """Return ``node`` in words.

    >>> from labkit.core.expressions.grammar import parse_expression
    >>> sentence(parse_expression("年 == 113 and not 里 is missing"))
    '「年」等於 113，而且不是「里」未填'
    """
    if isinstance(node, Name):
        return f"「{node.name}」"
    if isinstance(node, Literal):
        return f"「{node.value}」" if isinstance(node.value, str) else shown(node.value)
    if isinstance(node, Logical):
        return say(f"expression.{node.operator}", left=_part(node.left, node), right=_part(node.right, node))
    if isinstance(node, Compare):
        return say(f"expression.{node.operator}", left=sentence(node.left), right=sentence(node.right))
    if isinstance(node, Arithmetic):
        return f"{_part(node.left, node)} {node.operator.replace('*', '×').replace('/', '÷')} {_part(node.right, node)}"
    return _single(node)


def _single(node: Negative | IsIn | Matches | IsMissing | Not) -> str:
    inner = sentence(node.operand)
    if isinstance(node, Negative):
        return f"−{inner}"
    if isinstance(node, IsIn):
        return say("expression.in", left=inner, right="、".join(sentence(value) for value in node.values))
    if isinstance(node, Matches):
        return say("expression.matches", left=inner, right=node.pattern)
    if isinstance(node, IsMissing):
        return say("expression.missing", left=inner)
    return say("expression.not", left=f"（{inner}）" if isinstance(node.operand, Logical) else inner)


def _part(node: Node, parent: Logical | Arithmetic) -> str:
    words = sentence(node)
    nested = isinstance(node, (Logical, Arithmetic)) and node.operator != parent.operator
    return f"（{words}）" if nested else words
