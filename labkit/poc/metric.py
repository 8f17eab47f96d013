"""Metric: what a team claims, computed from stated inputs, with its unit, its evidence and its limits."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from labkit.core.errors import SpecInvalid
from labkit.core.expressions.expression import ExpressionText
from labkit.core.plugs import Register
from labkit.core.spec import Spec, checked
from labkit.core.table import Table
from labkit.core.yaml import YamlText
from labkit.poc.bounds import in_range
from labkit.poc.found import Found, Given
from labkit.poc.stated import (
    BaselineText,
    Calendar,
    ClaimText,
    CoChange,
    Outliers,
    Scope,
    TargetText,
    Verified,
    Window,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from labkit.core.cells import Tabulated
    from labkit.poc.result import MetricResult

Whose = Literal["民眾", "櫃員", "同仁", "等待"]
Status = Literal["機關宣稱", "實測", "已查核"]


class Metric(Spec):
    """What every kind of metric states; ``kind`` names the file in poc/kinds that computes it.

    Labels of the official performance sheets: ``name`` 指標名稱, ``formula`` 衡量標準, ``method`` 評估方式, ``baseline`` 原始值,
    ``target`` 目標值, ``sources`` 資料來源 (行政院所屬各機關施政績效管理).
    """

    label: ClassVar[str]
    label_en: ClassVar[str]
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)
    question: str = ""
    owner: str = ""
    formula: str = ""
    method: str = ""
    population: str = ""
    where: ExpressionText | None = None
    time: Window = Window()
    calendar: Calendar = Calendar()
    missing: Literal["不計", "拒絕"] = "不計"
    outliers: Outliers = Outliers()
    unit: str = ""
    decimals: int = Field(default=1, ge=0, le=6)
    direction: Literal["越高越好", "越低越好", ""] = ""
    baseline: BaselineText | None = None
    target: TargetText | None = None
    whose: Whose | None = None
    cashable: bool = False
    reused_for: str = ""
    scope: Scope | None = None
    claim: ClaimText | None = None
    status: Status = "機關宣稱"
    verified: Verified | None = None
    design: int = Field(default=0, ge=0, le=6)
    co_changes: tuple[CoChange, ...] = ()
    least: int = Field(default=0, ge=0)
    sources: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: str | Path) -> Metric:
        """Read a metric of whatever kind the file states; raises SpecInvalid with the nearest kind."""
        return super().load(path)

    @classmethod
    def of_yaml(cls, text: YamlText) -> Metric:
        """Build the metric that the YAML states."""
        if cls is not Metric or not isinstance(text.value, dict):
            return super().of_yaml(text)
        named = str(text.value.get("kind") or "")
        if not named:
            raise SpecInvalid(place=f"{text.place} 第 1 行", what="缺少 kind（指標種類）。", name="", known=list(KINDS))
        kind = KINDS.named(named, place=f"{text.place} 第 {text.line_of(('kind',))} 行", what="指標種類")
        return checked(kind, kind.migrate(text), text)

    @property
    def is_improvement(self) -> bool:
        """Tell whether the number is how much better it became, so that more is better whatever ``direction`` says."""
        return False

    @property
    def asks(self) -> Sequence[str]:
        """Return the ids of the metrics that this one is computed from."""
        return ()

    @abstractmethod
    def compute(self, given: Given) -> Found:
        """Return what this kind finds in ``given``; raises MetricInput, UnitMismatch, AmbiguousDay or UnknownColumn."""

    def evaluate(
        self,
        tables: Mapping[str, Table | pd.DataFrame] | None = None,
        as_of: date | None = None,
        *,
        metrics: Mapping[str, MetricResult] | None = None,
        results: Mapping[str, Tabulated] | None = None,
    ) -> MetricResult:
        """Compute the metric from its inputs and ``tables`` by name; ``as_of`` dates the statement.

        ``metrics`` are results that this one names by id (``evaluate_all`` computes a folder in order); ``results`` are
        pivots and analyses by name. The claim is reproduced exactly, and apart from it an interval is given where the
        inputs tell one. Raises MetricInput, MetricCycle, UnitMismatch, AmbiguousDay or UnknownColumn.
        """
        from labkit.poc.conclude import conclude  # noqa: PLC0415
        from labkit.poc.small_cells.hiding import found_behind_hidden  # noqa: PLC0415

        held = {name: Table.of(table) for name, table in (tables or {}).items()}
        given = Given(tables=held, metrics=metrics or {}, results=results or {}, as_of=as_of)
        known = {**{one.metric.name: one for one in given.metrics.values()}, **given.metrics}
        hidden = [known[one] for one in self.asks if one in known and known[one].found.hidden]
        with in_range(self.name):
            return conclude(self, found_behind_hidden(self, hidden) if hidden else self.compute(given), given)


KINDS: Register[type[Metric]] = Register("labkit.poc.kinds", Metric)
