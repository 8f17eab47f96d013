"""Result: what every verb returns — a sentence, what was done, what was left out, and a Document."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Self

from labkit.core.document import Document, Text
from labkit.core.finding import Finding
from labkit.core.table import Protection, Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Result(ABC):
    """What all results share. ``counts_only`` results hold no cell of anybody and may be published as they are."""

    counts_only: ClassVar[bool] = False
    name: str = ""
    findings: tuple[Finding, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    @abstractmethod
    def summary(self) -> str:
        """Return what came out, in one zh-TW sentence."""

    @property
    def brief(self) -> str:
        """Return what the coaching log says of this result; empty where another result says it."""
        return self.summary

    @property
    def weight(self) -> int:
        """Return how early the coaching log tells of this result, among those of its heading: the highest first."""
        return 1

    @classmethod
    def together(cls, several: Sequence[Self]) -> str:  # noqa: ARG003  (the kinds that say something use it)
        """Return what the coaching log says of several results of this kind at once; empty where each speaks for itself."""
        return ""

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the rows that this result was made from."""
        return None

    def to_document(self) -> Document:
        """Return the result as a Document; here its summary and findings."""
        notes = tuple(Text(finding.sentence, "note") for finding in self.findings)
        return Document(self.name or type(self).__name__, (Text(self.summary), *notes))

    def __repr__(self) -> str:
        """Return the summary: a result's parts may hold cells, and a repr ends in notebooks and logs."""
        return f"<{type(self).__name__} {self.summary}>"

    def _repr_html_(self) -> str:
        from labkit.core.html import to_html  # noqa: PLC0415

        return to_html(self.to_document())


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TableResult(Result):
    """A result that is a table again."""

    table: Table

    @property
    def frame(self) -> pd.DataFrame:
        """Return the table's records as pandas."""
        return self.table.frame

    @property
    def protection(self) -> Protection | None:
        """Return the table's protection."""
        return self.table.protection


@dataclass(frozen=True)
class Measure:
    """A number that says what it is: value, unit, how many it rests on, its interval and its design level.

    ``low`` and ``high`` are None where no interval can be computed; ``design`` is 0 (asserted) to 6 (randomised).
    """

    value: float
    unit: str
    n: int | None = None
    low: float | None = None
    high: float | None = None
    design: int = 0
