"""The values of a raw table that no outsider may be told; kept in memory, never shown.

Every value of direct, sensitive and free-text columns from three signs on; of quasi-identifiers and categories what fewer than
``k`` rows hold; every direct identifier that stands inside a cell; the ends of sensitive numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from labkit.core.engines import ROW, collect
from labkit.core.table import Table
from labkit.privacy.detection.column import ColumnHits, texts_of
from labkit.privacy.detection.spans import Span, plain_text
from labkit.privacy.roles import Role
from labkit.privacy.scan_result import ScanResult
from labkit.privacy.withheld.written import day_of, is_measure, number_of
from labkit.tables.sheet import MISSING_MARKS
from labkit.taiwan.personal_names import EVERYDAY
from labkit.taiwan.surnames import has_surname

SHORTEST, SHORTEST_END = 3, 2
WHOLLY: frozenset[Role] = frozenset({"direct", "sensitive", "free_text"})
MIDNIGHT = " 00:00:00"
HAN = re.compile("[㐀-鿿]+")


@dataclass(frozen=True)
class Secret:
    """Whose value it is: a column and its role. ``rare``: withheld because few rows hold it."""

    column: str
    role: Role
    rare: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Withheld:
    """What may not be told: texts, categories too short to be looked for inside words, numbers, days.

    ``public`` are the texts that may be told: categories of at least ``k`` rows, and names of columns.
    """

    texts: dict[str, Secret] = field(default_factory=dict)
    short: dict[str, Secret] = field(default_factory=dict)
    numbers: dict[str, Secret] = field(default_factory=dict)
    days: dict[date, Secret] = field(default_factory=dict)
    public: frozenset[str] = frozenset()

    def take(self, value: str, secret: Secret) -> None:
        """Withhold one value, in the form in which it is looked for."""
        number, day = number_of(value), day_of(value)
        if number is not None and (len(number) >= SHORTEST or secret.role == "direct"):
            if len(number) >= SHORTEST:
                self.numbers.setdefault(number, secret)
        elif day:
            self.days.setdefault(day, secret)
        elif number is None and (len(value) >= SHORTEST or (secret.role == "direct" and _is_short_name(value))):
            self.texts.setdefault(value, secret)
        elif secret.rare and secret.role == "safe":
            self.short.setdefault(value, secret)


def withheld(table: Table, k: int, found: ScanResult) -> Withheld:
    """Return what of ``table`` may not be told, by the roles that were found or decided."""
    arrow = collect(table.lazy).drop_columns([ROW])
    result, public = Withheld(), set[str]()
    booleans = {name for name, kind in table.schema.items() if kind == "boolean"}
    for role, places in zip(found.columns, found.places, strict=True):
        column = texts_of(role.column, arrow.column(role.column))
        for span in _identifiers(column, places.found):
            result.take(span, Secret(role.column, "direct"))
        if role.column not in booleans:
            public |= _take_column(result, column, role.role, k)
    return replace(result, public=frozenset(public | {plain(name) for name in arrow.column_names}))


def plain(text: str) -> str:
    """Return a text as it is compared: NFKC, one kind of dash, upper case, nothing around it."""
    return plain_text(text).strip().upper()


def _take_column(result: Withheld, column: ColumnHits, role: Role, k: int) -> set[str]:
    """Withhold what a column's role says; return the categories that may be told."""
    counts = Counter[str]()
    for text, weight in zip(column.texts, column.weights.tolist(), strict=True):
        counts[plain(text).removesuffix(MIDNIGHT)] += weight
    for value in ("", *MISSING_MARKS):
        counts.pop(value.upper(), None)
    if role in WHOLLY:
        for value in counts:
            result.take(value, Secret(column.name, role))
        if role == "sensitive":
            _take_ends(result, column.name, counts)
        return set()
    rare = {value for value, count in counts.items() if count < k}
    if role == "quasi":
        for value in rare:
            result.take(value, Secret(column.name, role, rare=True))
        return set()
    if column.numeric:
        return set()
    categories = {value for value in counts if not is_measure(value)}
    for value in rare & categories:
        result.take(value, Secret(column.name, role, rare=True))
    return categories - rare


def _take_ends(result: Withheld, name: str, counts: Counter[str]) -> None:
    """Withhold the least and the greatest of a sensitive column's numbers, from two signs on."""
    numbers = sorted((number for value in counts if (number := number_of(value)) is not None), key=float)
    for number in numbers[:1] + numbers[-1:]:
        if len(number) >= SHORTEST_END:
            result.numbers.setdefault(number, Secret(name, "sensitive"))


def _identifiers(column: ColumnHits, found: dict[int, list[Span]]) -> Iterator[str]:
    for at, spans in found.items():
        yield from (plain(column.texts[at][span.start : span.end]) for span in spans if span.role == "direct")


def _is_short_name(value: str) -> bool:
    return len(value) > 1 and bool(HAN.fullmatch(value)) and has_surname(value) and value not in EVERYDAY
