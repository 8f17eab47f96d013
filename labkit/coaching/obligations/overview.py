"""OverviewResult: many teams on one day, a row each; a folder that cannot be read is a row too, with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from labkit.coaching.obligations.status import StatusResult
from labkit.core.document import Document, Grid, Text
from labkit.core.result import Result
from labkit.taiwan.roc_dates import roc_text

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "機關",
    "資料夾",
    "類別",
    "狀態",
    "已輔導",
    "準時",
    "遲交",
    "逾期未交",
    "待交",
    "未見紀錄",
    "已用時數",
    "剩餘時數",
    "不足月份",
    "久未完成目標",
    "活動場次",
    "檔案問題",
    "下一個期限",
    "下一步",
)
NUMBERS = frozenset(COLUMNS[4:16])
ON_PAPER = {
    "狀態與下一步": ("機關", "資料夾", "狀態", "下一個期限", "下一步"),
    "次數與紀錄表": ("資料夾", "類別", "已輔導", "準時", "遲交", "逾期未交", "待交", "未見紀錄"),
    "時數、目標與活動": (
        "資料夾",
        "已用時數",
        "剩餘時數",
        "不足月份",
        "久未完成目標",
        "活動場次",
        "檔案問題",
    ),
}
STATES = ("讀不到", "要處理", "要留意", "正常")


@dataclass(frozen=True)
class Broken:
    """A workspace that could not be read: its folder and why, in a sentence without anybody's words."""

    folder: str
    why: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OverviewResult(Result):
    """The status of many teams: agency, folder, counts and days."""

    counts_only: ClassVar[bool] = True
    as_of: date
    teams: tuple[StatusResult, ...]
    broken: tuple[Broken, ...] = ()

    @cached_property
    def rows(self) -> list[tuple[object, ...]]:
        """Return a row for every team and every broken folder: what is urgent first, then by agency and folder."""
        found = [_row(one) for one in self.teams] + [_broken(one) for one in self.broken]
        return sorted(found, key=lambda row: (STATES.index(str(row[3])), str(row[0]), str(row[1])))

    @property
    def counts(self) -> dict[str, int]:
        """Return how many teams are in each state."""
        told = [row[3] for row in self.rows]
        return {state: told.count(state) for state in STATES}

    @property
    def summary(self) -> str:
        """Return how all teams stand, in one sentence."""
        told = self.counts
        missing = sum(one.counts["missing"] for one in self.teams)
        late = sum(one.counts["late"] for one in self.teams)
        return (
            f"截至 {roc_text(self.as_of)} 共 {len(self.rows):,} 個工作區：要處理 {told['要處理']:,}、要留意 {told['要留意']:,}、"
            f"正常 {told['正常']:,}、讀不到 {told['讀不到']:,}；紀錄表逾期未交 {missing:,} 份、曾遲交 {late:,} 份。"
        )

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row for every team and every broken folder."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame(self.rows, columns=list(COLUMNS))

    def to_document(self) -> Document:
        """Return the summary, what the states mean, and the table."""
        grid = Grid.of(COLUMNS, self.rows, caption="各團隊進度")
        return Document(self.name, (Text(self.summary), Text(MEANING, "note"), grid), as_of=self.as_of)

    def to_paper(self) -> Document:
        """Return the same for a page that stands upright, which the whole table is too wide for: in three tables."""
        grids = [
            Grid.of(names, [[row[COLUMNS.index(name)] for name in names] for row in self.rows], caption=caption)
            for caption, names in ON_PAPER.items()
        ]
        fitting = [replace(grid, widths=tuple(min(max(one + 2, 9), 32) for one in grid.widths)) for grid in grids]
        return Document(self.name, (Text(self.summary), Text(MEANING, "note"), *fitting), as_of=self.as_of)


MEANING = (
    "要處理：有紀錄表逾期未交、有輔導日已過而未見紀錄，或有檔案問題。要留意：有不足月份、時數超過核定，或目標超過兩次仍未完成。"
    "讀不到：工作區打不開，原因寫在「下一步」。遲交不影響狀態，只計份數。"
)


def overview(teams: Sequence[StatusResult], broken: Sequence[Broken], as_of: date, *, name: str = "") -> OverviewResult:
    """Return the status of many teams as one result."""
    return OverviewResult(name=name or "各團隊輔導進度", as_of=as_of, teams=tuple(teams), broken=tuple(broken))


def state_of(one: StatusResult) -> str:
    """Return a team's state: what is overdue or broken goes before what only stands out."""
    if one.counts["missing"] or one.counts["unrecorded"] or one.facts.faults:
        return "要處理"
    return "要留意" if one.short_months or one.open_goals or one.hours.left < 0 else "正常"


def _row(one: StatusResult) -> tuple[object, ...]:
    first = one.dues[0] if one.dues else None
    told, fault = one.counts, one.facts.faults[0].finding.sentence if one.facts.faults else ""
    return (
        one.facts.agency,
        one.facts.folder,
        one.facts.terms.kind,
        state_of(one),
        one.held,
        told["on_time"],
        told["late"],
        told["missing"],
        told["awaited"],
        told["unrecorded"],
        round(one.hours.used, 2),
        round(one.hours.left, 2),
        one.short_months,
        one.open_goals,
        one.events,
        len(one.facts.faults),
        roc_text(first.day) if first else None,
        fault or (first.what if first else None),
    )


def _broken(one: Broken) -> tuple[object, ...]:
    return (None, one.folder, None, "讀不到", *[None] * 12, None, one.why)
