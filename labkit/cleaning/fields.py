"""Whether a file is the one that a recipe was made for: its columns by standard name, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import narwhals as nw

from labkit.core.engines import ROW, engine_of
from labkit.core.errors import FieldsChanged, StepRefused
from labkit.core.finding import Finding
from labkit.core.messages import say
from labkit.core.near import near_miss
from labkit.core.spec import SpecPart
from labkit.core.table import ROW_LIMIT, Table
from labkit.tables.kinds import ColumnValues, column_values

WHEN = {"roc_date", "date", "datetime"}
PARTS_OF_TIME = "yMdHq上學"  # year, month, day, hour, quarter, half-year, school year


class ExpectedField(SpecPart):
    """What a column held when the recipe was made: its kind and, for dates, how they were written.

    A file in which a column that is not ``optional`` is absent is refused, and so is one in which dates have become
    something else, or have lost or gained days or hours: the steps would still run, and mean something else.
    Other changes of kind, and columns that the recipe does not know, become findings.
    """

    kind: Literal["roc_date", "date", "datetime", "number", "code", "text", "empty"]
    form: str = ""
    optional: bool = False


def fitted(table: Table, columns: Mapping[str, str], fields: Mapping[str, ExpectedField]) -> Table:
    """Return ``table`` with its columns renamed, after holding it against ``fields``; every fault is told at once.

    >>> import pandas as pd
    >>> fitted(Table.of(pd.DataFrame({"里別": ["新安里"]})), {"里別": "里"}, {}).columns
    ['里']
    """
    renamed = _renamed(table, columns)
    if not fields:
        return renamed
    known = renamed.columns
    gone = [name for name, one in fields.items() if name not in known and not one.optional]
    afar = len(renamed) > ROW_LIMIT and engine_of(renamed.lazy) != "duckdb"
    seen = {} if afar else {one.name: one for one in column_values(renamed) if one.name in fields}
    changed = {name: _change(fields[name], one) for name, one in seen.items()}
    refused = [f"．缺少欄位「{name}」。{near_miss(name, [one for one in known if one not in fields])}" for name in gone]
    refused += [f"．欄位「{name}」名稱相同，但內容改變了（{how}）。" for name, (how, hard) in changed.items() if hard]
    if refused:
        raise FieldsChanged(place=table.source.label, count=len(refused), what="\n".join(refused))
    findings = [Finding("field_changed", name, 1, "warning", {"how": how}) for name, (how, _) in changed.items() if how]
    if afar:
        findings.append(Finding("fields_unchecked", table.source.label, len(renamed), "warning"))
    more = [name for name in known if name not in fields]
    if more:
        findings.append(Finding("fields_unknown", table.source.label, len(more), facts={"names": "、".join(more)}))
    return replace(renamed, findings=(*renamed.findings, *findings))


def _renamed(table: Table, columns: Mapping[str, str]) -> Table:
    known = table.columns
    table.require([old for old, new in columns.items() if old not in known and new not in known])
    names = {old: columns.get(old, old) for old in known}
    folded = [name.casefold() for name in names.values()]
    twice = [name for name in names.values() if folded.count(name.casefold()) > 1]
    if twice:
        raise StepRefused(place=table.source.label, what=f"columns 會產生兩個「{twice[0]}」欄，請改用不同的新欄名。")
    if all(old == new for old, new in names.items()):
        return table
    chosen = table.lazy.select(**{new: nw.col(old) for old, new in names.items()}, **{ROW: nw.col(ROW)})
    return replace(table, lazy=chosen, protection=None)


def _change(expected: ExpectedField, found: ColumnValues) -> tuple[str, bool]:
    """Return how a column changed, empty where it did not, and whether steps would mean something else by it."""
    if "empty" in {expected.kind, found.kind}:
        return "", False
    was, now = expected.kind in WHEN, found.kind in WHEN
    if was and now and _exactness(expected.kind, expected.form) != _exactness(found.kind, found.form):
        shown = [one.form or say(f"column_kinds.{one.kind}") for one in (expected, found)]
        return "→".join(shown), True
    if expected.kind == found.kind or (was and now):
        return "", False
    words = [say(f"column_kinds.{kind}") for kind in (expected.kind, found.kind)]
    return "→".join(words), was != now


def _exactness(kind: str, form: str) -> frozenset[str]:
    """Return which parts of a moment the commonest written form holds: year, half, quarter, month, day, hour."""
    if not form:  # stored as a date, not written as one
        return frozenset("yMdH" if kind == "datetime" else "yMd")
    return frozenset(sign for sign in form.split("、", maxsplit=1)[0] if sign in PARTS_OF_TIME)
