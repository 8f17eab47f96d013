"""Find which columns of several systems mean the same: by name, kind, written form and shared values."""

from __future__ import annotations

import difflib
import heapq
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from labkit.core.field_map import FieldMap, MappedField
from labkit.core.table import Table
from labkit.linking.comparable import comparable, comparable_day
from labkit.tables.kinds import ColumnValues, column_values
from labkit.taiwan.variants import unify

ENOUGH, TELLING, MOST_VALUES = 0.45, 8, 20_000
ALIKE = {"roc_date": "date", "datetime": "date", "code": "text"}
NAME, VALUES, KIND, FORM = 0.4, 0.45, 0.1, 0.05
EXACT_NAME, SAME_NAME = 0.85, 0.6
SHORTEST, LONGEST = 3, 5


@dataclass(frozen=True)
class _Column:
    table: str
    name: str
    seen: ColumnValues
    values: frozenset[str]


@dataclass(frozen=True)
class _Pair:
    score: float
    left: _Column
    right: _Column
    why: str


def link_fields(tables: Mapping[str, Table | pd.DataFrame]) -> FieldMap:
    """Propose which columns of ``tables`` mean the same, each with its evidence; nothing is renamed.

    A column has one counterpart at most in each other table; the most alike are paired first. Values are compared as
    ``comparable`` writes them (dates ISO, width and case levelled), by the share of the smaller column's distinct values
    that the other holds. The standard name is that of the first table. People edit the map before it is used.

    >>> one = pd.DataFrame({"身分證字號": ["A123456789", "B123456780"], "里": ["新安里", "福星里"]})
    >>> two = pd.DataFrame({"ID": ["a123456789", "B123456780"], "村里別": ["新安里", "西門里"]})
    >>> link_fields({"照管": one, "院內": two}).columns_of("院內")
    {'ID': '身分證字號', '村里別': '里'}
    """
    columns = {name: _columns(name, Table.of(table)) for name, table in tables.items()}
    pairs = [
        pair
        for one, other in combinations(columns, 2)
        for left in columns[one]
        for right in columns[other]
        if (pair := _pair(left, right)).score >= ENOUGH
    ]
    groups = _grouped(sorted(pairs, key=lambda pair: (-pair.score, pair.left.name, pair.right.name)))
    fields: dict[str, MappedField] = {}
    for group, evidence in groups:
        told = {name: group[name].name for name in tables if name in group}
        score = round(sum(pair.score for pair in evidence) / len(evidence), 2)
        fields[_free(next(iter(told.values())), fields)] = MappedField(
            columns=told, score=score, why="；".join(pair.why for pair in evidence)
        )
    mapped = {(name, column) for field in fields.values() for name, column in field.columns.items()}
    left = {name: tuple(one.name for one in columns[name] if (name, one.name) not in mapped) for name in columns}
    return FieldMap(fields=fields, unmapped={name: names for name, names in left.items() if names})


def _columns(name: str, table: Table) -> list[_Column]:
    return [_Column(name, one.name, one, _values(one)) for one in column_values(table)]


def _values(column: ColumnValues) -> frozenset[str]:
    """Return the distinct values as compared; of very many those with the smallest hashes, the same ones in every system."""
    plain = {_plain(text, day=column.kind in {"roc_date", "date"}) for text in column.counts} - {""}
    if len(plain) <= MOST_VALUES:
        return frozenset(plain)
    return frozenset(heapq.nsmallest(MOST_VALUES, plain, key=lambda text: zlib.crc32(text.encode())))


def _plain(text: str, *, day: bool) -> str:
    """Return the value as compared here: one system writes 新安里, another 新安."""
    plain = comparable_day(text) if day else comparable(text)
    return plain[:-1] if plain[-1:] in {"里", "村"} and SHORTEST <= len(plain) <= LONGEST else plain


def _pair(left: _Column, right: _Column) -> _Pair:
    names = _names_alike(left.name, right.name)
    kinds = ALIKE.get(left.seen.kind, left.seen.kind) == ALIKE.get(right.seen.kind, right.seen.kind)
    shared, telling = _shared(left, right)
    if not kinds and "empty" not in {left.seen.kind, right.seen.kind}:
        score = SAME_NAME if names == 1 else NAME * names
    elif not telling:
        score = EXACT_NAME * names
    else:
        score = max(
            NAME * names + VALUES * shared + KIND + FORM * (left.seen.form == right.seen.form),
            names * 0.6,
            shared * 0.7,
        )
    why = f"{left.table}.{left.name}＝{right.table}.{right.name}：名稱相近 {names:.0%}、值重疊 {shared:.0%}"
    return _Pair(score, left, right, why)


def _names_alike(one: str, other: str) -> float:
    a, b = (re.sub(r"[\W_]", "", unify(name)).casefold().replace("臺", "台") for name in (one, other))
    if not a or not b:
        return 0.0
    within = 0.8 if min(len(a), len(b)) > 1 and (a in b or b in a) else 0.0
    return max(within, difflib.SequenceMatcher(None, a, b).ratio())


def _shared(left: _Column, right: _Column) -> tuple[float, bool]:
    """Return the share of the smaller column's values that the other holds, and whether they tell anything."""
    small = min(len(left.values), len(right.values))
    if left.seen.kind == right.seen.kind == "number" or small == 0:
        return 0.0, False  # 1, 2, 3 stand in every column of numbers
    shared = len(left.values & right.values) / small
    if left.seen.first and left.seen.last and right.seen.first and right.seen.last:
        shared = _beyond_chance(shared, left, right)
    return shared, small >= TELLING or shared > 0


def _beyond_chance(shared: float, left: _Column, right: _Column) -> float:
    """Return how much more days are shared than days of the same stretch of time share by chance."""
    larger = max((left, right), key=lambda one: len(one.values))
    days = (larger.seen.last - larger.seen.first).days + 1 if larger.seen.first and larger.seen.last else 1
    chance = min(0.99, len(larger.values) / max(days, 1))
    return max(0.0, (shared - chance) / (1 - chance))


def _grouped(pairs: list[_Pair]) -> list[tuple[dict[str, _Column], list[_Pair]]]:
    """Join pairs into groups of one column a table, the most alike first."""
    groups: list[tuple[dict[str, _Column], list[_Pair]]] = []
    home: dict[tuple[str, str], int] = {}
    for pair in pairs:
        sides = (pair.left, pair.right)
        homes = [home[key] for one in sides if (key := (one.table, one.name)) in home]
        if len(homes) == len(sides):
            continue
        at = homes[0] if homes else len(groups)
        if not homes:
            groups.append(({}, []))
        group, evidence = groups[at]
        newcomers = [one for one in sides if (one.table, one.name) not in home and one.table not in group]
        if newcomers:
            group.update({one.table: one for one in newcomers})
            home.update({(one.table, one.name): at for one in newcomers})
            evidence.append(pair)
    return groups


def _free(name: str, taken: Mapping[str, object]) -> str:
    return name if name not in taken else next(f"{name}#{at}" for at in range(2, 99) if f"{name}#{at}" not in taken)
