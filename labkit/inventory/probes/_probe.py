"""What a probe is: a question about a team's tables that is answered with a count out of a count, never a score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from labkit.core.inventory import InventoryEntry
from labkit.core.plugs import Register


@dataclass(frozen=True)
class Answer:
    """``good`` of ``all`` units; ``aside`` says where the others are, or why nothing could be counted."""

    good: int
    all: int
    aside: str = ""


@dataclass(frozen=True)
class Probe:
    """``label`` is the quality dimension, ``unit`` what is counted, ``meaning`` what it says in the selection."""

    label: str
    question: str
    unit: str
    meaning: str
    ask: Callable[[Sequence[InventoryEntry], date | None], Answer]


PROBES: Register[Probe] = Register("labkit.inventory.probes", Probe)


def named(places: Sequence[str], most: int = 5) -> str:
    """Return the first places, and how many more there are."""
    return "、".join(places[:most]) + (f"等 {len(places)} 處" if len(places) > most else "")
