"""Metric: what a team claims, computed from stated inputs, with its unit, its evidence and its limits."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

import pandas as pd
from pydantic import Field

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import SpecInvalid
from labkit.core.finding import Finding
from labkit.core.plugs import Register
from labkit.core.result import Measure, Result
from labkit.core.spec import Spec, checked
from labkit.core.table import Protection, Table
from labkit.core.yaml import YamlText
from labkit.taiwan.roc_dates import roc_text

if TYPE_CHECKING:
    from pathlib import Path

Whose = Literal["民眾", "櫃員", "同仁", "等待"]
Status = Literal["機關宣稱", "實測", "已查核"]


class Metric(Spec):
    """What every kind of metric states; ``kind`` names the file in poc/kinds that computes it."""

    label: ClassVar[str]
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)
    question: str = ""
    owner: str = ""
    formula: str = ""
    method: str = ""
    baseline: str = ""
    target: str = ""
    whose: Whose | None = None
    status: Status = "機關宣稱"
    design: int = Field(default=0, ge=0, le=6)
    cashable: bool = False
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

    @abstractmethod
    def evaluate(self, tables: Mapping[str, Table] | None = None, as_of: date | None = None) -> MetricResult:
        """Compute the metric from its inputs and ``tables`` by name; ``as_of`` dates the statement."""


KINDS: Register[type[Metric]] = Register("labkit.poc.kinds", Metric)


@dataclass(frozen=True)
class Line:
    """One line of the working: what it is, its number and unit as printed, and where it comes from."""

    what: str
    number: str
    unit: str
    source: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MetricResult(Result):
    """The measure, the sentence that the evidence allows, the checks, and the working."""

    metric: Metric
    measure: Measure
    statement: str
    checks: tuple[Finding, ...]
    lines: tuple[Line, ...]
    as_of: date | None = None
    typed_inputs_only: bool = True
    kept_protection: Protection | None = None
    equivalents: Mapping[str, str] = field(default_factory=dict)

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the tables behind, if any."""
        return self.kept_protection

    @property
    def summary(self) -> str:
        """Return the statement."""
        return self.statement

    @property
    def brief(self) -> str:
        """Return the statement, which begins with the metric's name."""
        return self.statement

    @property
    def frame(self) -> pd.DataFrame:
        """Return the working: what, number, unit, source."""
        return pd.DataFrame([vars(line) for line in self.lines])

    def to_document(self) -> Document:
        """Return the statement, the six official labels, the working, the checks and the limits."""
        one = self.metric
        facts = [
            ("指標名稱", one.name),
            ("衡量標準", one.formula or "–"),
            ("評估方式", one.method or "–"),
            ("原始值", one.baseline or "未提供"),
            ("目標值", one.target or "未提供"),
            ("資料來源", "；".join(one.sources) or "–"),
            ("誰的時間", one.whose or "未說明"),
            ("證據狀態", f"{one.status}（證據階梯第 {one.design} 級）"),
        ]
        if self.as_of:
            facts.append(("計算日期", roc_text(self.as_of)))
        working = Grid.of(
            ["項目", "數值", "單位", "依據"],
            [(line.what, line.number, line.unit, line.source) for line in self.lines],
            caption="計算過程",
        )
        notes = [Text(f"檢核：{finding.sentence}", "note") for finding in self.checks]
        notes += [Text(f"限制：{limit}", "note") for limit in one.limits]
        return Document(
            f"指標：{one.name}",
            (Text(self.statement), Grid.of(["項目", "內容"], facts, caption="指標說明"), working, *notes),
        )
