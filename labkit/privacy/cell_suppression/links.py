"""Links: which places add up to which, for every pair of neighbouring levels, across all tables of a population."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy import sparse

from labkit.core.cells import Place
from labkit.privacy.cell_suppression.book import Mask

Level = frozenset[str]


@dataclass(frozen=True, eq=False, repr=False)
class Links:
    """Equations parent - children = 0, a row each over all places; ``pairs`` tells the pair of levels of each row."""

    matrix: sparse.csr_matrix
    pairs: list[tuple[Level, Level]]


def level_of(place: Place) -> Level:
    """Return which keys a place fixes."""
    return frozenset(name for name, _ in place)


def meets(levels: Collection[Level]) -> set[Level]:
    """Return the levels that no table shows and yet link two that do: 里×性別 and 里×年齡 share the totals of 里.

    >>> sorted(sorted(one) for one in meets([frozenset("ab"), frozenset("ac")]))
    [['a']]
    """
    known, found = set(levels), set[Level]()
    while True:
        new = {one & other for one, other in combinations(known | found, 2)} - known - found
        if not new:
            return found
        found |= new


def with_meets(places: list[Place]) -> list[Place]:
    """Return the places of levels that no table shows and that link the shown ones."""
    levels = {level_of(place) for place in places}
    known = dict.fromkeys(places)
    return list(
        dict.fromkeys(
            part
            for level in sorted(meets(levels), key=sorted)
            for place in places
            if level < level_of(place)
            for part in (_part(place, level),)
            if part not in known
        )
    )


def link(places: list[Place], present: Mask) -> Links:
    """Return the equations between the ``present`` places; only neighbouring levels: the others follow from them."""
    by_level: dict[Level, list[int]] = {}
    index: dict[Place, int] = {}
    for at in np.flatnonzero(present).tolist():
        by_level.setdefault(level_of(places[at]), []).append(at)
        index[places[at]] = at
    rows, columns, signs, pairs = list[int](), list[int](), list[float](), list[tuple[Level, Level]]()
    for coarse, fine in neighbours(by_level):
        children: dict[int, list[int]] = {}
        for at in by_level[fine]:
            parent = index.get(_part(places[at], coarse))
            if parent is not None:
                children.setdefault(parent, []).append(at)
        for parent, found in children.items():
            rows += [len(pairs)] * (len(found) + 1)
            columns += [parent, *found]
            signs += [1.0, *([-1.0] * len(found))]
            pairs.append((coarse, fine))
    shape = (len(pairs), len(places))
    return Links(sparse.csr_matrix((signs, (rows, columns)), shape=shape), pairs)


def neighbours(levels: Iterable[Level]) -> list[tuple[Level, Level]]:
    """Return the pairs (coarse, fine) without a level in between."""
    known = sorted(levels, key=lambda one: (len(one), sorted(one)))
    return [
        (coarse, fine)
        for coarse in known
        for fine in known
        if coarse < fine and not any(coarse < between < fine for between in known)
    ]


def _part(place: Place, level: Level) -> Place:
    return tuple(pair for pair in place if pair[0] in level)
