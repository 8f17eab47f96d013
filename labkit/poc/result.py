"""MetricResult: the reproduced number, apart from it the estimate, the sentence that the evidence allows, and the working."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.finding import Finding
from labkit.core.result import Measure, Result
from labkit.core.table import Protection
from labkit.poc.claimed.reproduced import against_claim, matched
from labkit.poc.evidence import rung_in_words
from labkit.poc.found import Estimate, Found, Line
from labkit.poc.metric import Metric
from labkit.poc.wording.number import briefly_in_days, interval_in_words, why_none
from labkit.poc.wording.precision import Rounded, in_words
from labkit.poc.wording.sense import in_its_sense, opposed, sized, worded
from labkit.poc.wording.target import baseline_in_words, reached, target_in_words
from labkit.taiwan.roc_dates import roc_text

LARGE = 1_000
CLAIMED = 10  # more than the highest rung


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MetricResult(Result):
    """A claim as an auditor reads it.

    ``measure`` is the reproduced number with its interval; ``statement`` what the evidence allows to be said, ``needs`` what
    more would allow; ``checks`` what an auditor would ask; ``sha256`` the hash of everything that it was computed from.
    """

    metric: Metric
    found: Found
    measure: Measure
    statement: str
    needs: tuple[str, ...] = ()
    checks: tuple[Finding, ...] = ()
    sha256: str = ""
    as_of: date | None = None
    equivalents: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the working, a line for each number."""
        return self.found.lines

    @property
    def typed_inputs_only(self) -> bool:
        """Tell whether nothing but typed numbers went in: then nobody's record is behind it."""
        return not self.found.used and not self.found.read and all(one.typed_inputs_only for one in self.found.asked)

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the tables behind, if every one of them is protected."""
        behind = [table.protection for table in self.found.used]
        behind += [getattr(one, "protection", None) for one in self.found.read]
        behind += [one.protection for one in self.found.asked if not one.typed_inputs_only]
        return behind[0] if behind and all(behind) else None

    @property
    def summary(self) -> str:
        """Return the statement."""
        return self.statement

    @property
    def brief(self) -> str:
        """Return the number with its interval, on whose word it stands, and its rung: what the coaching log says."""
        between, estimate = "沒有區間", self.found.estimate
        days = self.equivalents.get("人日")
        said = f"{self.found.said}，等於 {days}" if days else self.found.said
        if estimate is not None:
            said, between = briefly_in_days(self.found) or (said, self._bare_interval(estimate))
        return f"{self.metric.name}：{said}（{between}；{self.metric.status}，證據第 {self.measure.design} 級）"

    @property
    def weight(self) -> int:
        """Return the rung of the evidence, from 1: what was claimed in public is told first, then what is best proven."""
        return 1 + self.measure.design + (CLAIMED if self.metric.claim else 0)

    def _bare_interval(self, estimate: Estimate) -> str:
        bare = replace(self.found, estimate=replace(estimate, method="", dominant=""))
        return interval_in_words(self.metric, bare).rstrip("。")

    @property
    def frame(self) -> pd.DataFrame:
        """Return the working: what, number, unit, source."""
        return pd.DataFrame([vars(line) for line in self.lines])

    @property
    def labelled_frame(self) -> pd.DataFrame:
        """Return what a spreadsheet of this metric shows: the six official labels, how the claim stands, then the working."""
        facts = [*official_labels(self.metric, self.found), ("可以說的話", self.statement), *self.standing]
        rows = [(name, text, "", "") for name, text in facts]
        rows += [(line.what, line.number, line.unit, line.source) for line in self.lines]
        return pd.DataFrame(rows, columns=["項目", "內容", "單位", "依據"])

    @property
    def standing(self) -> list[tuple[str, str]]:
        """Return the five things that stand beside each claim: claimed, reproduced, estimate, verified, limits."""
        one, judged = self.metric, reached(self.metric, self.found, self.as_of)
        verified = f"{one.verified.by}，{roc_text(one.verified.on)}" if one.verified else "未查核"
        return [
            ("公開說法", one.claim.said if one.claim else "未提供"),
            ("依輸入重算", f"{sized(self.found)}{self._against_claim()}"),
            ("估計與區間", self._interval()),
            ("查核", verified),
            ("限制", "；".join(one.limits) or "未說明"),
            *([("目標達成", judged.text)] if judged else []),
        ]

    def _against_claim(self) -> str:
        """Return, in brackets, how the claimed number comes from the reproduced one, or that it says the other way."""
        said, _ = matched(self.metric, self.found.amount) or (None, [])
        if said is not None and opposed(said, self.metric, self.found):
            return f"（公開說法的「{said.text}」說的方向與此相反）"
        return against_claim(self.metric, self.found.amount)

    def _interval(self) -> str:
        """Return the estimate with its bounds to the metric's decimals, apart from the reproduced number."""
        estimate = self.found.estimate
        if estimate is None:
            return f"無法計算：{why_none(self.metric, self.found)}"
        estimate = in_its_sense(self.found, estimate)
        numbers = [Fraction(each).limit_denominator(10**9) for each in (estimate.value, estimate.low, estimate.high)]
        digits = self.metric.decimals if max(map(abs, numbers)) < LARGE else 0
        text = worded(self.found, Rounded(*(in_words(each, -digits) for each in numbers)))
        value, low, high = text.value, text.low, text.high
        unit = self.measure.unit
        return f"{value} {unit}，{estimate.confidence * 100:g} % 區間 {low} 至 {high} {unit}（{estimate.method}）"

    def to_document(self) -> Document:
        """Return the statement, the six official labels, how the claim stands, the working, the checks and the limits."""
        one = self.metric
        facts = [
            *official_labels(one, self.found),
            ("誰的時間", one.whose or "不是時間"),
            ("證據狀態", f"{one.status}；證據階梯{rung_in_words(self.measure.design)}"),
        ]
        if self.as_of:
            facts.append(("計算日期", roc_text(self.as_of)))
        working = Grid.of(
            ["項目", "數值", "單位", "依據"],
            [(line.what, line.number, line.unit, line.source) for line in self.lines],
            caption="計算過程",
        )
        notes = [Text(f"檢核：{finding.sentence}", "note") for finding in self.checks]
        notes += [Text(need, "note") for need in self.needs]
        notes += [Text(f"限制：{limit}", "note") for limit in one.limits]
        return Document(
            f"指標：{one.name}",
            (
                Text(self.statement),
                Grid.of(["項目", "內容"], facts, caption="指標說明"),
                Grid.of(["項目", "內容"], self.standing, caption="這個說法站得住嗎"),
                working,
                *notes,
            ),
        )


def official_labels(metric: Metric, found: Found | None = None) -> list[tuple[str, str]]:
    """Return the six labels of the official performance sheets with what the metric says under each."""
    return [
        ("指標名稱", metric.name),
        ("衡量標準", metric.formula or "–"),
        ("評估方式", metric.method or "–"),
        ("原始值", baseline_in_words(metric, found)),
        ("目標值", target_in_words(metric, found)),
        ("資料來源", "；".join(metric.sources) or "–"),
    ]
