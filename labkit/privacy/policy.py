"""Policy: how each column leaves the house. Every column must be decided; only ``apply`` makes a Protection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from labkit.privacy.action import ACTIONS, Action, Given
from labkit.privacy.actions.keep import Keep
from labkit.privacy.anonymity.alike import Alike, Anonymity, made_alike
from labkit.privacy.deid_result import DeidResult
from labkit.privacy.detection.column import ColumnHits
from labkit.privacy.detection.spans import is_masked
from labkit.privacy.hierarchies import Hierarchy, load_hierarchies
from labkit.privacy.keys import Key, load_key
from labkit.privacy.risk import risk
from labkit.privacy.risk_result import RiskResult
from labkit.privacy.scan import looked_at

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
        treated = _Treated(data.arrow, {one.name: one for one in columns}, self._key(key_file))
        kept = {name: treated.column(name, action) for name, action in self.columns.items() if action.keeps_column}
        self._identifies_nobody(columns, kept)
        rows = pa.table({**{name: kept[name] for name in data.columns if name in kept}, ROW: treated.rows.column(ROW)})
        alike, before, after = None, None, None
        if self.anonymity:
            persons = treated.rows.column(self.anonymity.person) if self.anonymity.person else None
            trees = load_hierarchies(hierarchies, self.anonymity.quasi_identifiers)
            alike = made_alike(rows, self.anonymity, trees, persons=persons, say=say)
            before, rows = _risk(self.anonymity, data, rows, persons), _with(rows, alike)
            after = _risk(self.anonymity, data, rows, persons)
        return DeidResult(
            name=f"去識別化：{data.source.stem}",
            table=replace(data, lazy=engines.lazy(rows), protection=self._protection(after), findings=()),
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
            if one.name in kept and not self.columns[one.name].why and _still_holds(one, kept[one.name]):
                raise StillIdentifies(place=self.name or "（未命名）", column=one.name)

    def _told(self, name: str, kept: Mapping[str, Any], treated: _Treated, alike: Alike | None) -> tuple[str, str, int]:
        """Return treatment, reason and number of cells treated of one column."""
        action = self.columns[name]
        label, cells = action.label, kept.get(name)
        if alike and name in alike.columns:
            label, cells = f"{label}、概化" if not isinstance(action, Keep) else "概化", alike.columns[name]
        return label, action.why, _changed(treated.rows.column(name), cells) if cells is not None else 0

    def _protection(self, after: RiskResult | None) -> Protection:
        return Protection(
            policy=self.name,
            policy_sha256=self.sha256,
            actions={name: action.name() for name, action in self.columns.items()},
            kept={name: action.why for name, action in self.columns.items() if isinstance(action, Keep) and action.why},
            k=after.k if after else 0,
        )


@dataclass(frozen=True, eq=False, repr=False)
class _Treated:
    """The source rows, what was found in each column, and the key."""

    rows: pa.Table
    hits: Mapping[str, ColumnHits]
    key: Key | None

    def column(self, name: str, action: Action) -> Any:
        """Return one treated column."""
        cells = self.rows.column(name)
        return (
            cells
            if isinstance(action, Keep)
            else action.treat_column(Given(cells, self.rows, self.key, self.hits[name]))
        )


def _risk(wanted: Anonymity, source: Table, rows: pa.Table, persons: Any) -> RiskResult:
    """Return the risk of treated rows by the quasi-identifiers that a policy names."""
    person = "__person__" if persons is not None else None
    told = rows.append_column(person, persons) if person else rows
    table = replace(source, lazy=engines.lazy(told))
    return risk(table, quasi_identifiers=wanted.quasi_identifiers, sensitive=wanted.sensitive, person=person)


def _with(rows: pa.Table, alike: Alike) -> pa.Table:
    for name, cells in alike.columns.items():
        rows = rows.set_column(rows.column_names.index(name), name, cells)
    return rows


def _changed(before: pa.ChunkedArray, after: Any) -> int:
    """Return how many cells differ as texts."""
    import pyarrow.compute as pc  # noqa: PLC0415

    old, new = before.cast(pa.string()), after.cast(pa.string())
    same = pc.fill_null(pc.equal(old, new), fill_value=False)
    both_missing = pc.and_(old.is_null(), new.is_null())
    return len(before) - int(pc.sum(pc.or_(same, both_missing)).as_py() or 0)


def _still_holds(column: ColumnHits, treated: Any) -> bool:
    """Tell whether any direct identifier found in a column still stands in the treated cell of its row."""
    if not column.found:
        return False
    codes = column.codes.tolist()
    telling = {
        at: [
            text
            for span in spans
            if span.role == "direct" and not is_masked(text := column.texts[at][span.start : span.end])
        ]
        for at, spans in column.found.items()
    }
    texts = treated.cast(pa.string()).to_pylist()
    checked = {(at, texts[row]) for row, at in enumerate(codes) if telling.get(at) and texts[row]}
    return any(value in text for at, text in checked for value in telling[at])
