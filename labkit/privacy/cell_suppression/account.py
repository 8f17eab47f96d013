"""The account: what was hidden in one table and why, what it costs, and what stays possible, as findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from labkit.core.cells import GRAND_TOTAL, CountedCell, Place, Tabulated
from labkit.core.finding import Finding
from labkit.core.messages import say
from labkit.privacy.cell_policy import CellPolicy
from labkit.privacy.cell_suppression.book import sorted_keys
from labkit.privacy.cell_suppression.choose import Suppression
from labkit.privacy.cell_suppression.links import level_of


@dataclass(frozen=True)
class CellAccount:
    """What protection did to one table, in places (a place holds all its measures) and records of the finest level."""

    least: int
    shown: int
    primary: int
    complementary: int
    totals: int
    records: float
    records_hidden: float
    how: str

    @property
    def hidden(self) -> int:
        """Return how many places were hidden now."""
        return self.primary + self.complementary

    @property
    def loss(self) -> float:
        """Return the share of the records whose finest cell is hidden."""
        return self.records_hidden / self.records if self.records else 0.0


def account_of(table: Tabulated, chosen: Suppression, policy: CellPolicy) -> CellAccount:
    """Count what is hidden now in ``table``."""
    places = {sorted_keys(cell.keys): cell for cell in table.cells if not cell.hidden}
    finest = finest_levels(table.cells)
    index, records = chosen.book.index, chosen.book.records
    shown = [(index[place], level_of(place) in finest) for place in places]
    gone = [(at, fine) for at, fine in shown if chosen.hidden[at]]
    return CellAccount(
        least=policy.smallest,
        shown=len(shown),
        primary=sum(bool(chosen.primary[at]) for at, _ in gone),
        complementary=sum(not chosen.primary[at] for at, _ in gone),
        totals=sum(not fine for _, fine in gone),
        records=float(sum(records[at] for at, fine in shown if fine)),
        records_hidden=float(sum(records[at] for at, fine in gone if fine)),
        how=chosen.how,
    )


def finest_levels(cells: Sequence[CountedCell]) -> set[frozenset[str]]:
    """Return the levels of which no other level of the table is finer."""
    levels = {level_of(cell.keys) for cell in cells}
    return {one for one in levels if not any(one < other for other in levels)}


def findings_of(account: CellAccount, chosen: Suppression, table: Tabulated, place: str) -> list[Finding]:
    """Return what people must know: counts and names of keys, never a cell's value."""
    found = []
    if account.hidden:
        facts = {
            "least": str(account.least),
            "primary": f"{account.primary:,}",
            "complementary": f"{account.complementary:,}",
            "share": f"{account.loss:.1%}",
            "how": say(f"cell_ways.{account.how}"),
        }
        found.append(Finding("cells_hidden", place, account.hidden, facts=facts))
    if account.totals:
        found.append(Finding("totals_hidden", place, account.totals, "warning"))
    mine = {chosen.book.index[sorted_keys(cell.keys)] for cell in table.cells}
    already = sum(bool(chosen.primary[at] and chosen.book.told[at]) for at in mine)
    if already:
        found.append(Finding("already_shown", place, already, "warning"))
    lost = sum(bool(chosen.lost[at]) for at in mine)
    if lost:
        found.append(Finding("cells_given_back", place, lost, "warning"))
    if chosen.book.unequal:
        found.append(Finding("siblings_disagree", place, chosen.book.unequal, "warning"))
    return found


def label_of(keys: Place) -> str:
    """Return the names of the keys of a place, as people read a level."""
    return "×".join(name for name, _ in keys) or GRAND_TOTAL


def one_category(table: Tabulated, place: str) -> list[Finding]:
    """Find lines of which all records stand in one cell: whoever knows that somebody is in the line knows the cell.

    Only lines of two or more records, of a key with two or more values, one key finer than the line. Where several cells of the line
    hold records (weeks in each of which the same people are seen), none of them holds all.
    """
    best: dict[Place, int] = {}
    for cell in table.cells:
        if not cell.hidden and cell.n is not None:
            keys = sorted_keys(cell.keys)
            best[keys] = max(best.get(keys, 0), cell.n)
    values: dict[str, set[object]] = {}
    for keys in best:
        for name, value in keys:
            values.setdefault(name, set()).add(value)
    found: dict[str, set[Place]] = {}
    filled = _filled_cells(table)
    for keys, n in best.items():
        for name in (name for name, _ in keys):
            line = tuple(pair for pair in keys if pair[0] != name)
            if n > 1 and best.get(line) == n and len(values[name]) > 1 and filled[name, line] == 1:
                found.setdefault(name, set()).add(line)
    return [
        Finding("one_category", place, len(lines), "warning", {"key": name, "line": label_of(next(iter(lines)))})
        for name, lines in sorted(found.items())
    ]


def _filled_cells(table: Tabulated) -> Counter[tuple[str, Place]]:
    """Count, for each line and the key along which it is divided, its places that hold records or are hidden."""
    places = {sorted_keys(cell.keys) for cell in table.cells if cell.hidden or cell.n}
    return Counter((pair[0], tuple(one for one in keys if one != pair)) for keys in places for pair in keys)
