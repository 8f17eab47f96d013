"""The audit report: what was found, who decided what and why, what was done, what is left over. It holds no value of anybody.

Quoted: 個人資料保護法施行細則 §17 (2016-03-02, I0050022); that keyed tokens can be matched again: 國發會 110-10-19 發法字第1100017815號.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from labkit.core.document import Block, Document, Grid, Text
from labkit.core.result import Result
from labkit.privacy.actions.pseudonym import Pseudonym
from labkit.privacy.deid_result import DeidResult, compared
from labkit.privacy.recognizer import entity_label
from labkit.privacy.role_of import ColumnRole
from labkit.privacy.roles import ROLE_LABELS
from labkit.privacy.scan_result import ScanResult

NOBODY = "（尚無人決定，依建議）"
RULE = "個人資料保護法施行細則第 17 條：「……所稱無從識別特定當事人，指個人資料以代碼、匿名、隱藏部分資料或其他方式，無從辨識該特定個人者。」"
TOKENS = "金鑰代碼（唯一對應鍵值）可以再對應回本人：只要金鑰還在，這些欄位仍然是個人資料（國發會 110 年 10 月 19 日發法字第 1100017815 號）。"
NO_THRESHOLD = (
    "群組大小（k）與敏感值種類（l）是本政策自訂的數值，不是法令門檻；達到數值不等於「無從識別」，仍要由機關判斷。"
)
LOOKED = "個資由規則與檢查碼找出，自由文字中沒有角色詞的姓名可能漏掉；本報告只列欄位、種類、計數與理由，不含任何內容。"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class AuditResult(Result):
    """The audit of one table: its scan and its treatment."""

    counts_only: ClassVar[bool] = True
    found: ScanResult
    done: DeidResult

    @property
    def summary(self) -> str:
        """Return how much was found, decided, done and left over."""
        identifying = [one for one in self.found.columns if one.role != "safe"]
        decided = sum(bool(one.decided_by) for one in identifying)
        return (
            f"{len(self.found.columns)} 個欄位中 {len(identifying)} 個與個人有關，其中 {decided} 個已有人決定；"
            f"不帶出 {len(self.done.dropped)} 個，處理後留下 {len(self.done.table.columns)} 個；{len(self.left_over)} 項餘留風險。"
        )

    @property
    def brief(self) -> str:
        """Return nothing: the log says what the treatment did."""
        return ""

    @property
    def left_over(self) -> list[str]:
        """Return what remains to be weighed, a sentence each."""
        treated = {column: label for column, label, _, _ in self.done.lines}
        left = [
            f"欄位「{one.column}」（{ROLE_LABELS[one.role]}）以「{treated[one.column]}」留在成果中"
            for one in self.found.columns
            if one.role != "safe" and one.column in self.done.table.columns and one.column in treated
        ]
        if any(label == Pseudonym.label for label in treated.values()):
            left.append(TOKENS)
        if self.done.risk_after:
            left.append(f"處理後：{self.done.risk_after.summary}")
        return [*left, *(finding.sentence for finding in (*self.found.findings, *self.done.findings))]

    def to_document(self) -> Document:
        """Return the report: found, decided, done, left over, and the rule's words."""
        protection = self.done.table.protection
        blocks: list[Block] = [
            Text(self.summary),
            Text("一、找到什麼、誰決定", "heading"),
            Grid.of(["欄位", "種類", "格數", "角色", "理由", "誰決定的"], [_line(one) for one in self.found.columns]),
            Text(f"姓名的找法：{self.found.names_by}", "note"),
            Text("二、做了什麼", "heading"),
            Grid.of(DeidResult.labels, self.done.lines),
            Text("三、還剩下什麼", "heading"),
            *[Text(f"．{sentence}") for sentence in self.left_over or ["沒有與個人有關的欄位留在成果中。"]],
        ]
        if self.done.risk_before and self.done.risk_after:
            blocks.append(compared(self.done.risk_before, self.done.risk_after))
        if protection:
            blocks.append(Text(f"政策：{protection.policy or '（未命名）'}，雜湊 {protection.policy_sha256}", "note"))
        if self.done.key_fingerprint:
            blocks.append(Text(f"金鑰指紋（不是金鑰）：{self.done.key_fingerprint}", "note"))
        blocks += [Text("四、依據與限制", "heading"), *[Text(text) for text in (RULE, NO_THRESHOLD, LOOKED)]]
        return Document(self.name, tuple(blocks))


def audit(found: ScanResult, done: DeidResult) -> AuditResult:
    """Return the audit report of a table that was scanned and treated.

    >>> import labkit as lk, pandas as pd
    >>> frame = pd.DataFrame({"姓名": ["王小明"] * 3, "件": [1, 2, 3]})
    >>> told = lk.scan(frame)
    >>> audit(told, lk.suggest_policy(told).apply(frame)).summary
    '2 個欄位中 1 個與個人有關，其中 0 個已有人決定；不帶出 1 個，處理後留下 1 個；0 項餘留風險。'
    """
    return AuditResult(name=f"去識別化稽核：{done.name.partition('：')[2]}", found=found, done=done)


def _line(one: ColumnRole) -> Sequence[object]:
    counts = "、".join(f"{entity_label(entity)} {count:,}" for entity, count in one.found.items())
    kind = entity_label(one.entity) if one.entity else "–"
    return (
        one.column,
        kind,
        counts or "0",
        ROLE_LABELS[one.role],
        one.reason,
        one.decided_by or ("–" if one.role == "safe" else NOBODY),
    )
