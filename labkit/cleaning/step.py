"""What a step is. A step transforms and reports nothing: the engine compares before with after.

Three kinds: ExpressionStep (columns from expressions), ValueStep (one value to one value, run once per distinct value),
TableStep (rows in, rows out).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

import narwhals as nw

from labkit.core.engines import Lazy
from labkit.core.plugs import Register, snake
from labkit.core.spec import SpecPart

Cell = str | float | bool | date | None


@dataclass(frozen=True)
class Missing:
    """A value that a step cannot keep, and why: a code that the languages know."""

    reason: str


@dataclass(frozen=True)
class Example:
    """A run of a step on one small table: what goes in, with which options, what comes out."""

    options: Mapping[str, Any]
    before: Mapping[str, Sequence[Any]]
    after: Mapping[str, Sequence[Any]]


class Step(SpecPart):
    """One step of a recipe: ``step`` names it, ``why`` says why a team wants it."""

    label: ClassVar[str]
    label_en: ClassVar[str]
    examples: ClassVar[tuple[Example, ...]]
    repeats: ClassVar[bool] = False
    why: str = ""

    @classmethod
    def key(cls) -> str:
        """Return the step's name in YAML."""
        return snake(cls.__name__)

    def reads(self) -> tuple[str, ...]:
        """Return the columns that must exist."""
        return tuple(getattr(self, "columns", ()))

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse a table that the step does not fit, before anything runs."""


class ExpressionStep(Step):
    """Columns computed from expressions, the same plan on every engine."""

    @abstractmethod
    def expressions(self, schema: Mapping[str, str], *, engine: str) -> dict[str, nw.Expr]:
        """Return each changed or new column's expression."""


class ValueStep(Step):
    """A pure function of one value, run once for every distinct value of ``columns``."""

    columns: tuple[str, ...]
    result: ClassVar[Literal["same", "date", "number"]] = "same"
    takes: ClassVar[tuple[str, ...]] = ("text",)

    @abstractmethod
    def value(self, value: Cell) -> Cell | Missing:
        """Return the new value of one cell that is not missing."""


class TableStep(Step):
    """Rows in, rows out: filters, duplicates, reshapes, joins."""

    @abstractmethod
    def rows(self, relation: Lazy, schema: Mapping[str, str]) -> Lazy:
        """Return the rows that remain, row numbers kept."""


STEPS: Register[type[Step]] = Register("labkit.cleaning.steps", Step)
