"""Step: transforms and reports nothing; the engine compares before with after, so no step can forget or lie.

One of three kinds: ExpressionStep (narwhals expressions), ValueStep (a pure function, run once per distinct value; a
CellStep where it changes cells in place), TableStep (rows in, rows out).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal, Self

import narwhals as nw
import pyarrow as pa
from pydantic import AfterValidator, Field

from labkit.cleaning.evidence import Evidence
from labkit.core.engines import Lazy
from labkit.core.plugs import Register, snake
from labkit.core.spec import SpecPart
from labkit.core.table import Table

Cell = str | float | bool | date | datetime | None
Kind = Literal["text", "number", "integer", "boolean", "date", "datetime"]


def distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names; refuses one that is told twice, whatever its case: a column would be lost."""
    if len({name.casefold() for name in names}) < len(names):
        message = "有重複的名稱，會少掉一欄"
        raise ValueError(message)
    return names


Distinct = Annotated[tuple[str, ...], AfterValidator(distinct)]


@dataclass(frozen=True)
class Missing:
    """A value that a step cannot keep, and why: a key of the step's ``reasons``."""

    reason: str


@dataclass(frozen=True)
class Part:
    """Which columns a ValueStep reads together, and the columns, with their kinds, that it makes of them."""

    reads: tuple[str, ...]
    makes: Mapping[str, Kind]


@dataclass(frozen=True)
class Example:
    """A run of a step on one small table: what goes in, with which options, what comes out."""

    options: Mapping[str, Any]
    before: Mapping[str, Sequence[Any]]
    after: Mapping[str, Sequence[Any]]


class Step(SpecPart):
    """One step of a recipe: ``step`` names it, ``why`` says why a team wants it.

    ``repeats`` says that doing it twice is not doing it once. ``reasons`` are the zh-TW words, after 「有 N 格」, for the
    cells that the step makes missing. ``turn`` puts proposals in order: signs first, then types, then rows.
    ``needs_cells`` says that a table whose cells are all missing is refused.
    """

    label: ClassVar[str]
    label_en: ClassVar[str]
    examples: ClassVar[tuple[Example, ...]]
    repeats: ClassVar[bool] = False
    turn: ClassVar[int] = 50
    needs_cells: ClassVar[bool] = False
    reasons: ClassVar[Mapping[str, str]] = {}
    why: str = ""

    @classmethod
    def key(cls) -> str:
        """Return the step's name in YAML."""
        return snake(cls.__name__)

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Return the steps of this kind that the cells of a table call for, each with its reason and count."""
        del evidence
        return []

    def reads(self) -> tuple[str, ...]:
        """Return the columns that must exist."""
        return tuple(getattr(self, "columns", ()))

    def bound(self, tables: Mapping[str, Table], *, place: str) -> Self:
        """Return the step with what it needs of the code tables that the team supplies."""
        del tables, place
        return self

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse a table that the step does not fit, before anything runs."""


class ExpressionStep(Step):
    """Columns computed from expressions, the same plan on every engine."""

    @abstractmethod
    def expressions(self, schema: Mapping[str, str], *, engine: str) -> dict[str, nw.Expr]:
        """Return each changed or new column's expression."""


class ValueStep(Step):
    """A pure function of one value, or of a few that stand in one row, run once for every distinct value.

    ``parts`` says what is made of what. Where a cell that is read is missing, what is made of it is missing, and ``value``
    is not asked. Cells of a kind that is not in ``takes`` arrive as text.
    """

    takes: ClassVar[tuple[str, ...]] = ("text",)

    @abstractmethod
    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Return what is made of what."""

    @abstractmethod
    def value(self, *cells: Any) -> Cell | Missing | tuple[Cell | Missing, ...]:
        """Return the new value, or a tuple of them where a part makes several columns; no cell is missing."""

    def at_once(self, texts: pa.StringArray) -> pa.Array | None:
        """Return the new values of many texts, where a step can tell them faster than one by one; else None.

        Only asked of parts that make one column of one column of texts; missing cells must stay missing.
        """
        del texts
        return None


class CellStep(ValueStep):
    """A ValueStep whose cells change in place and become of kind ``result``; only columns of the kinds ``takes`` are touched."""

    columns: tuple[str, ...] = Field(min_length=1)
    result: ClassVar[Kind] = "text"

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Return each column, made of itself."""
        touched = (name for name in dict.fromkeys(self.columns) if schema[name] in self.takes)
        return tuple(Part((name,), {name: self.result}) for name in touched)


class TableStep(Step):
    """Rows in, rows out: filters, duplicates, reshapes, joins.

    A step that makes several rows of one, or one of several, says so in ``reshapes``; a column ``__part__`` puts the
    rows made of one row in order.
    """

    reshapes: ClassVar[bool] = False

    @abstractmethod
    def rows(self, relation: Lazy, schema: Mapping[str, str]) -> Lazy:
        """Return the rows that remain, row numbers kept."""


STEPS: Register[type[Step]] = Register("labkit.cleaning.steps", Step)
