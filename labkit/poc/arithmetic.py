"""The arithmetic of metrics over the nodes of an expression: once exactly, and once over draws of what is uncertain."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from labkit.core.errors import MetricInput
from labkit.core.expressions.nodes import Arithmetic, Literal, Name, Negative, Node
from labkit.poc.amount import Amount
from labkit.poc.intervals.propagation import Floats
from labkit.poc.units import Unit, exact_text, joined

SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
SHOWN = {"+": "+", "-": "−", "*": "×", "/": "÷"}
ALLOWED = "只能用數字、指標名稱、+ - * / 與括號"


@dataclass(frozen=True)
class Worked:
    """A number on its way: exact, with its unit, and whose time it is where it is somebody's time."""

    amount: Amount
    whose: frozenset[str] = frozenset()


def worked(node: Node, known: Mapping[str, Worked], *, place: str) -> Worked:
    """Return the number that ``node`` makes of the ``known`` metrics, exactly.

    Raises UnitMismatch with both units, and MetricInput for a division by zero, for times of different people that are added,
    and for what is no arithmetic.
    """
    if isinstance(node, Name):
        return known[node.name]
    if isinstance(node, Literal) and isinstance(node.value, float):
        return Worked(Amount(Fraction(str(node.value)), Unit()))
    if isinstance(node, Negative):
        inner = worked(node.operand, known, place=place)
        return Worked(-inner.amount, inner.whose)
    if not isinstance(node, Arithmetic):
        raise MetricInput(place=place, what=f"expr {ALLOWED}；比較、and、or、文字與日期請改寫在資料表的條件（where）。")
    left, right = (worked(one, known, place=place) for one in (node.left, node.right))
    if node.operator in "+-":
        _same_people(left, right, place)
    return _joined(node.operator, left, right, place)


def _joined(sign: str, left: Worked, right: Worked, place: str) -> Worked:
    unit, factor = joined(sign, left.amount.unit, right.amount.unit, place=place)
    if sign == "/" and not right.amount.value:
        raise MetricInput(place=place, what="expr 的除數為 0，無法相除。請核對作為分母的指標。")
    value = SIGNS[sign](left.amount.value, right.amount.value) * factor
    return Worked(Amount(value, unit), left.whose | right.whose if unit.is_time else frozenset())


def _same_people(left: Worked, right: Worked, place: str) -> None:
    """Refuse to add or subtract the time of different people: a citizen's minute is no clerk's minute."""
    if left.whose and right.whose and left.whose != right.whose:
        names = "與".join("、".join(sorted(one)) for one in (left.whose, right.whose))
        what = f"不同人的時間不能相加減：這裡是{names}的時間。請分成兩個指標，各自說明。"
        raise MetricInput(place=place, what=what)


def over_draws(node: Node, units: Mapping[str, Unit], draws: Mapping[str, Floats]) -> tuple[Floats, Unit]:
    """Return ``node`` over draws of its metrics, with its unit: the same rules of units as the exact working.

    A divisor whose draws are of both signs makes the whole infinite: the quotient then has no interval.
    """
    if isinstance(node, Name):
        return draws[node.name], units[node.name]
    if isinstance(node, Negative):
        inner, unit = over_draws(node.operand, units, draws)
        return -inner, unit
    if isinstance(node, Arithmetic):
        (left, one), (right, other) = (over_draws(side, units, draws) for side in (node.left, node.right))
        unit, factor = joined(node.operator, one, other)
        if node.operator == "/" and np.min(right) <= 0 <= np.max(right):
            return np.full_like(left * right, np.inf), unit
        return np.asarray(SIGNS[node.operator](left, right) * float(factor)), unit
    value = node.value if isinstance(node, Literal) else 0.0
    return np.asarray(float(value) if isinstance(value, float) else 0.0), Unit()


def in_words(node: Node, names: Mapping[str, str], *, inside: int = 0) -> str:
    """Return the arithmetic as people read it, metrics by their names; ``inside`` is how tightly the sign around it binds.

    >>> from labkit.core.expressions.expression import Expression
    >>> in_words(Expression.parse("(a + b) / 2 - a * -1").node, {"a": "甲", "b": "乙"})
    '（甲 + 乙） ÷ 2 − 甲 × −1'
    """
    if isinstance(node, Name):
        return names[node.name]
    if isinstance(node, Negative):
        return f"−{in_words(node.operand, names, inside=3)}"
    if not isinstance(node, Arithmetic):
        return exact_text(Fraction(str(node.value))) if isinstance(node, Literal) else ""
    binds = 1 if node.operator in "+-" else 2
    left = in_words(node.left, names, inside=binds)
    right = in_words(node.right, names, inside=binds + (node.operator in "-/"))
    text = f"{left} {SHOWN[node.operator]} {right}"
    return f"（{text}）" if binds < inside else text
