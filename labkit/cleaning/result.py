"""What a recipe leaves behind: the cleaned table, its journal, its checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Self

import pandas as pd

from labkit.cleaning.checks import CheckResult
from labkit.cleaning.step import STEPS
from labkit.core.document import Document, Grid, Text
from labkit.core.result import Result, TableResult

UNCONFIRMED = "尚無確認的食譜"
JOURNAL = ["step", "rows_in", "rows_out", "cells_changed", "made_missing", "why"]


@dataclass(frozen=True)
class Entry:
    """One line of the journal, counted by the engine."""

    step: str
    rows_in: int
    rows_out: int
    cells_changed: int
    made_missing: int
    why: str
    failed: bool = False


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CleaningLog(Result):
    """What a recipe did, in counts: the part of a cleaning that may be published without a policy."""

    counts_only: ClassVar[bool] = True
    said: str
    document: Document
    journal: pd.DataFrame
    rows_in: int
    rows_out: int

    @property
    def frame(self) -> pd.DataFrame:
        """Return the journal."""
        return self.journal

    @property
    def summary(self) -> str:
        """Return rows in, rows out and cells changed."""
        return self.said

    @property
    def brief(self) -> str:
        """Return the table and its rows before and after."""
        rows = f"{self.rows_in:,}→{self.rows_out:,} 列"
        return (
            f"{rows}、{len(self.journal)} 個步驟"
            if len(self.journal)
            else f"{rows}（{'沒有確認的食譜' if UNCONFIRMED in self.name else '食譜沒有步驟'}）"
        )

    @classmethod
    def together(cls, several: Sequence[Self]) -> str:
        """Return the rows of all tables before and after, and how many had no recipe."""
        before, after = sum(one.rows_in for one in several), sum(one.rows_out for one in several)
        open_ = sum(UNCONFIRMED in one.name for one in several)
        return f"{len(several)} 張表 {before:,}→{after:,} 列" + (f"（{open_} 張沒有確認的食譜）" if open_ else "")

    def to_document(self) -> Document:
        """Return journal, findings and checks."""
        return self.document


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CleaningResult(TableResult):
    """The cleaned table, a journal line per step, and the checks before and after."""

    rows_in: int
    entries: tuple[Entry, ...] = ()
    before: CheckResult
    after: CheckResult
    changes: tuple[tuple[object, ...], ...] = ()
    labels: ClassVar[list[str]] = ["步驟", "列數（前）", "列數（後）", "變更格數", "變成未填格數", "為什麼"]

    @property
    def journal(self) -> pd.DataFrame:
        """Return a row per step: step, rows_in, rows_out, cells_changed, made_missing, why."""
        return pd.DataFrame([vars(entry) for entry in self.entries], columns=JOURNAL)

    @property
    def examples(self) -> pd.DataFrame:
        """Return the changed cells that ``apply(examples=…)`` kept: step, column, row, before, after. Raw data."""
        return pd.DataFrame(list(self.changes), columns=["step", "column", "row", "before", "after"])

    @property
    def accounted(self) -> bool:
        """Tell whether every row that came in went on, was reshaped by a step that says so, or is counted as left out."""
        lost = sum(
            one.rows_in - one.rows_out for one in self.entries if not getattr(STEPS[one.step], "reshapes", False)
        )
        joined = all(one.rows_out == two.rows_in for one, two in pairwise(self.entries))
        ends = (self.entries[0].rows_in, self.entries[-1].rows_out) if self.entries else (self.rows_in,) * 2
        return joined and ends == (self.rows_in, len(self.table)) and lost == sum(self.left_out.values())

    @property
    def log(self) -> CleaningLog:
        """Return what was done, without the table."""
        return CleaningLog(
            name=self.name,
            said=self.summary,
            document=self.to_document(),
            journal=self.journal,
            left_out=self.left_out,
            rows_in=self.rows_in,
            rows_out=len(self.table),
        )

    @property
    def summary(self) -> str:
        """Return rows in, rows out and cells changed."""
        rows = len(self.table)
        changed = sum(entry.cells_changed for entry in self.entries)
        return f"{len(self.entries)} 個步驟：{self.rows_in:,} 列進、{rows:,} 列出{self._gone()}，更動 {changed:,} 格。"

    def _gone(self) -> str:
        """Return how many rows left, by step, and which steps made other rows of them."""
        parts = [f"{STEPS[step].label} {count:,} 列" for step, count in self.left_out.items()]
        reshaped = [one for one in self.entries if getattr(STEPS[one.step], "reshapes", False)]
        parts += [f"{STEPS[one.step].label} {one.rows_in:,}→{one.rows_out:,} 列" for one in reshaped]
        return f"（{'、'.join(parts)}）" if parts else ""

    def to_document(self) -> Document:
        """Return journal, findings and checks: counts only, no cell's value."""
        lines = [
            (STEPS[one.step].label + ("（未執行）" if one.failed else ""), *(vars(one)[name] for name in JOURNAL[1:]))
            for one in self.entries
        ]
        notes = [Text(finding.sentence, "note") for finding in self.findings]
        checks = [part for one in (self.before, self.after) if one.rows for part in one.to_document().blocks]
        return Document(
            self.name or "清理紀錄",
            (
                Text(self.summary),
                Grid.of(self.labels, lines, caption="步驟日誌") if lines else Text("這張表沒有清理步驟。"),
                *notes,
                *checks,
            ),
        )
