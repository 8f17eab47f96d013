"""The cells of the treated table: labels of the hierarchies, sets of values ``{a|b}``, intervals ``[lo-hi]``, ``*`` where all is hidden."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from labkit.privacy.anonymity.coded import CodedColumn
from labkit.privacy.anonymity.demand import Ids, Mask
from labkit.privacy.anonymity.local_recoding import Labels
from labkit.privacy.hierarchies import MISSING, ROOT


def cells_of_level(one: CodedColumn, level: int, suppressed: Mask) -> pa.Array:
    """Return the column with every cell as its label on ``level``; suppressed rows hold ``*``."""
    labels = [_cell(label) for label in one.hierarchy.levels[level]]
    places = np.where(suppressed, len(labels), one.codes)
    return pa.array([*labels, ROOT], pa.string()).take(pa.array(places))


def cells_of_classes(one: CodedColumn, classes: Ids, count: int, labels: Labels) -> pa.Array:
    """Return the column with one label for each class of rows."""
    low = np.full(count, one.size)
    high = np.full(count, -1)
    np.minimum.at(low, classes, one.codes)
    np.maximum.at(high, classes, one.codes)
    if labels == "hierarchy":
        told = _tree_labels(one, low, high)
    elif one.hierarchy.numbers is None:
        told = _sets(one, classes, count)
    else:
        told = [_interval(one, int(start), int(end)) for start, end in zip(low, high, strict=True)]
    return pa.array(told, pa.string()).take(pa.array(classes))


def _tree_labels(one: CodedColumn, low: Ids, high: Ids) -> list[str | None]:
    tree = one.hierarchy
    told: list[str | None] = [ROOT] * len(low)
    for level in range(len(tree.levels) - 1, -1, -1):
        same = np.flatnonzero(tree.ancestors[level][low] == tree.ancestors[level][high])
        for place in same.tolist():
            told[place] = _cell(tree.levels[level][low[place]])
    return told


def _sets(one: CodedColumn, classes: Ids, count: int) -> list[str | None]:
    held = np.unique(classes * one.size + one.codes)
    begins = np.searchsorted(held, np.arange(count + 1) * one.size)
    leaves = one.hierarchy.leaves
    told: list[str | None] = []
    for start, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        values = [leaves[place] for place in (held[start:end] % one.size).tolist()]
        whole = "{" + "|".join(value.replace("|", "｜") for value in values) + "}"
        told.append(_cell(values[0]) if len(values) == 1 else ROOT if len(values) == len(leaves) else whole)
    return told


def _interval(one: CodedColumn, low: int, high: int) -> str | None:
    leaves = one.hierarchy.leaves
    if low == high:
        return _cell(leaves[low])
    return ROOT if leaves[high] == MISSING or high - low == len(leaves) - 1 else f"[{leaves[low]}-{leaves[high]}]"


def _cell(label: str) -> str | None:
    """Return what a cell holds for a label: a missing cell that nothing else is told with stays missing."""
    return None if label == MISSING else label
