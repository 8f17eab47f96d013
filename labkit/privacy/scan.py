"""Which columns hold personal data: every distinct value is looked at once, and each role has its reason."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.engines import ROW, collect
from labkit.core.result import Result
from labkit.core.spec import Spec, SpecPart
from labkit.core.table import Table
from labkit.privacy.recognizer import RECOGNIZERS, Recognizer
from labkit.privacy.recognizers.person import PERHAPS_NAMES, SURE_NAMES, holds_name, is_name
from labkit.privacy.roles import Role, role_of_name
from labkit.tables.kinds import as_text

MOST, SOME = 0.5, 0.3
FEW = 0.02
LONG_TEXT = 20
ROLE_LABELS: dict[Role, str] = {
    "direct": "直接識別",
    "quasi": "間接識別",
    "sensitive": "特種個資",
    "free_text": "自由文字",
    "safe": "一般",
}
OTHER_LABELS = {"TW_LANDLINE": "電話", "TW_ADDRESS": "地址"}
CELL_COLUMNS = ["row", "column", "entity", "start", "end", "score"]


@dataclass(frozen=True)
class Span:
    """A value of personal data inside a cell's text; its place, never the value."""

    entity: str
    start: int
    end: int
    score: float


@dataclass(frozen=True)
class ColumnRole:
    """What was found about one column. ``share`` is the part of its filled cells that hold the entity."""

    column: str
    role: Role
    entity: str
    share: float
    reason: str


class RoleChoice(SpecPart):
    """A team's decision about one column: its role, why, and who decided."""

    role: Role
    entity: str = ""
    reason: str = ""
    decided_by: str = ""


class Roles(Spec):
    """The roles of a table's columns, as a team edits them."""

    columns: dict[str, RoleChoice]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ScanResult(Result):
    """A role for every column, and where each value of personal data stands; no value in it."""

    counts_only: ClassVar[bool] = True
    columns: tuple[ColumnRole, ...]
    spans: tuple[tuple[int, str, Span], ...] = field(default=(), repr=False)

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per column: column, role, entity, share, reason."""
        return pd.DataFrame(
            [vars(one) for one in self.columns], columns=["column", "role", "entity", "share", "reason"]
        )

    @property
    def cells(self) -> pd.DataFrame:
        """Return a row per value found: row (position from 0), column, entity, start, end, score."""
        rows = [(row, column, span.entity, span.start, span.end, span.score) for row, column, span in self.spans]
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
                one.column: RoleChoice(role=one.role, entity=one.entity, reason=one.reason) for one in self.columns
            }
        )

    def to_document(self) -> Document:
        """Return the columns and their roles as a grid."""
        rows = [
            (one.column, ROLE_LABELS[one.role], entity_label(one.entity), f"{one.share:.0%}", one.reason)
            for one in self.columns
        ]
        grid = Grid.of(["欄位", "角色", "種類", "占比", "理由"], rows, caption="欄位角色")
        return Document(self.name or "個資偵測", (Text(self.summary), grid))


def scan(table: Table | pd.DataFrame) -> ScanResult:
    """Find personal data in every column of ``table``; nothing is changed.

    >>> scan(pd.DataFrame({"編號": ["A123456789"]})).frame["role"].tolist()
    ['direct']
    """
    data = Table.of(table)
    arrow = collect(data.lazy).drop_columns([ROW])
    columns: list[ColumnRole] = []
    spans: list[tuple[int, str, Span]] = []
    for name in arrow.column_names:
        cells = arrow.column(name).to_pylist()
        found = {value: find_all(as_text(value), column=name) for value in set(cells) if value is not None}
        columns.append(_role(name, cells, found))
        spans += [(row, name, span) for row, value in enumerate(cells) for span in found.get(value, ())]
    return ScanResult(name=f"個資偵測：{data.source.stem}", columns=tuple(columns), spans=tuple(spans))


def entity_label(entity: str) -> str:
    """Return what people call an entity.

    >>> entity_label("TW_MOBILE"), entity_label("")
    ('手機號碼', '–')
    """
    labels = {one.entity: one.label for one in RECOGNIZERS.values()}
    return labels.get(entity, OTHER_LABELS.get(entity, entity or "–"))


def find_all(text: str, *, column: str = "") -> list[Span]:
    """Return every value of personal data in ``text``, the surest kept where two overlap; spans count in NFKC text."""
    plain = unicodedata.normalize("NFKC", text)
    found = [span for recognizer in RECOGNIZERS.values() for span in _spans(recognizer, plain, column)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (-one.score, one.start, one.end)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda one: one.start)


def _spans(recognizer: Recognizer, text: str, column: str) -> Iterator[Span]:
    named = bool(column) and bool(recognizer.names.search(column))
    for start, end in recognizer.find(text, named=named):
        yield Span(recognizer.entity, start, end, recognizer.score)
    if named and recognizer.entity == "PERSON" and is_name(text):
        yield Span("PERSON", 0, len(text), 0.8)
    if named and recognizer.entity == "TW_MOBILE" and len(text) == 9 and text.isdigit() and text[0] == "9":  # noqa: PLR2004
        yield Span("TW_MOBILE", 0, len(text), 0.6)


def _role(name: str, cells: list[Any], found: dict[Any, list[Span]]) -> ColumnRole:
    filled = [value for value in cells if value is not None]
    hits = Counter(entity for value in filled for entity in sorted({span.entity for span in found[value]}))
    entity, count = max(sorted(hits.items()), key=lambda pair: pair[1], default=("", 0))
    share = round(count / len(filled), 4) if filled else 0.0
    whole = sum(
        1 for value in filled if any(span.end - span.start >= MOST * len(as_text(value)) for span in found[value])
    )
    if count and whole >= MOST * len(filled):
        return ColumnRole(name, "direct", entity, share, f"{count:,} 格符合格式" + _checked(entity))
    by_name = role_of_name(name)
    if _names_people(name, filled):
        return ColumnRole(name, "direct", "PERSON", share, "欄名指人名")
    if by_name and by_name[0] != "free_text" and (filled or count):
        return ColumnRole(name, by_name[0], by_name[1], share, "欄名")
    if count and share >= FEW:
        return ColumnRole(name, "free_text", entity, share, f"{count:,} 格內含此類個資" + _checked(entity))
    if count or (by_name and not _numbers(filled)) or _is_prose(filled):
        why = f"文字中有 {count:,} 格疑似個資" if count else "長短不一的文字，可能提到個人"
        return ColumnRole(name, "free_text", entity, share, why)
    return ColumnRole(name, "safe", "", 0.0, "未見個資")


def _checked(entity: str) -> str:
    return "，檢查碼正確" if entity == "TW_NATIONAL_ID" else ""


def _names_people(name: str, filled: list[Any]) -> bool:
    """Tell whether a column names people: its name surely says so, or perhaps and its cells look like names."""
    if not filled or _numbers(filled) or name.endswith(("數", "率", "費", "額")):
        return False
    if SURE_NAMES.search(name):
        return True
    texts = [as_text(value) for value in filled]
    return bool(PERHAPS_NAMES.search(name)) and sum(map(holds_name, texts)) >= SOME * len(texts)


def _numbers(filled: list[Any]) -> bool:
    return all(not isinstance(value, str) for value in filled)


def _is_prose(filled: list[Any]) -> bool:
    """Tell whether a column holds sentences: long on average and mostly different."""
    texts = [value for value in filled if isinstance(value, str)]
    if not texts or len(texts) < len(filled):
        return False
    return sum(map(len, texts)) / len(texts) > LONG_TEXT and len(set(texts)) > MOST * len(texts)
