"""StatusResult: how one team's coaching stands on a day, in counts and days alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from labkit.coaching.obligations import months as by_month
from labkit.coaching.obligations.due import Due, day_text, dues, month_text, said
from labkit.coaching.obligations.facts import Facts
from labkit.coaching.obligations.goals import lasting
from labkit.coaching.obligations.hours import Hours, hours_of
from labkit.coaching.obligations.logs import LogDue, LogState, counted, held, logs_due
from labkit.coaching.obligations.months import Month, months, period
from labkit.coaching.obligations.notices import notices
from labkit.core.document import Document, Grid, Text
from labkit.core.result import Result
from labkit.taiwan.roc_dates import roc_text

if TYPE_CHECKING:
    import pandas as pd

SESSION_COLUMNS = ("次數", "日期", "形式", "時數", "紀錄表", "應交日", "送交日")
NEXT_SHOWN = 6


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StatusResult(Result):
    """The status of one coaching on ``as_of``: numbers of sessions, days, hours, counts; no name and no text of anybody."""

    counts_only: ClassVar[bool] = True
    facts: Facts
    as_of: date
    logs: tuple[LogDue, ...]
    months: tuple[Month, ...]
    hours: Hours
    dues: tuple[Due, ...]

    @cached_property
    def counts(self) -> dict[LogState, int]:
        """Return how many logs are in each state."""
        return counted(self.logs)

    @property
    def held(self) -> int:
        """Return how many sessions were held."""
        return sum(held(one.meeting, self.as_of) for one in self.logs)

    @property
    def short_months(self) -> int:
        """Return how many whole months had too few sessions."""
        return sum(one.state == "short" for one in self.months)

    @property
    def open_goals(self) -> int:
        """Return how many goals stayed open for more than two sessions."""
        return len(lasting(self.facts.goals))

    @property
    def events(self) -> int:
        """Return how many events up to ``as_of`` somebody of the team joined."""
        return sum(one.attended > 0 and one.date <= self.as_of for one in self.facts.terms.workshops)

    @property
    def summary(self) -> str:
        """Return how the coaching stands, in one sentence."""
        told = self.counts
        kind, hours = self.facts.terms.kind, self.hours
        return (
            f"{self.facts.agency}（{kind}）截至 {roc_text(self.as_of)}：已輔導 {self.held} 次，用 {hours.used:g} 小時、剩 {hours.left:g} 小時"
            f"（共 {hours.granted:g} 小時）；紀錄表準時 {told['on_time']} 份、遲交 {told['late']} 份、"
            f"逾期未交 {told['missing']} 份、待交 {told['awaited']} 份。"
        )

    @property
    def rows(self) -> list[tuple[object, ...]]:
        """Return a row for every session."""
        return [_row(one) for one in self.logs]

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row for every session."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame(self.rows, columns=list(SESSION_COLUMNS))

    def to_document(self) -> Document:
        """Return what is due next, what stands out, sessions and months."""
        told, rest = said(self.dues, NEXT_SHOWN)
        blocks: list[Text | Grid] = [Text(self.summary), Text("接下來", "heading")]
        blocks += [Text(sentence) for sentence in told] or [Text("目前沒有待辦事項。")]
        blocks += [Text(f"之後還有 {rest} 項。", "note")] if rest else []
        if self.findings:
            blocks += [Text("請注意", "heading"), *(Text(one.sentence, "note") for one in self.findings)]
        if self.logs:
            blocks.append(Grid.of(SESSION_COLUMNS, self.rows, caption="各次輔導"))
        if self.months:
            blocks.append(Grid.of(("月份", "已輔導", "已排定", "應有", "狀態"), self._months(), caption="每月次數"))
        blocks.append(Text(self._events(), "note"))
        return Document(self.name, tuple(blocks), as_of=self.as_of)

    def _months(self) -> list[tuple[object, ...]]:
        return [(month_text(m), m.held, m.ahead, m.wanted, by_month.WORDS[m.state]) for m in self.months]

    def _events(self) -> str:
        span = period(self.facts)
        told = (
            f"輔導期間 {day_text(span[0])}至 {day_text(span[1])}。"
            if span
            else "輔導期間未定：請在 programme.yml 填 start。"
        )
        return f"{told}已參加工作坊與學習活動 {self.events} 場（登記於 programme.yml）。"


def status(facts: Facts, as_of: date) -> StatusResult:
    """Return how the coaching that ``facts`` tell of stands on ``as_of``.

    >>> from labkit.coaching.obligations.facts import Meeting
    >>> one = Meeting(nth=1, day=date(2025, 12, 5), logged=True, handed_in=date(2025, 12, 8))
    >>> status(Facts(agency="甲機關", folder="a", meetings=(one,)), date(2025, 12, 31)).counts["on_time"]
    1
    """
    logs = logs_due(facts.meetings, as_of)
    by_months = months(facts, as_of)
    hours = hours_of(facts, as_of)
    return StatusResult(
        name=f"輔導進度：{facts.agency}",
        findings=tuple(notices(facts, hours, by_months, as_of)),
        facts=facts,
        as_of=as_of,
        logs=tuple(logs),
        months=tuple(by_months),
        hours=hours,
        dues=tuple(dues(facts, logs, by_months, as_of)),
    )


def _row(one: LogDue) -> tuple[object, ...]:
    meeting = one.meeting
    hours = None if meeting.minutes is None else meeting.minutes / 60
    given = roc_text(meeting.handed_in) if meeting.handed_in else None
    return (
        f"第 {meeting.nth} 次",
        day_text(meeting.day),
        meeting.form,
        hours,
        one.words,
        roc_text(meeting.due),
        given,
    )
