"""Suspicion: one reason to doubt a cell, found in the columns' distinct values; it changes nothing."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from labkit.core.plugs import Register
from labkit.tables.kinds import as_text
from labkit.tables.sheet import MISSING_MARKS

Positions = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, eq=False, repr=False)
class Coded:
    """A column as the suspicions see it.

    ``values`` are its distinct values as texts, ``codes`` for every row the value's number, -1 where it is missing;
    ``marked`` are the positions of marks such as － and N/A, which count as missing.
    """

    name: str
    values: tuple[str, ...]
    codes: Positions
    marked: Positions

    @classmethod
    def of(cls, name: str, column: pa.ChunkedArray) -> Coded:
        """Encode a column; marks of missing (－ 略 N/A) count as missing."""
        encoded = pa.chunked_array(column).combine_chunks().dictionary_encode()
        values = tuple(as_text(value) for value in encoded.dictionary.to_pylist())
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        known = MISSING_MARKS if _counts_things(values) else MISSING_MARKS - {"無"}  # 無 is also a kind
        marks = [number for number, value in enumerate(values) if value.strip() in known]
        marked = np.isin(codes, marks)
        return cls(name, values, np.where(marked, -1, codes), np.flatnonzero(marked))

    @functools.cached_property
    def counts(self) -> Positions:
        """Return how many cells hold each value."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))

    @property
    def filled(self) -> int:
        """Return how many cells are filled."""
        return int(self.counts.sum())

    def rows_with(self, numbers: Sequence[int]) -> Positions:
        """Return the positions of the rows that hold one of the values."""
        return np.flatnonzero(np.isin(self.codes, list(numbers)))


def _counts_things(values: tuple[str, ...]) -> bool:
    """Tell whether half of the values begin with a digit."""
    return 2 * sum(value.strip()[:1].isdigit() for value in values) >= len(values)


class Suspicion(ABC):
    """One reason. ``label`` ends the sentence 「欄位 X 有 N 格…」."""

    label: ClassVar[str]
    label_en: ClassVar[str]

    @abstractmethod
    def find(self, columns: Sequence[Coded]) -> Iterator[tuple[str, Positions]]:
        """Yield column names with the positions of the rows whose cells are to be doubted."""


SUSPICIONS: Register[type[Suspicion]] = Register("labkit.cleaning.suspicions", Suspicion)
