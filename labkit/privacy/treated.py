"""What a policy makes of a table: treated columns, the risk of its rows, and whether an identifier still stands in them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from labkit.core import engines
from labkit.core.table import Protection, Table
from labkit.privacy.action import Action, Given
from labkit.privacy.actions.keep import Keep
from labkit.privacy.anonymity.alike import Alike
from labkit.privacy.anonymity.coded import texts_of
from labkit.privacy.detection.column import ColumnHits
from labkit.privacy.detection.spans import Span, is_masked
from labkit.privacy.keys import Key
from labkit.privacy.risk import risk
from labkit.privacy.risk_result import RiskResult

MOST, SHORTEST = 0.6, 2
DOOR = re.compile("[0-9〇一二三四五六七八九十]\\s?號|[路街巷弄].*[0-9]")


@dataclass(frozen=True, eq=False, repr=False)
class Treated:
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


@dataclass(frozen=True, eq=False, repr=False)
class View:
    """By which columns, and counting which persons, the risk of the rows is measured."""

    quasi_identifiers: tuple[str, ...]
    sensitive: tuple[str, ...]
    persons: pa.ChunkedArray | None

    def risk(self, source: Table, rows: pa.Table, *, suppressed: int = 0) -> RiskResult | None:
        """Return the risk of ``rows``, of which so many were suppressed; None where no quasi-identifier stays."""
        if not self.quasi_identifiers:
            return None
        person = "__person__" if self.persons is not None else None
        told = rows.append_column(person, self.persons) if person else rows
        table = replace(source, lazy=engines.lazy(told), protection=Protection("", "", {}, suppressed=suppressed))
        return risk(table, quasi_identifiers=self.quasi_identifiers, sensitive=self.sensitive, person=person)


def with_alike(rows: pa.Table, alike: Alike) -> pa.Table:
    """Return ``rows`` with their quasi-identifiers as they were made alike."""
    for name, cells in alike.columns.items():
        rows = rows.set_column(rows.column_names.index(name), name, cells)
    return rows


def cells_changed(before: pa.ChunkedArray, after: Any) -> int:
    """Return how many cells differ as texts."""
    import pyarrow.compute as pc  # noqa: PLC0415

    old, new = texts_of(before), texts_of(after)
    same = pc.fill_null(pc.equal(old, new), fill_value=False)
    both_missing = pc.and_(old.is_null(), new.is_null())
    return len(before) - int(pc.sum(pc.or_(same, both_missing)).as_py() or 0)


def direct_entities(column: ColumnHits) -> list[str]:
    """Return the kinds of direct identifiers that were found in a column."""
    return sorted({span.entity for spans in column.found.values() for span in spans if span.role == "direct"})


def still_holds(column: ColumnHits, treated: Any) -> bool:
    """Tell whether any direct identifier found in a column still stands, whole or for the most part, in the treated cell of its row."""
    telling = {
        at: [
            (span.entity, text)
            for span in spans
            if span.role == "direct" and not is_masked(text := _cut(column, at, span))
        ]
        for at, spans in column.found.items()
    }
    if not any(telling.values()):
        return False
    texts = texts_of(treated).to_pylist()
    checked = {(at, texts[row]) for row, at in enumerate(column.codes.tolist()) if telling.get(at) and texts[row]}
    return any(_stands(entity, value, text) for at, text in checked for entity, value in telling[at])


def _cut(column: ColumnHits, at: int, span: Span) -> str:
    return column.texts[at][span.start : span.end].strip()


def _stands(entity: str, value: str, text: str) -> bool:
    """Tell whether a value stands in a text: an address by its door, an e-mail address by its name, others by most of their signs."""
    if value in text:
        return True
    if entity == "TW_ADDRESS":
        return bool(DOOR.search(text))
    if entity == "EMAIL_ADDRESS" and f"{value.partition('@')[0]}@" in text:
        return True
    part = max(SHORTEST, math.ceil(len(value) * MOST))
    return any(value[start : start + part] in text for start in range(len(value) - part + 1))
