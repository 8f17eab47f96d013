"""Which columns hold personal data: every distinct value is looked at once, and each role has its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from labkit.core.engines import ROW, collect
from labkit.core.finding import Finding
from labkit.core.progress import Say, silent
from labkit.core.table import Table
from labkit.privacy.decisions import Roles
from labkit.privacy.detection.beside import with_names_beside
from labkit.privacy.detection.column import ColumnHits, look
from labkit.privacy.detection.models import BY_RULE, NameModel
from labkit.privacy.detection.neighbours import spoken_for
from labkit.privacy.detection.seen_names import names_told, with_names
from labkit.privacy.detection.shapes import shapes_of
from labkit.privacy.detection.spans import find_all, settled
from labkit.privacy.role_of import ColumnRole, role_of
from labkit.privacy.scan_result import Places, ScanResult

LONG = 500_000
HEADED = "欄名本身含有個資"


def scan(table: Table | pd.DataFrame, *, roles: Roles | None = None, model: str = "", say: Say = silent) -> ScanResult:
    """Find personal data in every column of ``table``; nothing is changed.

    ``roles`` are earlier decisions: a column about which somebody decided keeps that role, and what is found there is still
    listed. ``model`` names an installed spaCy pipeline for names in free text; without one, names are found by rule.
    Raises ModelMissing.

    >>> scan(pd.DataFrame({"編號": ["A123456789"]})).frame["role"].tolist()
    ['direct']
    """
    data = Table.of(table)
    reader = NameModel.named(model) if model else None
    columns = looked_at(data, say)
    told = spoken_for(columns)
    columns = _again(data, columns, {name: entity for name, (entity, _) in told.items()})
    reasons = {name: why for name, (_, why) in told.items()}
    found = [role_of(one, neighbours=reasons.get(one.name, "")) for one in columns]
    if reader:
        columns = [
            _read(one, reader) if role.role == "free_text" else one for one, role in zip(columns, found, strict=True)
        ]
        found = [role_of(one, neighbours=reasons.get(one.name, "")) for one in columns]
    headed = {one.name for one in columns if any(span.role == "direct" for span in find_all(one.name))}
    found = [replace(one, role="direct", reason=HEADED) if one.column in headed else one for one in found]
    kept, findings = _decided(found, roles)
    if headed:
        findings += (Finding("header_identifies", place=data.source.label, count=len(headed), level="warning"),)
    return ScanResult(
        name=f"個資偵測：{data.source.stem}",
        findings=findings,
        columns=tuple(kept),
        places=tuple(Places(one.name, one.codes, one.found) for one in columns),
        shapes={one.name: shapes_of(one) for one in columns},
        names_by=reader.told if reader else BY_RULE,
    )


def looked_at(table: Table, say: Say = silent) -> list[ColumnHits]:
    """Return what stands in every column, its texts included: for code that must compare values, never for people."""
    arrow = collect(table.lazy).drop_columns([ROW])
    columns = []
    for number, name in enumerate(arrow.column_names, 1):
        columns.append(look(name, arrow.column(name)))
        if arrow.num_rows * arrow.num_columns >= LONG:
            say(f"尋找個資：{number}/{arrow.num_columns} 欄")
    names = names_told(columns)
    return [with_names_beside(with_names(one, names)) for one in columns]


def _again(table: Table, columns: Sequence[ColumnHits], told: dict[str, str]) -> list[ColumnHits]:
    """Look once more at the columns that their neighbours speak for."""
    arrow = collect(table.lazy) if told else None
    return [
        look(one.name, arrow.column(one.name), speaks=(told[one.name],))
        if arrow is not None and one.name in told
        else one
        for one in columns
    ]


def _read(column: ColumnHits, reader: NameModel) -> ColumnHits:
    for at, spans in enumerate(reader.names(column.texts)):
        if spans:
            column.found[at] = settled([*column.found.get(at, ()), *spans])
    return column


def _decided(found: Sequence[ColumnRole], roles: Roles | None) -> tuple[list[ColumnRole], tuple[Finding, ...]]:
    """Put the team's decisions in the place of proposals; what contradicts or is gone becomes a finding."""
    decided = roles.decided if roles else {}
    kept, said = [], list[Finding]()
    for one in found:
        choice = decided.get(one.column) or decided.get(one.column.strip())
        if choice is None:
            kept.append(one)
            continue
        if choice.role in {"safe", "free_text"} and one.role == "direct":
            said.append(Finding("role_contradicted", place=one.column, count=sum(one.found.values()), level="warning"))
        reason = choice.reason or one.reason
        kept.append(replace(one, role=choice.role, entity=choice.entity, reason=reason, decided_by=choice.decided_by))
    gone = [
        name for name in decided if name not in {told for one in found for told in (one.column, one.column.strip())}
    ]
    if gone:
        said.append(Finding("role_gone", place="欄位角色", count=len(gone), facts={"names": "、".join(gone)}))
    return kept, tuple(said)
