"""Check: one question that an auditor asks of a claim; a folder of them is the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from labkit.core.finding import Finding
from labkit.core.plugs import Register

if TYPE_CHECKING:
    from labkit.poc.found import Found, Given
    from labkit.poc.metric import Metric

INPUTS = """
inputs:
- {name: 每件, value: 5, unit: 分鐘/件}
- {name: 件數, value: 238, unit: 件/工作天}
- {name: 全年工作天, value: 250, unit: 工作天/年}
"""


@dataclass(frozen=True)
class Remark(Finding):
    """What a check says of a metric: ``said`` is one zh-TW sentence, what is wrong and what to do about it."""

    said: str = ""

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return self.said


@dataclass(frozen=True)
class Trial:
    """A metric (its YAML), tables, the day, and what to change in what was found: what the tests try a check on."""

    metric: str
    tables: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    as_of: date | None = None
    found: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def time(cls, more: str, whose: str = "民眾", **how: Any) -> Trial:
        """Return a trial on minutes saved in a year, 297,500 of typed inputs; ``more`` is further YAML."""
        name = "" if more.startswith("name:") else "name: 節省的時間\n"
        return cls(f"kind: product\nid: a\n{name}whose: {whose}\n{more}{INPUTS}", **how)

    @classmethod
    def number(cls, value: float, unit: str, more: str, **how: Any) -> Trial:
        """Return a trial on one number in its unit."""
        inputs = f"inputs:\n- {{name: 甲, value: {value}, unit: '{unit}'}}\n- {{name: 乙, value: 1, unit: 件/件}}\n"
        return cls(f"kind: product\nid: a\nname: 指標\nwhose: 同仁\n{more}\n{inputs}", **how)

    def renamed(self, old: str, new: str) -> Trial:
        """Return this trial with ``old`` in its YAML said as ``new``."""
        return replace(self, metric=self.metric.replace(old, new))

    def altered(self, found: Found) -> Found:
        """Return what was found with this trial's changes."""
        return replace(found, **self.found)


@dataclass(frozen=True)
class Check:
    """One question: ``look`` yields sentences for what it finds, each with the mend; ``fires`` and ``silent`` are trials.

    ``level`` warning: the claim cannot stand as it was said; info: something to say beside it.
    """

    label: str
    label_en: str
    look: Callable[[Metric, Found, Given], Iterable[str]]
    fires: tuple[Trial, ...]
    silent: tuple[Trial, ...]
    level: str = "warning"


CHECKS: Register[Check] = Register("labkit.poc.checks", Check)


def looked_at(metric: Metric, found: Found, given: Given) -> tuple[Remark, ...]:
    """Return what every check says of ``metric``, in the order of their names; its code is the check's name."""
    return tuple(
        Remark(name, place=metric.name, level="warning" if check.level == "warning" else "info", said=sentence)
        for name, check in CHECKS.items()
        for sentence in check.look(metric, found, given)
    )
