"""One record of each person from several systems, with a log of which source won each field and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import pandas as pd
import pyarrow as pa
from pydantic import Field

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import UnknownTable
from labkit.core.result import Result, TableResult
from labkit.core.spec import SpecPart, checked
from labkit.core.table import Source, Table
from labkit.core.yaml import YamlText
from labkit.linking.comparable import comparable, moment_of
from labkit.linking.keyed import Keyed, keyed, require_somewhere

WHY = {
    "only": "只有這個系統有值",
    "agree": "各系統相同",
    "order": "依指定的先後",
    "newest": "日期較新",
    "majority": "多數系統相同",
    "missing": "都沒有值",
    "undecided": "不一致而無規則可決定",
}


class Rule(SpecPart):
    """How a field is decided where systems differ: ``order`` of systems, ``newest`` by the date column ``by``, or ``majority``.

    Where the rule cannot decide (no date, a tie), the cell stays missing and is counted as undecided.
    """

    rule: Literal["order", "newest", "majority"] = "order"
    order: tuple[str, ...] = ()
    by: str = ""


class ResolveSpec(SpecPart):
    """The rule of each field."""

    fields: dict[str, Rule] = Field(min_length=1)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ResolveLog(Result):
    """A line for each field, winner and reason, with its count: the rule log."""

    counts_only: ClassVar[bool] = True
    lines: tuple[tuple[str, str, str, int], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per field, source and why: field, source, why, persons."""
        return pd.DataFrame(self.lines, columns=["field", "source", "why", "persons"])

    @property
    def summary(self) -> str:
        """Return how many cells no rule could decide."""
        undecided = sum(count for _, _, why, count in self.lines if why == "undecided")
        return f"{len({field for field, *_ in self.lines})} 個欄位依規則取值，{undecided:,} 格無法決定而留空。"

    def to_document(self) -> Document:
        """Return the lines as a grid."""
        lines = [(field, source or "－", WHY[why], count) for field, source, why, count in self.lines]
        return Document(
            self.name or "取值規則紀錄", (Text(self.summary), Grid.of(["欄位", "採用的系統", "理由", "人數"], lines))
        )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ResolveResult(TableResult):
    """A row per person: the key, a column per field, and how many systems know the person."""

    log: ResolveLog

    @property
    def summary(self) -> str:
        """Return persons and undecided cells."""
        return f"{len(self.table):,} 人一人一列；{self.log.summary}"


def resolve(
    tables: Mapping[str, Table | pd.DataFrame], key: str, rules: Mapping[str, Rule | Mapping[str, Any]]
) -> ResolveResult:
    """Return one row for each key that any of ``tables`` holds, each field decided by its rule.

    Fields bear the same names in all tables. A system that holds several values for a person offers its last. Systems
    that agree (see ``labkit.linking.comparable``) need no rule. The key is spelt as the first system spells it. Rows without a key are counted in ``left_out``.

    >>> one, two = pd.DataFrame({"ID": ["a"], "里": ["新安里"]}), pd.DataFrame({"ID": ["a"], "里": ["福星里"]})
    >>> told = resolve({"照管": one, "院內": two}, "ID", {"里": {"order": ["院內", "照管"]}})
    >>> told.frame["里"].tolist(), told.log.frame["source"].tolist()
    (['福星里'], ['院內'])
    """
    spec = checked(ResolveSpec, {"fields": dict(rules)}, YamlText(dict(rules), place="resolve"))
    sides = keyed(tables, key)
    require_somewhere(sides, [*spec.fields, *(rule.by for rule in spec.fields.values() if rule.by)])
    for name in (name for rule in spec.fields.values() for name in rule.order if name not in tables):
        raise UnknownTable(place="resolve", name=name, known=list(tables))
    persons = list(dict.fromkeys(person for one in sides for person in one.rows))
    tally = Counter[tuple[str, str, str]]()
    columns: dict[str, list[Any]] = {key: [_first(sides, person, key) for person in persons]}
    for field, rule in spec.fields.items():
        told = [_decide(_offers(sides, person, field, rule.by), rule) for person in persons]
        columns[field] = [value for value, _, _ in told]
        tally.update((field, source, why) for _, source, why in told)
    columns["系統數"] = [sum(person in one.rows for one in sides) for person in persons]
    lines = tuple((*line, count) for line, count in sorted(tally.items()))
    without = sum(one.without_key for one in sides)
    data = pa.table({name: _column(cells) for name, cells in columns.items()})
    return ResolveResult(
        name="一人一列",
        table=Table.from_arrow(data, source=Source(file="＋".join(tables))),
        log=ResolveLog(name="取值規則紀錄", lines=lines),
        left_out={"no_key": without} if without else {},
    )


def _first(sides: Sequence[Keyed], person: tuple[str, ...], key: str) -> Any:
    """Return the key as the first system that knows the person spells it."""
    one = next(side for side in sides if person in side.rows)
    return one.cells[key][one.rows[person][0]]


@dataclass(frozen=True)
class Offer:
    """What a system says of a person's field: the cell, how it is compared, and the day that speaks for it."""

    value: Any
    told: str
    day: str


def _offers(sides: Sequence[Keyed], person: tuple[str, ...], field: str, by: str) -> dict[str, Offer]:
    """Return each system's last value of the field."""
    found: dict[str, Offer] = {}
    for one in (one for one in sides if one.has(field)):
        for row in one.rows.get(person, []):
            if told := one.told(field)[row]:
                day = moment_of(one.cells[by][row]) if by and one.has(by) else ""
                found[one.name] = Offer(one.cells[field][row], told, day)
    return found


def _decide(offers: Mapping[str, Offer], rule: Rule) -> tuple[Any, str, str]:
    """Return the value, the winning source and why."""
    if not offers:
        return None, "", "missing"
    first = next(iter(offers))
    if len(offers) == 1:
        return offers[first].value, first, "only"
    if len({offer.told for offer in offers.values()}) == 1:
        return offers[first].value, first, "agree"
    winner = {"order": _by_order, "newest": _by_date, "majority": _by_number}[rule.rule](offers, rule)
    return (offers[winner].value, winner, rule.rule) if winner else (None, "", "undecided")


def _by_order(offers: Mapping[str, Offer], rule: Rule) -> str:
    return next((name for name in rule.order if name in offers), "")


def _by_date(offers: Mapping[str, Offer], rule: Rule) -> str:
    del rule
    dated = {name: offer.day for name, offer in offers.items() if offer.day}
    newest = [name for name, day in dated.items() if day == max(dated.values())]
    return newest[0] if len(newest) == 1 else ""


def _by_number(offers: Mapping[str, Offer], rule: Rule) -> str:
    del rule
    counts = Counter(offer.told for offer in offers.values()).most_common()
    if len(counts) > 1 and counts[0][1] == counts[1][1]:
        return ""
    return next(name for name, offer in offers.items() if offer.told == counts[0][0])


def _column(cells: list[Any]) -> pa.Array:
    try:
        return pa.array(cells)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if cell is None else comparable(cell) for cell in cells], pa.string())
