"""The nodes of the grammar: frozen values, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal as OneOf

Value = float | str | bool | date | datetime
Kind = OneOf["text", "number", "boolean", "date", "datetime"]


@dataclass(frozen=True)
class Name:
    """A column, or another metric."""

    name: str


@dataclass(frozen=True)
class Literal:
    """A number (always a double), a text, or a date."""

    value: Value


@dataclass(frozen=True)
class Negative:
    """Minus a number."""

    operand: Node


@dataclass(frozen=True)
class Arithmetic:
    """``+ - * /``; x / 0 is missing; date - date is days."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Compare:
    """``== != < <= > >=`` of two values of one type."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class IsIn:
    """A value in a list of literals."""

    operand: Node
    values: tuple[Literal, ...]


@dataclass(frozen=True)
class Matches:
    """A text in which the regular expression is found."""

    operand: Node
    pattern: str


@dataclass(frozen=True)
class IsMissing:
    """Whether a value is missing: never unknown itself."""

    operand: Node


@dataclass(frozen=True)
class Not:
    """Negation; unknown stays unknown."""

    operand: Node


@dataclass(frozen=True)
class Logical:
    """``and``, ``or`` in Kleene's three-valued logic."""

    operator: OneOf["and", "or"]
    left: Node
    right: Node


Node = Name | Literal | Negative | Arithmetic | Compare | IsIn | Matches | IsMissing | Not | Logical


def children(node: Node) -> tuple[Node, ...]:
    """Return the direct parts of ``node``."""
    if isinstance(node, (Arithmetic, Compare, Logical)):
        return (node.left, node.right)
    if isinstance(node, (Name, Literal)):
        return ()
    return (node.operand,)


def names_in(node: Node) -> list[str]:
    """Return the names that ``node`` reads, once each, in the order of reading."""
    found = [node.name] if isinstance(node, Name) else [name for child in children(node) for name in names_in(child)]
    return list(dict.fromkeys(found))
