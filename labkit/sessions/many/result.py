"""ManyRuns: what became of each workspace, as a table that says what is to be done next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from labkit.core.document import Document, Grid, Text
from labkit.core.result import Result
from labkit.sessions.many.one import Answer

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("工作區", "結果", "封存", "要做什麼")
DONE, KEPT, OPEN, FAILED = "完成", "沒有變動", "未封存", "未完成"


@dataclass(frozen=True)
class Ran:
    """One workspace: its name, what its run answered, how many seconds it took."""

    name: str
    answer: Answer
    seconds: float

    @property
    def outcome(self) -> str:
        """Return the outcome in a word."""
        if self.answer.failed:
            return FAILED
        if not self.answer.folder:
            return OPEN
        return DONE if self.answer.fresh else KEPT

    @property
    def next_step(self) -> str:
        """Return what a person does now."""
        if self.answer.failed:
            return self.answer.why.replace("\n", " ")
        if self.answer.stale:
            return f"labkit session run {self.answer.nth}（{'、'.join(self.answer.stale)} 的結果不是最新的）"
        return f"labkit log export {self.answer.nth}" if self.answer.fresh else "不必處理"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ManyRuns(Result):
    """The runs of many workspaces, in the order of their folders."""

    counts_only: ClassVar[bool] = True
    ran: tuple[Ran, ...]
    seconds: float = 0.0

    @property
    def failed(self) -> tuple[Ran, ...]:
        """Return the workspaces that were refused or stopped."""
        return tuple(one for one in self.ran if one.answer.failed)

    @property
    def summary(self) -> str:
        """Return how all of them ended, in one sentence."""
        told = [one.outcome for one in self.ran]
        parts = "、".join(f"{word} {told.count(word):,}" for word in (DONE, KEPT, OPEN, FAILED) if word in told)
        return f"{len(self.ran):,} 個工作區：{parts}；共 {self.seconds:,.0f} 秒。"

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """Return a row for every workspace."""
        return [(one.name, one.outcome, one.answer.folder or "—", one.next_step) for one in self.ran]

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row for every workspace."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame(self.rows, columns=list(COLUMNS))

    def to_document(self) -> Document:
        """Return the summary, the table, and in full why each workspace failed: tables in a terminal cut long sentences."""
        whys = tuple(Text(f"．{one.name}：{one.answer.why}") for one in self.failed)
        more = (Text("經過寫在各工作區的 work/run.log。", "note"),) if whys else ()
        return Document(self.name, (Text(self.summary), Grid.of(COLUMNS, self.rows), *whys, *more))
