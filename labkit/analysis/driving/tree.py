"""A small tree of yes-or-no questions: the split that lessens the spread most; scored on records it has not seen.

Spread is variance for a number and Gini impurity for classes (Breiman et al. 1984): both are the squares that a group's
mean leaves. ``skill`` is the share of these squares that a tree saves on unseen records; below 0 it is worse than the mean.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from labkit.analysis.driving.columns import Column
from labkit.statistics.association import Codes, Floats

FOLDS, INNER, TWO, NORMAL = 5, 4, 2, 1.959964
LEAST_FOR_A_TREE = 60
ONCE_IN_A_THOUSAND, ROUNDING = 10.83, 1e-9  # chi-square with one degree of freedom
Path = tuple[tuple[int, frozenset[int]], ...]


@dataclass(frozen=True)
class Limits:
    """At most ``depth`` questions in a row, at least ``leaf`` rows in a leaf; ``seed`` draws the folds."""

    depth: int
    leaf: int
    seed: int = 1

    def at(self, depth: int) -> Limits:
        """Return the same limits with another depth."""
        return replace(self, depth=depth)


@dataclass(frozen=True)
class Node:
    """A question (``column``, the groups that go ``left``) with two nodes under it; or a leaf with its mean."""

    mean: Floats
    column: int = -1
    left: frozenset[int] = frozenset()
    under: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Skill:
    """The share of squares saved on unseen records, with its 95 % limits, and at what depth."""

    value: float
    low: float
    high: float
    depth: int


def grow(columns: Sequence[Column], values: Floats, rows: Codes, limits: Limits) -> Node:
    """Return the tree of ``rows`` with the ``limits``; the same every time."""
    mean: Floats = values[rows].mean(axis=0)
    best = (
        max(_splits(columns, values, rows, limits.leaf), key=lambda one: one[0], default=None) if limits.depth else None
    )
    spread = float(((values[rows] - mean) ** 2).sum())
    if best is None or not _beats_chance(best[0], spread, len(rows)):
        return Node(mean)
    _, place, left = best
    goes = np.isin(columns[place].codes[rows], list(left))
    under = tuple(grow(columns, values, part, limits.at(limits.depth - 1)) for part in (rows[goes], rows[~goes]))
    return Node(mean, place, left, under)


def _beats_chance(gain: float, spread: float, rows: int) -> bool:
    """Tell whether a cut saves more of the squares ``spread`` than chance does once in a thousand cuts."""
    return gain > ROUNDING * spread and gain * (rows - TWO) > ONCE_IN_A_THOUSAND * (spread - gain)


def _splits(
    columns: Sequence[Column], values: Floats, rows: Codes, leaf: int
) -> Iterator[tuple[float, int, frozenset[int]]]:
    whole = values[rows].sum(axis=0)
    for place, column in enumerate(columns):
        codes = column.codes[rows]
        sizes = np.bincount(codes, minlength=column.groups)
        sums = np.stack([np.bincount(codes, one, minlength=column.groups) for one in values[rows].T], axis=1)
        for order in _orders(column, sums / np.maximum(sizes, 1)[:, None]):
            size, total = np.cumsum(sizes[order])[:-1], np.cumsum(sums[order], axis=0)[:-1]
            rest = len(rows) - size
            fits = (size >= leaf) & (rest >= leaf)
            if not fits.any():
                continue
            gain = (total**2).sum(axis=1) / np.maximum(size, 1) + ((whole - total) ** 2).sum(axis=1) / np.maximum(
                rest, 1
            )
            gain = np.where(fits, gain - (whole**2).sum() / len(rows), -np.inf)
            at = int(gain.argmax())
            yield float(gain[at]), place, frozenset(int(one) for one in order[: at + 1])


def _orders(column: Column, means: Floats) -> Iterator[Codes]:
    """Yield the orders of groups along which one cut is looked for: bins in order (未填 at either end), others by mean."""
    if column.ordered:
        order = np.arange(column.groups)
        yield order
        if column.has_missing:
            yield np.roll(order, 1)
        return
    for one in means.T if means.shape[1] > TWO else means.T[:1]:
        yield np.argsort(one, kind="stable")


def predict(node: Node, columns: Sequence[Column], rows: Codes) -> Floats:
    """Return what the tree says of ``rows``."""
    if not node.under:
        return np.tile(node.mean, (len(rows), 1))
    goes = np.isin(columns[node.column].codes[rows], list(node.left))
    said = np.empty((len(rows), len(node.mean)))
    for part, under in zip((goes, ~goes), node.under, strict=True):
        said[part] = predict(under, columns, rows[part])
    return said


def leaves(node: Node, columns: Sequence[Column], rows: Codes, path: Path = ()) -> Iterator[tuple[Path, Codes]]:
    """Yield each leaf: the groups that each column may be in there, and its rows."""
    if not node.under:
        yield path, rows
        return
    allowed = dict(path).get(node.column, frozenset(range(columns[node.column].groups)))
    goes = np.isin(columns[node.column].codes[rows], list(node.left))
    for part, groups, under in zip((goes, ~goes), (allowed & node.left, allowed - node.left), node.under, strict=True):
        yield from leaves(
            under, columns, rows[part], (*((at, one) for at, one in path if at != node.column), (node.column, groups))
        )


def honest_skill(columns: Sequence[Column], values: Floats, limits: Limits) -> Skill:
    """Return the skill on unseen records: in each of five folds the depth, too, is chosen without the fold."""
    rows, fold = np.arange(len(values)), _folds(len(values), FOLDS, limits.seed)
    saved, at_stake = np.zeros(len(values)), np.zeros(len(values))
    for number in range(FOLDS):
        seen, unseen = rows[fold != number], rows[fold == number]
        level = chosen_depth(columns, values, seen, limits)
        tree = grow(columns, values, seen, limits.at(level))
        at_stake[unseen] = ((values[unseen] - values[seen].mean(axis=0)) ** 2).sum(axis=1)
        left = ((values[unseen] - predict(tree, columns, unseen)) ** 2).sum(axis=1)
        saved[unseen] = at_stake[unseen] - left
    whole = float(at_stake.sum()) or 1.0
    skill = float(saved.sum()) / whole
    reach = NORMAL * math.sqrt(float(((saved - skill * at_stake) ** 2).sum())) / whole
    depth = chosen_depth(columns, values, rows, limits)
    return Skill(skill, skill - reach, min(1.0, skill + reach), depth)


def chosen_depth(columns: Sequence[Column], values: Floats, rows: Codes, limits: Limits) -> int:
    """Return the least depth that folds that were not seen cannot tell from the best: within one standard error of it."""
    fold, left = _folds(len(rows), INNER, limits.seed), np.zeros((limits.depth + 1, len(rows)))
    for number in range(INNER):
        seen, unseen = rows[fold != number], rows[fold == number]
        for level in range(limits.depth + 1):
            tree = grow(columns, values, seen, limits.at(level))
            left[level, fold == number] = ((values[unseen] - predict(tree, columns, unseen)) ** 2).sum(axis=1)
    more = left - left[left.sum(axis=1).argmin()]
    errors = more.std(axis=1) * math.sqrt(len(rows))
    return int((more.sum(axis=1) <= errors).argmax())


def _folds(rows: int, folds: int, seed: int) -> Codes:
    order: Codes = np.random.default_rng(seed).permutation(np.arange(rows) % folds)
    return order
