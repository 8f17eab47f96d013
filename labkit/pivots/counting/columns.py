"""The columns that measures read, as numpy: numbers with the places of the filled cells, and codes of distinct values."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from labkit.core.arrow import plain

if TYPE_CHECKING:
    import pyarrow as pa

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Cells:
    """A column of the rows that a pivot holds."""

    column: pa.ChunkedArray

    @functools.cached_property
    def valid(self) -> Array | None:
        """Return which cells are filled; None where all are."""
        return self._plain.is_valid().to_numpy() if self._plain.null_count else None

    @functools.cached_property
    def _plain(self) -> Any:
        return plain(self.column) if not _is_dictionary(self.column) else self.column

    @property
    def numeric(self) -> bool:
        """Tell whether the cells are numbers, not days, moments or texts."""
        import pyarrow as pa  # noqa: PLC0415

        return bool(pa.types.is_integer(self._plain.type) or pa.types.is_floating(self._plain.type))

    @functools.cached_property
    def numbers(self) -> Array:
        """Return the filled cells: whole numbers as int64, others as float64, dates as days and moments as microseconds."""
        import pyarrow as pa  # noqa: PLC0415

        kind, filled = self._plain.type, self._plain.drop_null()
        if pa.types.is_date(kind):
            filled = filled.cast(pa.date32()).cast(pa.int32()).cast(pa.int64())
        elif pa.types.is_timestamp(kind):
            filled = filled.cast(pa.int64())
        return np.asarray(filled.to_numpy())

    def back(self, number: float) -> Any:
        """Return a number of ``numbers`` as the cell that it stands for."""
        import pyarrow as pa  # noqa: PLC0415

        kind = self._plain.type
        if pa.types.is_date(kind):
            return pa.scalar(int(number), pa.int32()).cast(pa.date32()).as_py()
        return pa.scalar(int(number), pa.int64()).cast(kind).as_py() if pa.types.is_timestamp(kind) else number

    @functools.cached_property
    def codes(self) -> Array:
        """Return a code for the value of every filled cell; equal values have equal codes."""
        return value_codes(self.column.drop_null())

    def groups(self, ids: Array) -> Array:
        """Return the groups of the filled cells."""
        return ids if self.valid is None else ids[self.valid]


def _is_dictionary(column: Any) -> bool:
    import pyarrow as pa  # noqa: PLC0415

    return bool(pa.types.is_dictionary(column.type))


def value_codes(column: pa.ChunkedArray) -> Array:
    """Return a code for every cell of a column without missing cells; equal values have equal codes."""
    import pyarrow.compute as pc  # noqa: PLC0415

    if not _is_dictionary(column):
        return np.asarray(plain(column).combine_chunks().dictionary_encode().indices.to_numpy())
    whole = column.unify_dictionaries().combine_chunks()
    values, codes = whole.dictionary, whole.indices.to_numpy()
    if pc.count_distinct(values, mode="all").as_py() == len(values):
        return np.asarray(codes)
    return np.asarray(np.take(values.dictionary_encode().indices.to_numpy(), codes))


def rolled(parts: Array, to: Array, groups: int) -> Array:
    """Add up what the finest groups hold, into the coarser ones."""
    found = np.zeros(groups, parts.dtype)
    np.add.at(found, to, parts)
    return found
