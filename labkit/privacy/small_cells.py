"""The verb: tables whose small cells are hidden, with as many others as it takes that nobody can work them out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, overload

from labkit.core.cells import Place, Tabulated
from labkit.core.finding import Finding
from labkit.privacy.cell_policy import CellPolicy
from labkit.privacy.cell_suppression.account import CellAccount, account_of, findings_of, one_category
from labkit.privacy.cell_suppression.book import alike, sorted_keys
from labkit.privacy.cell_suppression.choose import Suppression, suppress
from labkit.privacy.cell_suppression.demand import Contributions
from labkit.privacy.cell_suppression.extremes import not_additive
from labkit.privacy.policy import Policy

T = TypeVar("T", bound=Tabulated)
Asked = CellPolicy | Policy | Mapping[str, Any] | int


@overload
def protect_cells(
    result: T, policy: Asked, *, siblings: Sequence[Tabulated] = ..., contributions: Contributions | None = ...
) -> T: ...
@overload
def protect_cells(
    result: Sequence[T],
    policy: Asked,
    *,
    siblings: Sequence[Tabulated] = ...,
    contributions: Contributions | None = ...,
) -> list[T]: ...
def protect_cells(
    result: T | Sequence[T],
    policy: Asked,
    *,
    siblings: Sequence[Tabulated] = (),
    contributions: Contributions | None = None,
) -> T | list[T]:
    """Hide the cells that rest on too few records, and as many others as it takes that nothing shown gives them back.

    All measures of a hidden cell are hidden together. Several results are protected together, as one puzzle, where they count the same
    records (``population``); ``siblings`` of the same population are published already and stay as they are. ``policy``: the least number
    of records (3), a mapping, a CellPolicy, or a Policy, whose audience decides (3, 5 or 10). ``contributions``: the largest contributions
    to a sum by (keys, measure), for the dominance rule. What was hidden, and what nobody can hide any more, is said in ``findings``;
    protecting twice is protecting once. A result with nothing to hide comes back as it is.

    What the attacker may know: everything shown, here and in ``siblings``; that totals are sums and counts whole numbers; that sums are
    not negative where none shown is; ``least``; this method. What he cannot exclude: that a small cell holds ``least`` records or more, nor
    any of ``least`` numbers of records (of a small sum: a range of ``closeness`` of it); and of no hidden cell is the number certain.
    Not against: somebody who knows all but one record of a cell, or tables that count nearly the same records.

    Raises SpecInvalid for a policy that is none of these.

    >>> protect_cells([], 3), CellPolicy.of({"audience": "跨機關"}).smallest
    ([], 5)
    """
    many = isinstance(result, Sequence)
    tables: list[T] = list(result) if isinstance(result, Sequence) else [result]
    done, _ = protected(tables, CellPolicy.of(policy), siblings, contributions)
    return done if many else done[0]


def protected(
    tables: Sequence[T],
    policy: CellPolicy,
    siblings: Sequence[Tabulated] = (),
    contributions: Contributions | None = None,
) -> tuple[list[T], list[CellAccount]]:
    """Return the protected tables and the account of each; tables of one population are protected together."""
    done: dict[int, tuple[T, CellAccount]] = {}
    for at_first, first in enumerate(tables):
        if at_first in done:
            continue
        some = [(at, table) for at, table in enumerate(tables) if at == at_first or alike(table, first)]
        beside = [one for one in siblings if alike(one, first)]
        chosen = suppress([table for _, table in some], policy, beside, contributions)
        unknown = bool(policy.dominance) and not contributions
        for at, table in some:
            after, account = _hidden(table, chosen, policy)
            told = [Finding("dominance_unknown", name_of(table), level="warning")] if unknown else []
            done[at] = _told(after, told), account
    made = [done[at][0] for at in range(len(tables))]
    if any(_hidden_more(done[at][0], table, done[at][1]) for at, table in enumerate(tables)):
        made, _ = protected(made, policy, siblings, contributions)
        return made, [done[at][1] for at in range(len(tables))]
    return [done[at][0] for at in range(len(tables))], [done[at][1] for at in range(len(tables))]


def _hidden_more(after: Tabulated, before: Tabulated, account: CellAccount) -> bool:
    """Tell whether a table hid more places than it was asked to: those that give a hidden one back; all has to be tried again."""
    places = [{sorted_keys(one.keys) for one in table.cells if one.hidden} for table in (after, before)]
    return len(places[0] - places[1]) > account.hidden


def _hidden(table: T, chosen: Suppression, policy: CellPolicy) -> tuple[T, CellAccount]:
    account = account_of(table, chosen, policy)
    away: list[tuple[Place, str]] = [
        (cell.keys, cell.measure)
        for cell in table.cells
        if not cell.hidden and chosen.hidden[chosen.book.index[sorted_keys(cell.keys)]]
    ]
    after = table.hiding(away) if away else table
    place = name_of(table)
    told = [*findings_of(account, chosen, table, place), *not_additive(chosen, place), *one_category(after, place)]
    return _told(after, told), account


def name_of(table: Tabulated) -> str:
    """Return the name under which people know the table."""
    return str(getattr(table, "name", "") or "") or "表"


def _told(table: T, findings: Sequence[Finding]) -> T:
    """Return the table with further findings, where it is a Result."""
    known: tuple[Finding, ...] | None = getattr(table, "findings", None)
    new = tuple(one for one in findings if one not in (known or ()))
    if known is None or not new:
        return table
    told: T = dataclasses.replace(table, findings=(*known, *new))  # type: ignore[type-var]
    return told
