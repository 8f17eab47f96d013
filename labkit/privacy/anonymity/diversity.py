"""What a class tells of its sensitive values: how many there are, and how far they stand from those of the whole table.

Sources: Machanavajjhala et al., l-diversity (2007); Li, Li, Venkatasubramanian, t-closeness (2007): the earth mover's distance, numbers
by their order, other values each as far from the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from labkit.privacy.anonymity.coded import distinct_texts
from labkit.privacy.anonymity.demand import Ids

Floats = npt.NDArray[np.float64]
LARGEST_TABLE = 50_000_000


@dataclass(frozen=True)
class Diversity:
    """One sensitive column: the fewest different values of any class, the least entropy l, the greatest distance, classes with one value."""

    column: str
    distinct: int
    entropy: float
    distance: float
    single: int


@dataclass(frozen=True, eq=False, repr=False)
class _Shares:
    """The share of each value in each class that holds it, and of each value in the whole table, values in order."""

    classes: Ids
    values: Ids
    shares: Floats
    whole: Floats
    count: int

    def unordered(self) -> Floats:
        """Return what each class has too much of: each value is as far from the others as any."""
        above = np.maximum(self.shares - self.whole[self.values], 0.0)
        return np.bincount(self.classes, weights=above, minlength=self.count).astype(float)

    def ordered(self) -> Floats:
        """Return the mean difference of running shares over the values in order, some classes at a time."""
        width, target = len(self.whole), np.cumsum(self.whole)
        distance = np.zeros(self.count)
        step = max(1, LARGEST_TABLE // width)
        for start in range(0, self.count, step):
            end = min(self.count, start + step)
            inside = (self.classes >= start) & (self.classes < end)
            part = np.zeros((end - start, width))
            part[self.classes[inside] - start, self.values[inside]] = self.shares[inside]
            distance[start:end] = np.abs(np.cumsum(part, axis=1) - target).sum(axis=1) / max(1, width - 1)
        return distance


def diversity(column: str, cells: pa.ChunkedArray, groups: Ids, count: int) -> Diversity:
    """Measure a sensitive column in ``count`` classes of rows; ``groups`` is the class of each row."""
    texts, codes = distinct_texts(cells)
    if not count:
        return Diversity(column, 0, 0.0, 0.0, 0)
    ranks = np.argsort(_order(texts))[codes]
    keys, held = np.unique(groups * len(texts) + ranks, return_counts=True)
    classes = keys // len(texts)
    shares = held / np.bincount(groups, minlength=count)[classes]
    entropy = np.bincount(classes, weights=-shares * np.log(shares), minlength=count)
    distinct = np.bincount(classes, minlength=count)
    whole = np.bincount(ranks, minlength=len(texts)) / len(codes)
    told = _Shares(classes, keys % len(texts), shares, whole, count)
    distance = told.ordered() if _numbers(texts) else told.unordered()
    return Diversity(
        column,
        distinct=int(distinct.min()),
        entropy=round(float(np.exp(entropy.min())), 6),
        distance=round(float(distance.max()), 6),
        single=int((distinct == 1).sum()),
    )


def _numbers(texts: list[str]) -> bool:
    try:
        return len([float(text) for text in texts]) > 1
    except ValueError:
        return False


def _order(texts: list[str]) -> Ids:
    """Return the places of the texts in ascending order, by number where all are numbers."""
    places = range(len(texts))
    ordered = (
        sorted(places, key=lambda at: float(texts[at])) if _numbers(texts) else sorted(places, key=texts.__getitem__)
    )
    return np.array(ordered, np.int64)
