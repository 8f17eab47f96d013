"""Hand codes: what people gave to a sample of the texts, compared with each other and with the rules."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from labkit.analysis.codebooks.codebook import UNCODED
from labkit.analysis.codebooks.coded import Coded
from labkit.analysis.codebooks.phrases import plain
from labkit.analysis.codebooks.spec import CATEGORY, COMPARED, HandCodes
from labkit.core.cells import CountedCell, Place
from labkit.core.errors import UnknownTable
from labkit.core.table import Table
from labkit.statistics.agreement import cohen_kappa

RULES = "規則"
SEPARATORS = re.compile(r"[、,;；，/／\n]+")
NONE_OF_THEM = frozenset({plain(UNCODED), "無", "其他", "以上皆非"})
Codes = dict[int, frozenset[str]]


@dataclass(frozen=True)
class HandCoded:
    """Each coder's categories by source row, and what could not be used: unknown categories, row numbers without a text."""

    coders: dict[str, Codes]
    unknown: int = 0
    strayed: int = 0


def read_hand_codes(tables: Mapping[str, Table], hand: HandCodes, names: list[str], rows: set[int]) -> HandCoded:
    """Return the codes of each coder for the texts in ``rows``; an empty cell is not coded, several are parted by 、.

    Raises UnknownTable and UnknownColumn.
    """
    if hand.table not in tables:
        raise UnknownTable(place="hand", name=hand.table, known=list(tables))
    table = tables[hand.table]
    table.require([hand.row, *hand.coders])
    known = {plain(name): name for name in names}
    data, unknown, strayed = table.arrow, 0, 0
    numbers = [_row_number(one) for one in data.column(hand.row).to_pylist()]
    coders: dict[str, Codes] = {}
    for coder in hand.coders:
        codes = coders.setdefault(coder, {})
        for row, cell in zip(numbers, data.column(coder).to_pylist(), strict=True):
            given = _categories(cell, known)
            if given is None or row is None or row not in rows:
                unknown += given is None and cell is not None and bool(str(cell).strip())
                strayed += given is not None
                continue
            codes.setdefault(row, given)
    return HandCoded(coders, unknown, strayed)


def hand_cells(hand: HandCoded, coded: Coded, numbers: list[int]) -> Iterator[CountedCell]:
    """Compare each pair of coders, and the rules with each coder, on the texts that both coded."""
    rules = {number: coded.labels_of(at) for at, number in enumerate(numbers) if not coded.empty[at]}
    pairs = [*itertools.combinations(hand.coders, 2), *((RULES, coder) for coder in hand.coders)]
    everyone = {**hand.coders, RULES: rules}
    for first, second in pairs:
        one, two = everyone[first], everyone[second]
        shared = sorted(one.keys() & two.keys())
        yield from _compared(
            ((COMPARED, f"{first}×{second}"),), [one[row] for row in shared], [two[row] for row in shared]
        )
        for name in [*coded.names, UNCODED]:
            keys: Place = ((CATEGORY, name), (COMPARED, f"{first}×{second}"))
            yes = [name in one[row] for row in shared]
            also = [name in two[row] for row in shared]
            yield from _compared(keys, yes, also)
            yield _number(keys, "first", sum(yes))
            yield _number(keys, "second", sum(also))
            yield _number(keys, "both", sum(a and b for a, b in zip(yes, also, strict=True)))


def _compared(keys: Place, one: list[Any], two: list[Any]) -> Iterator[CountedCell]:
    found = cohen_kappa(one, two)
    yield CountedCell(keys, "compared", found.n, found.n, additive=False)
    yield CountedCell(keys, "agreed", found.agreed, found.n, additive=False)
    for measure in ("kappa", "low", "high"):
        yield CountedCell(keys, measure, getattr(found, measure), found.n, additive=False)


def _number(keys: Place, measure: str, number: int) -> CountedCell:
    return CountedCell(keys, measure, number, number, additive=False)


def _row_number(value: Any) -> int | None:
    try:
        return int(float(str(value).replace(",", "")))
    except ValueError:
        return None


def _categories(cell: Any, known: Mapping[str, str]) -> frozenset[str] | None:
    whole = plain(str(cell if cell is not None else ""))
    if whole in known:
        return frozenset({known[whole]})
    parts = [plain(part) for part in SEPARATORS.split(str(cell if cell is not None else "")) if plain(part)]
    if not parts:
        return None
    if len(parts) == 1 and parts[0] in NONE_OF_THEM and parts[0] not in known:
        return frozenset({UNCODED})
    return frozenset(known[part] for part in parts) if all(part in known for part in parts) else None
