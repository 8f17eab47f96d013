"""Policy: how each column leaves the house. Every column must be decided; only ``apply`` makes a Protection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

import pandas as pd
import pyarrow as pa
from pydantic import Field, SerializeAsAny, model_validator

from labkit.core import engines
from labkit.core.engines import ROW
from labkit.core.errors import PolicyIncomplete, StillIdentifies, UnknownColumn
from labkit.core.plugs import union_of
from labkit.core.progress import Say, silent
from labkit.core.spec import Spec
from labkit.core.table import Protection, Table
from labkit.privacy.action import ACTIONS, Action
from labkit.privacy.actions.keep import Keep
from labkit.privacy.anonymity.alike import Alike, Anonymity, made_alike
from labkit.privacy.deid_result import DeidResult
from labkit.privacy.detection.column import ColumnHits
from labkit.privacy.hierarchies import Hierarchy, load_hierarchies
from labkit.privacy.keys import Key, load_key
from labkit.privacy.risk_result import RiskResult
from labkit.privacy.role_of import role_of
from labkit.privacy.scan import looked_at
from labkit.privacy.treated import Treated, View, cells_changed, direct_entities, still_holds, with_alike

if TYPE_CHECKING:
    AnyAction = Action
else:
    AnyAction = Annotated[union_of(ACTIONS), Field(discriminator="action")]

Audience = Literal["機關內部", "跨機關", "開放資料"]
Hierarchies = Mapping[str, str | Path | Hierarchy] | str | Path | None


class Policy(Spec):
    """What is done to each column, for whom, and how alike the rows have to be.

    >>> policy = Policy(columns={"姓名": {"action": "mask"}, "件": {"action": "keep"}})
    >>> policy.apply(pd.DataFrame({"姓名": ["王小明"], "件": [3]})).frame["姓名"].tolist()
    ['王○○']
    """

    name: str = ""
    audience: Audience = "機關內部"
    columns: dict[str, SerializeAsAny[AnyAction]]
    anonymity: Anonymity | None = None

    @model_validator(mode="after")
    def _leaves_what_is_made_alike(self) -> Self:
        wanted = (*self.anonymity.quasi_identifiers, *self.anonymity.sensitive) if self.anonymity else ()
        gone = [name for name in wanted if name in self.columns and not self.columns[name].keeps_column]
        if gone:
            message = f"anonymity 用到的欄位不帶出：{'、'.join(gone)}；請保留或從 anonymity 拿掉"
            raise ValueError(message)
        return self

    def apply(
        self,
        table: Table | pd.DataFrame,
        key_file: str | Path | None = None,
        *,
        hierarchies: Hierarchies = None,
        say: Say = silent,
    ) -> DeidResult:
        """Return the protected table; ``table`` stays as it is.

        ``hierarchies`` are CSV files by column, or a folder of ``*hierarchy_<column>.csv``; columns without one get ranges, periods or
        areas made from their values. Raises UnknownColumn for a column that the table lacks, PolicyIncomplete for a column without a
        decision, StillIdentifies for direct identifiers let out without a written reason, KeyMissing or KeyWeak, AnonymityRefused,
        HierarchyMisses or HierarchyRefused.
        """
        data = Table.of(table)
        self._complete(data)
        columns = looked_at(data, say)
        treated = Treated(data.arrow, {one.name: one for one in columns}, self._key(key_file))
        kept = {name: treated.column(name, action) for name, action in self.columns.items() if action.keeps_column}
        self._identifies_nobody(columns, kept)
        rows = pa.table({**{name: kept[name] for name in data.columns if name in kept}, ROW: treated.rows.column(ROW)})
        view = self._view(columns, treated)
        alike = None
        if self.anonymity:
            trees = load_hierarchies(hierarchies, self.anonymity.quasi_identifiers)
            alike = made_alike(rows, self.anonymity, trees, persons=view.persons, say=say)
            rows = with_alike(rows, alike)
        before, after = (
            view.risk(data, treated.rows),
            view.risk(data, rows, suppressed=alike.suppressed if alike else 0),
        )
        return DeidResult(
            name=f"去識別化：{data.source.stem}",
            table=replace(
                data, lazy=engines.lazy(rows), protection=self._protection(columns, after, alike), findings=()
            ),
            lines=tuple((name, *self._told(name, kept, treated, alike)) for name in data.columns),
            key_fingerprint=treated.key.fingerprint if treated.key else "",
            risk_before=before,
            risk_after=after,
            alike=alike,
            findings=after.findings if after else (),
        )

    def _complete(self, table: Table) -> None:
        """Refuse a policy and a table that do not know the same columns."""
        person = [self.anonymity.person] if self.anonymity and self.anonymity.person else []
        wanted = (*self.anonymity.quasi_identifiers, *self.anonymity.sensitive) if self.anonymity else ()
        beside = [name for action in self.columns.values() for name in action.beside]
        for name in [*self.columns, *beside, *wanted, *person]:
            if name not in table.columns:
                raise UnknownColumn(place=self.name or "政策", column=name, known=table.columns)
        missing = [name for name in table.columns if name not in self.columns]
        if missing:
            raise PolicyIncomplete(place=self.name or "（未命名）", names="、".join(missing))

    def _key(self, key_file: str | Path | None) -> Key | None:
        return load_key(key_file) if any(action.needs_key for action in self.columns.values()) else None

    def _identifies_nobody(self, columns: Sequence[ColumnHits], kept: Mapping[str, Any]) -> None:
        """Refuse to let a direct identifier out as it is, unless the column's action says why."""
        for one in columns:
            if one.name in kept and not self.columns[one.name].why and still_holds(one, kept[one.name]):
                raise StillIdentifies(place=self.name or "（未命名）", column=one.name)

    def _view(self, columns: Sequence[ColumnHits], treated: Treated) -> View:
        """Return by which columns risk is measured: those of ``anonymity``, else the quasi-identifiers that stay."""
        if self.anonymity:
            persons = treated.rows.column(self.anonymity.person) if self.anonymity.person else None
            return View(self.anonymity.quasi_identifiers, self.anonymity.sensitive, persons)
        stays = {name for name, action in self.columns.items() if action.keeps_column and not action.needs_key}
        roles = {one.name: role_of(one).role for one in columns if one.name in stays}
        told = tuple(name for name, role in roles.items() if role in {"quasi", "direct"})
        return View(told, tuple(name for name, role in roles.items() if role == "sensitive"), None)

    def _told(self, name: str, kept: Mapping[str, Any], treated: Treated, alike: Alike | None) -> tuple[str, str, int]:
        """Return treatment, reason and number of cells treated of one column."""
        action, source = self.columns[name], treated.rows.column(name)
        label, cells = action.label, kept.get(name)
        if alike and name in alike.columns:
            label, cells = f"{label}、概化" if not isinstance(action, Keep) else "概化", alike.columns[name]
        return label, action.why, cells_changed(source, cells) if cells is not None else len(source) - source.null_count

    def _protection(self, columns: Sequence[ColumnHits], after: RiskResult | None, alike: Alike | None) -> Protection:
        reasons = {name: action.why for name, action in self.columns.items() if isinstance(action, Keep) and action.why}
        return Protection(
            policy=self.name,
            policy_sha256=self.sha256,
            actions={name: action.name() for name, action in self.columns.items()},
            kept=reasons,
            entities={one.name: found for one in columns if one.name in reasons and (found := direct_entities(one))},
            k=after.k if after and self.anonymity else 0,
            suppressed=alike.suppressed if alike else 0,
        )
