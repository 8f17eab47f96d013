"""Policy: how each column leaves the house. Every column must be decided; only ``apply`` makes a Protection."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import pandas as pd
from pydantic import Field, SerializeAsAny

from labkit.core import engines
from labkit.core.document import Document, Grid, Text
from labkit.core.engines import ROW
from labkit.core.errors import PolicyIncomplete, StillIdentifies, UnknownColumn
from labkit.core.plugs import union_of
from labkit.core.result import TableResult
from labkit.core.spec import Spec
from labkit.core.table import Protection, Table
from labkit.privacy.action import ACTIONS, Action
from labkit.privacy.actions.coarsen import Coarsen
from labkit.privacy.actions.drop import Drop
from labkit.privacy.actions.keep import Keep
from labkit.privacy.keys import Key, load_key
from labkit.privacy.recognizer import entity_label
from labkit.privacy.role_of import ColumnRole
from labkit.privacy.roles import ROLE_LABELS
from labkit.privacy.scan import scan
from labkit.privacy.scan_result import ScanResult

if TYPE_CHECKING:
    import pyarrow as pa

    AnyAction = Action
else:
    AnyAction = Annotated[union_of(ACTIONS), Field(discriminator="action")]

Audience = Literal["機關內部", "跨機關", "開放資料"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DeidResult(TableResult):
    """The protected table and what was done to each column."""

    lines: tuple[tuple[str, str, str, int], ...]
    key_fingerprint: str = ""
    labels: ClassVar[list[str]] = ["欄位", "處理", "為什麼", "處理格數"]

    @property
    def summary(self) -> str:
        """Return how many columns went out how."""
        dropped = [column for column, action, _, _ in self.lines if action == Drop.label]
        rest = f"；不帶出 {len(dropped)} 欄：{'、'.join(dropped)}" if dropped else ""
        return f"{len(self.table):,} 列、{len(self.table.columns)} 欄已依政策處理{rest}。"

    @property
    def brief(self) -> str:
        """Return which columns were left out."""
        dropped = [column for column, action, _, _ in self.lines if action == Drop.label]
        return "不帶出 " + "、".join(dropped) if dropped else "沒有不帶出的欄位"

    def to_document(self) -> Document:
        """Return the treatment of every column, without any value."""
        notes = (
            [Text("金鑰代碼在金鑰仍存在時屬於個人資料。金鑰指紋：" + self.key_fingerprint, "note")]
            if self.key_fingerprint
            else []
        )
        grid = Grid.of(self.labels, self.lines, caption="去識別化處理")
        return Document(self.name or "去識別化", (Text(self.summary), grid, *notes))


class Policy(Spec):
    """What is done to each column, and for whom.

    >>> policy = Policy(columns={"姓名": {"action": "mask"}, "件": {"action": "keep"}})
    >>> policy.apply(pd.DataFrame({"姓名": ["王小明"], "件": [3]})).frame["姓名"].tolist()
    ['王○○']
    """

    name: str = ""
    audience: Audience = "機關內部"
    columns: dict[str, SerializeAsAny[AnyAction]]

    def apply(self, table: Table | pd.DataFrame, key_file: str | Path | None = None) -> DeidResult:
        """Return the protected table; ``table`` stays as it is.

        Raises UnknownColumn for a column that the table lacks, PolicyIncomplete for a column without a decision,
        StillIdentifies for direct identifiers let out without a written reason, KeyMissing or KeyWeak.
        """
        data = Table.of(table)
        self._check(data)
        key = load_key(key_file) if any(action.needs_key for action in self.columns.values()) else None
        source = data.arrow
        lines, kept = [], {}
        for name in data.columns:
            action = self.columns[name]
            treated, count = _treated(action, source.column(name), key)
            lines.append((name, action.label, action.why, count))
            if action.keeps_column:
                kept[name] = treated
        protection = Protection(
            policy=self.name,
            policy_sha256=self.sha256,
            actions={name: action.name() for name, action in self.columns.items()},
            kept={name: action.why for name, action in self.columns.items() if isinstance(action, Keep) and action.why},
        )
        return DeidResult(
            name=f"去識別化：{data.source.stem}",
            table=_protected(data, kept, source, protection),
            lines=tuple(lines),
            key_fingerprint=key.fingerprint if key else "",
        )

    def _check(self, table: Table) -> None:
        for name in self.columns:
            if name not in table.columns:
                raise UnknownColumn(place=self.name or "政策", column=name, known=table.columns)
        missing = [name for name in table.columns if name not in self.columns]
        if missing:
            raise PolicyIncomplete(place=self.name or "（未命名）", names="、".join(missing))
        for one in scan(table).columns:
            action = self.columns[one.column]
            if one.role == "direct" and not action.why and _leaves_cells(action, table, one.column):
                raise StillIdentifies(place=self.name or "（未命名）", column=one.column)


def _protected(table: Table, kept: dict[str, Any], source: pa.Table, protection: Protection) -> Table:
    import pyarrow as pa  # noqa: PLC0415

    rows = pa.table({**kept, ROW: source.column(ROW)})
    return replace(table, lazy=engines.lazy(rows), protection=protection, findings=())


def _treated(action: Action, column: Any, key: Key | None) -> tuple[Any, int]:
    """Run the action once per distinct value; return the new column and how many cells changed."""
    import pyarrow as pa  # noqa: PLC0415

    if isinstance(action, Keep):
        return column, 0
    cells = column.to_pylist()
    answers = {value: action.treat(value, key) for value in set(cells) if value is not None}
    new = [answers.get(value) for value in cells]
    changed = sum(1 for old, now in zip(cells, new, strict=True) if old != now)
    return pa.array([None if value is None else str(value) for value in new], pa.string()), changed


def _leaves_cells(action: Action, table: Table, name: str) -> bool:
    """Tell whether the action would let any cell of the column out as it is."""
    if not action.keeps_column or action.needs_key:
        return False
    cells = table.arrow.column(name).drop_null().unique().to_pylist()
    return any(str(action.treat(cell, None)) == str(cell) for cell in cells)


def suggest_policy(found: ScanResult, audience: Audience = "機關內部") -> Policy:
    """Propose the careful policy: direct, sensitive and free text are left out, birth dates to the year, the rest kept.

    For 開放資料 every quasi-identifier is left out.
    """
    columns = {one.column: _suggested(one, audience) for one in found.columns}
    return Policy(name=f"{found.name.removeprefix('個資偵測：')}（建議）", audience=audience, columns=columns)


def _suggested(one: ColumnRole, audience: Audience) -> Action:
    if one.role == "safe":
        return Keep(why=f"{one.reason}（{one.decided_by}）" if one.decided_by else "")
    if one.entity == "BIRTH_DATE" and audience != "開放資料":
        return Coarsen(to="year", why="間接識別：只留年")
    return Drop(why=f"{entity_label(one.entity) if one.entity else ROLE_LABELS[one.role]}：{one.reason}")
