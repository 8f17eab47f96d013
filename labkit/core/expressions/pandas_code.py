"""Nodes -> pandas code that a reader can run: what a filter does, for those who know pandas."""

from __future__ import annotations

from datetime import date

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

SIGNS = {"and": "&", "or": "|"}


def pandas_code(node: Node, frame: str = "data") -> str:
    """Return ``node`` as an expression over the DataFrame named ``frame``; a missing cell fails every comparison.

    >>> from labkit.core.expressions.grammar import parse_expression
    >>> pandas_code(parse_expression("年 == 113 and 里 is missing"))
    "((data['年'] == 113.0) & data['里'].isna())"
    """
    if isinstance(node, Name):
        return f"{frame}[{node.name!r}]"
    if isinstance(node, Literal):
        return f"pd.Timestamp({node.value.isoformat()!r})" if isinstance(node.value, date) else repr(node.value)
    if isinstance(node, (Logical, Compare, Arithmetic)):
        sign = SIGNS.get(node.operator, node.operator)
        return f"({pandas_code(node.left, frame)} {sign} {pandas_code(node.right, frame)})"
    return _single(node, pandas_code(node.operand, frame))


def _single(node: Negative | IsIn | Matches | IsMissing | Not, inner: str) -> str:
    if isinstance(node, Negative):
        return f"-{inner}"
    if isinstance(node, IsIn):
        return f"{inner}.isin([{', '.join(pandas_code(value) for value in node.values)}])"
    if isinstance(node, Matches):
        return f"{inner}.str.contains({node.pattern!r}, na=False)"
    return f"{inner}.isna()" if isinstance(node, IsMissing) else f"~{inner}"
