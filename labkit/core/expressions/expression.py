"""Expression: a parsed text of the one grammar, ready for a table, a row, or a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from labkit.core.errors import ExpressionError, ExpressionType
from labkit.core.expressions.grammar import parse_expression
from labkit.core.expressions.nodes import Node, names_in
from labkit.core.expressions.rows import evaluate
from labkit.core.expressions.typing import kind_of_node
from labkit.core.messages import say

if TYPE_CHECKING:
    import narwhals as nw


@dataclass(frozen=True)
class Expression:
    """A row-wise expression.

    >>> Expression.parse("規費 > 100 or 規費 is missing").names
    ['規費']
    """

    source: str
    node: Node

    @classmethod
    def parse(cls, source: str) -> Expression:
        """Parse ``source``; raises ExpressionSyntax naming the place."""
        return cls(source, parse_expression(source))

    @property
    def names(self) -> list[str]:
        """Return the columns (or metrics) that the expression reads."""
        return names_in(self.node)

    @property
    def sentence(self) -> str:
        """Return the expression in zh-TW words."""
        from labkit.core.expressions.sentence import sentence  # noqa: PLC0415

        return sentence(self.node)

    def of_row(self, row: Mapping[str, Any]) -> Any:
        """Return the value for one row; None is missing or unknown."""
        return evaluate(self.node, row)

    def kind(self, schema: Mapping[str, str], *, place: str = "") -> str:
        """Return the type of the value; raises UnknownColumn or ExpressionType."""
        return kind_of_node(self.node, schema, place=place)

    def test(self, schema: Mapping[str, str], *, engine: str = "duckdb", place: str = "") -> nw.Expr:
        """Return the expression as a filter; raises ExpressionType unless it is a test."""
        from labkit.core.expressions.columns import Columns  # noqa: PLC0415

        found = self.kind(schema, place=place)
        if found != "boolean":
            raise ExpressionType(
                place=place, what=self.source, found=say(f"kinds.{found}"), wanted=say("kinds.boolean")
            )
        return Columns(schema, engine).holds(self.node)

    def column(self, schema: Mapping[str, str], *, engine: str = "duckdb", place: str = "") -> nw.Expr:
        """Return the expression as a column, null where missing."""
        from labkit.core.expressions.columns import Columns  # noqa: PLC0415

        self.kind(schema, place=place)
        return Columns(schema, engine).valued_or_null(self.node)


def _from_text(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return Expression.parse(value)
    except ExpressionError as error:
        raise ValueError(str(error)) from None


ExpressionText = Annotated[
    Expression,
    BeforeValidator(_from_text),
    PlainSerializer(lambda expression: expression.source, return_type=str),
    WithJsonSchema({"type": "string"}),
]
