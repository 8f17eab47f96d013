"""Store: the rows of a chain of steps, seen alike wherever they lie. Frozen: every change gives a new store."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import narwhals as nw
import pyarrow as pa

from labkit.core.engines import ROW, Lazy
from labkit.core.table import kind_of

PART = "__part__"
ORDER = (ROW, PART)
Batch = Callable[[pa.Table], pa.Table]


@dataclass(frozen=True)
class Store(ABC):
    """Rows with ``ROW``, the source's row number, and ``PART``, which tells apart the rows that a step made of one.

    The two together are the order of rows and never repeat. ``engine`` says which dialect an expression is compiled for.
    """

    engine: str

    @property
    @abstractmethod
    def relation(self) -> Lazy:
        """Return the rows as a lazy relation."""

    @abstractmethod
    def with_made(self, made: Mapping[str, nw.Expr]) -> Store:
        """Return the rows with further columns, by name; all others stay."""

    @abstractmethod
    def mapped(self, function: Batch, made: pa.Schema) -> Store:
        """Return the rows with the columns ``made`` that ``function`` computes for each batch of rows."""

    @abstractmethod
    def settled(self, columns: Mapping[str, str]) -> Store:
        """Return the rows with the columns ``new name -> stored name`` alone, in this order, and their numbers."""

    @abstractmethod
    def replaced(self, relation: Lazy) -> Store:
        """Return other rows, which carry ``ROW`` and ``PART``, in their order."""

    @abstractmethod
    def release(self, heir: Store) -> None:
        """Let go of what these rows took, once ``heir`` stands for them."""

    def finished(self) -> Lazy:
        """Return the rows without ``PART``."""
        return self.relation.drop(PART)

    @property
    def names(self) -> list[str]:
        """Return the names of the columns without ``ROW``."""
        return [name for name in self.relation.collect_schema().names() if name not in ORDER]

    @property
    def kinds(self) -> dict[str, str]:
        """Return each column's kind: text, number, boolean, date or datetime."""
        return {name: kind_of(dtype) for name, dtype in self.relation.collect_schema().items() if name not in ORDER}

    def sums(self, wanted: Mapping[str, nw.Expr]) -> dict[str, int]:
        """Return each expression's sum over all rows, and under ``rows`` how many there are: one query, one Spark job."""
        counts = {f"s{at}": one.cast(nw.Int64).sum() for at, one in enumerate(wanted.values())}
        found = self.relation.select(n=nw.len(), **counts).collect("pyarrow").to_native()
        told = {key: int(found.column(key)[0].as_py() or 0) for key in ("n", *counts)}
        return {"rows": told["n"], **{name: told[f"s{at}"] for at, name in enumerate(wanted)}}


def with_part(relation: Lazy) -> Lazy:
    """Return the rows, each the only part of its source row."""
    return relation.with_columns(**{PART: nw.lit(0, nw.Int64)})
