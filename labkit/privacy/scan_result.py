"""What a scan found: a role for every column, and the place of every value; never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from labkit.core.document import Block, Document, Grid, Text
from labkit.core.result import Result
from labkit.privacy.decisions import RoleChoice, Roles
from labkit.privacy.detection.models import BY_RULE
from labkit.privacy.detection.spans import Span
from labkit.privacy.recognizer import entity_label
from labkit.privacy.role_of import ColumnRole
from labkit.privacy.roles import ROLE_LABELS

CELL_COLUMNS = ["row", "column", "entity", "start", "end", "score"]
FRAME_COLUMNS = ["column", "role", "entity", "share", "reason"]


@dataclass(frozen=True, eq=False, repr=False)
class Places:
    """Where values stand in one column: for each row the number of its text (-1: missing), for each text its spans."""

    column: str
    codes: npt.NDArray[np.int64]
    found: dict[int, list[Span]]

    def rows(self) -> Iterator[tuple[int, Span]]:
        """Yield row and span, in the order of the rows."""
        for row, code in enumerate(self.codes.tolist()):
            for span in self.found.get(code, ()):
                yield row, span


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ScanResult(Result):
    """A role for every column, and where each value of personal data stands; no value in it."""

    counts_only: ClassVar[bool] = True
    columns: tuple[ColumnRole, ...]
    places: tuple[Places, ...] = field(default=(), repr=False)
    shapes: dict[str, tuple[tuple[str, str, int], ...]] = field(default_factory=dict)
    names_by: str = BY_RULE

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per column: column, role, entity, share, reason."""
        rows = [[getattr(one, name) for name in FRAME_COLUMNS] for one in self.columns]
        return pd.DataFrame(rows, columns=FRAME_COLUMNS)

    @property
    def cells(self) -> pd.DataFrame:
        """Return a row per value found: row (position from 0), column, entity, start, end, score."""
        rows = [
            (row, one.column, span.entity, span.start, span.end, span.score)
            for one in self.places
            for row, span in one.rows()
        ]
        return pd.DataFrame(rows, columns=CELL_COLUMNS)

    @property
    def summary(self) -> str:
        """Return how many columns have which role."""
        counts = Counter(one.role for one in self.columns)
        parts = [f"{ROLE_LABELS[role]} {counts[role]} 欄" for role in ROLE_LABELS if counts[role]]
        return f"{len(self.columns)} 個欄位：" + "、".join(parts) + "。"

    @property
    def brief(self) -> str:
        """Return nothing: the log tells what the policy did."""
        return ""

    def roles(self) -> Roles:
        """Return the roles as a specification that a team edits."""
        return Roles(
            columns={
                one.column: RoleChoice(role=one.role, entity=one.entity, reason=one.reason, decided_by=one.decided_by)
                for one in self.columns
            }
        )

    def to_document(self) -> Document:
        """Return the columns and their roles, the written forms that were met, and how names were looked for."""
        roles = [
            (
                one.column,
                ROLE_LABELS[one.role],
                entity_label(one.entity),
                f"{one.share:.0%}",
                one.reason,
                one.decided_by or "（建議）",
            )
            for one in self.columns
        ]
        forms = [
            (column, entity_label(entity), shape, f"{count:,}")
            for column, told in self.shapes.items()
            for entity, shape, count in told
        ]
        blocks: list[Block] = [
            Text(self.summary),
            Grid.of(["欄位", "角色", "種類", "占比", "理由", "誰決定的"], roles, caption="欄位角色"),
        ]
        if forms:
            blocks.append(
                Grid.of(
                    ["欄位", "種類", "寫法", "格數"],
                    forms,
                    caption="找到的寫法：只有形狀，沒有內容（字＝漢字、數＝數字、英＝大寫字母，後面是個數）",
                )
            )
        notes = [
            Text(f"自由文字裡的姓名：{self.names_by}。", "note"),
            *(Text(one.sentence, "note") for one in self.findings),
        ]
        return Document(self.name or "個資偵測", (*blocks, *notes))
