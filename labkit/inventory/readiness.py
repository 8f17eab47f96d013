"""How ready a team's tables are: five dimensions, each a count out of a count with what it means. There is no total score.

Source of the dimensions: DAMA UK, The Six Primary Dimensions for Data Quality Assessment (2013); accuracy, the sixth,
cannot be told from the data alone and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.inventory import InventoryEntry
from labkit.core.result import Result
from labkit.inventory.probes._probe import PROBES, Answer, Probe

ORDER = ("completeness", "validity", "uniqueness", "consistency", "timeliness")
COLUMNS = ["dimension", "good", "of", "unit", "aside", "meaning"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Readiness(Result):
    """The answers, in the order of the dimensions."""

    counts_only: ClassVar[bool] = True
    answers: tuple[tuple[Probe, Answer], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per dimension: dimension, good, of, unit, aside, meaning."""
        lines = [(p.label, a.good, a.all, p.unit, a.aside, p.meaning) for p, a in self.answers]
        return pd.DataFrame(lines, columns=COLUMNS)

    @property
    def summary(self) -> str:
        """Return every dimension with its numerator and denominator."""
        return "；".join(f"{probe.label} {_told(probe, answer)}" for probe, answer in self.answers) + "。"

    @property
    def brief(self) -> str:
        """Return nothing: the inventory speaks for itself in the log."""
        return ""

    def to_document(self) -> Document:
        """Return the answers as a grid; no single score is made of them."""
        head = ["面向", "問題", "結果", "說明", "在選案中的意義"]
        lines = [(p.label, p.question, _told(p, a), a.aside or "–", p.meaning) for p, a in self.answers]
        grid = Grid.of(head, lines, caption="資料整備度")
        return Document(self.name, (Text("五個面向分開看，不合成一個分數。"), grid))


def _told(probe: Probe, answer: Answer) -> str:
    if not answer.all:
        return "無法計算"
    share = answer.good * 1000 // answer.all / 10
    return f"{answer.good:,}／{answer.all:,} {probe.unit}（{share:g}%）"


def readiness(entries: Sequence[InventoryEntry], as_of: date | None = None) -> Readiness:
    """Ask every probe about ``entries``; ``as_of`` is the day that timeliness counts from."""
    names = [*ORDER, *(name for name in PROBES if name not in ORDER)]
    answers = tuple((PROBES[name], PROBES[name].ask(entries, as_of)) for name in names)
    return Readiness(name="資料整備度", answers=answers)
