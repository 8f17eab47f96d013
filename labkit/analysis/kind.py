"""AnalysisKind: the contract of one kind of analysis; a folder of them is the register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from labkit.charts.data import ChartData
from labkit.core.cells import CountedCell, Place
from labkit.core.plugs import Register
from labkit.core.spec import Spec
from labkit.core.table import Table

if TYPE_CHECKING:
    import pandas as pd

    from labkit.analysis.result import AnalysisResult


@dataclass(frozen=True)
class Given:
    """What an analysis works on: the table, its specification, further tables by name, the day on which it is asked."""

    table: Table
    spec: Any
    tables: Mapping[str, Table] = field(default_factory=dict)
    as_of: date | None = None


@dataclass(frozen=True)
class Measured:
    """What was counted: cells, facts, and the rows that are in none of them, by reason."""

    cells: tuple[CountedCell, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """A small table and a specification with which the kind runs: what the conformance tests try."""

    columns: Mapping[str, Sequence[Any]]
    spec: Mapping[str, Any]
    tables: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)


def nothing_else(_: Sequence[CountedCell]) -> Collection[tuple[Place, str]]:
    """Return no cell: in most kinds only sums tell a hidden cell, and these the protection knows."""
    return ()


@dataclass(frozen=True)
class AnalysisKind:
    """One kind of analysis. ``measure`` counts; the other functions say what was counted, from the result's cells alone.

    ``views`` are the tables that people read, by caption; ``finding`` is one zh-TW sentence; ``warnings`` are sentences.
    ``giving_back`` names the cells that tell a hidden one by other ways than sums: they are hidden with it.
    ``reads`` names the columns that a specification uses, so that an unknown one is refused before any work.
    """

    label: str
    label_en: str
    spec: type[Spec]
    reads: Callable[[Any], Sequence[str]]
    measure: Callable[[Given], Measured]
    views: Callable[[AnalysisResult], Mapping[str, pd.DataFrame]]
    chart: Callable[[AnalysisResult], ChartData | None]
    finding: Callable[[AnalysisResult], str]
    warnings: Callable[[AnalysisResult], Sequence[str]]
    examples: tuple[Example, ...]
    giving_back: Callable[[Sequence[CountedCell]], Collection[tuple[Place, str]]] = nothing_else


KINDS: Register[AnalysisKind] = Register("labkit.analysis.kinds", AnalysisKind)
