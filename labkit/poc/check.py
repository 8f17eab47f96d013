"""Check: one question that an auditor asks of a claim; a folder of them is the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from labkit.core.finding import Finding
from labkit.core.plugs import Register

if TYPE_CHECKING:
    from labkit.poc.found import Found, Given
    from labkit.poc.metric import Metric


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
    """A metric (its YAML), tables, and the day: what the conformance tests try a check on."""

    metric: str
    tables: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    as_of: date | None = None


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
