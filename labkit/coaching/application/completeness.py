"""The first check (文件初篩) before the working group does it: what would drop the application, and what to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from labkit.coaching.application.gaps import answer_gaps, proposal_gaps, team_gaps
from labkit.coaching.application.item_6 import item_6_findings
from labkit.coaching.application.paper_gaps import paper_gaps
from labkit.coaching.application.spec import Application
from labkit.coaching.application.words import application_words
from labkit.core.document import Document, Grid, Text
from labkit.core.finding import Finding
from labkit.core.result import Result

NO_PROMISE = "這是依簡章欄位所做的自我檢查，不代表主辦機關的審查結果；內容好壞要請人判斷。"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CompletenessResult(Result):
    """What the application lacks. It is not ``counts_only``, so no session publishes it."""

    @property
    def rejected(self) -> tuple[Finding, ...]:
        """Return what would be refused at 文件初篩: a missing document, an incomplete proposal."""
        return tuple(one for one in self.findings if one.level == "warning")

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """Return what does no harm at 文件初篩 and should still be looked at."""
        return tuple(one for one in self.findings if one.level != "warning")

    @property
    def complete(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.rejected

    @property
    def summary(self) -> str:
        """Return whether it would pass, and how many gaps there are."""
        also = f"另有 {len(self.remarks)} 項提醒。" if self.remarks else ""
        if self.complete:
            return f"申請表各欄與附件都齊了，可以送件。{also}"
        return f"還有 {len(self.rejected)} 項不齊，現在送件會在文件初篩被退件。{also}"

    def to_document(self) -> Document:
        """Return the summary, the gaps part by part, and the remarks."""
        blocks: list[Text | Grid] = [Text(self.summary)]
        lines = [(at, one.sentence) for at, one in enumerate(self.rejected, 1)]
        if lines:
            blocks.append(Grid.of(["", "文件初篩前要補的"], lines, caption="不齊的項目"))
        blocks += [Text(f"提醒：{one.sentence}", "note") for one in self.remarks]
        return Document(self.name, (*blocks, Text(NO_PROMISE, "note")))


def check_completeness(
    application: Application, *, item_6: Grid | None = None, as_of: date | None = None
) -> CompletenessResult:
    """Return what the application lacks, each field by its label on the form; values are never repeated.

    With ``item_6`` of an inventory, a row of item 6 that says other than the files do now is a remark, and so is a file without one. A paper
    that came in after ``as_of`` did not come in.

    Source of the rules: 申請簡章 (114年): 附件1 fields, 單一機關上限 20 人, 附件2 and 附件3 from every cooperating unit of a
    跨域 proposal, 文件初篩.

    >>> check_completeness(Application()).summary[:9]
    '還有 25 項不齊'
    """
    words = application_words()
    found = [gap for part in (team_gaps, answer_gaps, proposal_gaps) for gap in part(application, words)]
    found += paper_gaps(application, words, as_of=as_of)
    if item_6 is not None:
        found += item_6_findings(application.proposal.datasets, item_6, words)
    return CompletenessResult(name="申請文件檢核", findings=tuple(found))
