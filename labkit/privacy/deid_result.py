"""What a policy did: the protected table, the treatment of every column, and the risk before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from labkit.core.document import Block, Document, Grid, Text
from labkit.core.result import TableResult
from labkit.privacy.actions.drop import Drop
from labkit.privacy.risk_result import RiskResult

if TYPE_CHECKING:
    from labkit.privacy.anonymity.alike import Alike

KEY_NOTE = "金鑰代碼在金鑰仍存在時屬於個人資料。金鑰指紋："


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DeidResult(TableResult):
    """The protected table and what was done to each column; with an anonymity demand, the risks and the cost.

    ``lines`` are column, treatment, reason, cells treated.
    """

    lines: tuple[tuple[str, str, str, int], ...]
    key_fingerprint: str = ""
    risk_before: RiskResult | None = None
    risk_after: RiskResult | None = None
    alike: Alike | None = None
    labels: ClassVar[list[str]] = ["欄位", "處理", "為什麼", "處理格數"]

    @property
    def dropped(self) -> list[str]:
        """Return the columns that were left out."""
        return [column for column, action, _, _ in self.lines if action == Drop.label]

    @property
    def loss(self) -> float | None:
        """Return the mean information loss of the quasi-identifiers, 0 to 1; None where none was demanded."""
        return self.alike.loss if self.alike else None

    @property
    def summary(self) -> str:
        """Return how many columns went out how, and how alike the rows became."""
        rest = f"；不帶出 {len(self.dropped)} 欄：{'、'.join(self.dropped)}" if self.dropped else ""
        return f"{len(self.table):,} 列、{len(self.table.columns)} 欄已依政策處理{rest}。{self._alike()}"

    def _alike(self) -> str:
        if self.alike is None or self.risk_before is None or self.risk_after is None:
            return ""
        hidden = f"，{self.alike.suppressed:,} 列的間接識別欄位改為 *" if self.alike.suppressed else ""
        return f"最小的群組由 {self.risk_before.k:,} {self.risk_before.counted}變為 {self.risk_after.k:,} {self.risk_after.counted}{hidden}，資訊損失 {self.alike.loss:.1%}。"

    @property
    def brief(self) -> str:
        """Return which columns were left out."""
        return "不帶出 " + "、".join(self.dropped) if self.dropped else "沒有不帶出的欄位"

    @classmethod
    def together(cls, several: Sequence[Self]) -> str:
        """Return how many columns were left out of how many tables."""
        return f"{len(several)} 張表共不帶出 {sum(len(one.dropped) for one in several)} 欄"

    def to_document(self) -> Document:
        """Return the treatment of every column, the risks and the cost, without any value."""
        blocks: list[Block] = [Text(self.summary), Grid.of(self.labels, self.lines, caption="去識別化處理")]
        if self.risk_before and self.risk_after:
            blocks.append(compared(self.risk_before, self.risk_after))
        if self.alike:
            rows = [(name, f"{moved:.1%}") for name, moved in self.alike.moved.items()]
            blocks.append(Grid.of(["間接識別欄位", "分布移動"], rows, caption="處理讓分布移動了多少"))
            blocks += [Text(self.alike.proof, "note")] if self.alike.proof else []
        notes = [Text(KEY_NOTE + self.key_fingerprint, "note")] if self.key_fingerprint else []
        notes += [Text(finding.sentence, "note") for finding in self.findings]
        return Document(self.name or "去識別化", (*blocks, *notes))


def compared(before: RiskResult, after: RiskResult) -> Grid:
    """Return the measures of risk before and after, side by side."""
    old, new = before.frame, after.frame
    rows = [(name, was, now) for name, was, now in zip(old["指標"], old["數值"], new["數值"], strict=False)]
    return Grid.of(["指標", "處理前", "處理後"], rows, caption="再識別風險")
