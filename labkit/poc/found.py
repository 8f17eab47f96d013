"""What a kind of metric is given, and what it finds: the contract between kinds, checks, statement and report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from labkit.core.cells import Tabulated
from labkit.core.table import Table
from labkit.poc.amount import Amount

if TYPE_CHECKING:
    from labkit.poc.result import MetricResult


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a metric is computed from: tables by name, other metrics by id, pivots and analyses by name, the day it is dated."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    metrics: Mapping[str, MetricResult] = field(default_factory=dict)
    results: Mapping[str, Tabulated] = field(default_factory=dict)
    as_of: date | None = None


@dataclass(frozen=True)
class Line:
    """One line of the working: what it is, its number and unit as printed, and where it comes from."""

    what: str
    number: str
    unit: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What the true value may be: an interval, by which method, and which input makes most of its width.

    ``value``, ``low`` and ``high`` are in the metric's unit. ``shares``: the part of the variance that each input makes.
    """

    value: float
    low: float
    high: float
    method: str
    confidence: float = 0.95
    dominant: str = ""
    shares: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Tested:
    """A test of chance: its name, its p, and against which hypothesis, in words."""

    name: str
    p: float
    against: str = "沒有差別"
    level: float = 0.05

    @property
    def significant(self) -> bool:
        """Tell whether the word 顯著 may be used."""
        return self.p < self.level


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a kind found. ``amount`` is the reproduced number, exactly as the stated inputs give it.

    ``said`` is the number as the sentence says it (steps of a product, a share with its denominator); ``reached`` the
    highest step of the evidence ladder that the data bear; ``no_estimate`` why there is no interval, ``exact`` that there is none because nothing is uncertain; ``used`` the
    tables that were read, ``asked`` the metrics; ``n`` the records that the number rests on. ``hidden``: they are too few
    to be shown; then there is no number in it. ``each``: it is the time of a single case (a mean, a P90), so it is no total
    and becomes no person-days. ``ways``: the words for an amount above 0 and below 0 (減少, 增加) where ``said`` uses them;
    ``days``: the first and last day of the records.
    """

    amount: Amount
    said: str
    lines: tuple[Line, ...]
    n: int | None = None
    estimate: Estimate | None = None
    no_estimate: str = ""
    exact: bool = False
    tested: Tested | None = None
    reached: int = 1
    left_out: Mapping[str, int] = field(default_factory=dict)
    used: tuple[Table, ...] = ()
    asked: tuple[MetricResult, ...] = ()
    read: tuple[Tabulated, ...] = ()
    inputs: Mapping[str, Amount] = field(default_factory=dict)
    unmeasured: tuple[str, ...] = ()
    period: str = ""
    hidden: bool = False
    each: bool = False
    ways: tuple[str, str] | None = None
    days: tuple[date, date] | None = None
