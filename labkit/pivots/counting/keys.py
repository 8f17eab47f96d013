"""Key: a key column as codes into its sorted values; groups, the missing key, and 其他."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from labkit.core.arrow import plain
from labkit.pivots.counting.groups import REASONS, name_of, orders_of
from labkit.pivots.grouping import KeySpec

if TYPE_CHECKING:
    import pyarrow as pa

Codes = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Key:
    """A key: ``codes`` of the rows into ``values``, which are sorted; the missing key is the last value, None.

    ``other`` is the code under which ``top`` put the rest together. ``orders`` are the groups' numbers, where it is grouped.
    """

    spec: KeySpec
    codes: Codes
    values: list[Any]
    other: int | None = None
    orders: list[int] | None = None

    @property
    def name(self) -> str:
        """Return the key's name in the table."""
        return self.spec.name

    def taken(self, rows: Codes) -> Key:
        """Return the key of some of the rows."""
        return replace(self, codes=self.codes[rows])


def coded(column: pa.ChunkedArray, spec: KeySpec, *, place: str) -> tuple[Key, dict[str, Codes]]:
    """Return the key of a column, and for each reason the rows that have no group."""
    if spec.by is None:
        return _as_it_is(column, spec), {}
    whole = plain(column)
    filled = whole.is_valid().to_numpy()
    orders = orders_of(whole.drop_null(), spec, place=place)
    out = {reason: _places(filled, orders == mark) for mark, reason in REASONS.items() if (orders == mark).any()}
    codes, values, found = from_orders(orders, spec)
    spread = np.full(len(filled), len(values), codes.dtype)
    spread[filled] = codes
    return Key(spec, spread, values if filled.all() else [*values, None], orders=found), out


def from_orders(orders: npt.NDArray[np.int64], spec: KeySpec) -> tuple[Codes, list[Any], list[int]]:
    """Return codes, names and numbers of groups; groups of the same name are one."""
    found, codes = np.unique(orders, return_inverse=True)
    values = ["" if int(one) in REASONS else name_of(int(one), spec) for one in found]
    return codes.astype(smallest(len(values) + 1)), values, [int(one) for one in found]


def _places(filled: Codes, marked: Codes) -> Codes:
    return np.flatnonzero(filled)[marked]


def _as_it_is(column: pa.ChunkedArray, spec: KeySpec) -> Key:
    """Code the values as they are: numbers by size, texts by code point, missing last."""
    import pyarrow as pa  # noqa: PLC0415

    if pa.types.is_dictionary(column.type):
        encoded = column.unify_dictionaries().combine_chunks()
    else:
        encoded = plain(column).combine_chunks().dictionary_encode()
    listed = encoded.dictionary.to_pylist()
    values = sorted({value for value in listed if value is not None})
    place = {value: at for at, value in enumerate(values)}
    kind = smallest(len(values) + 1)
    places = np.asarray([place.get(value, len(values)) for value in listed] or [0], kind)
    codes = places[_indices(encoded)]
    if encoded.indices.null_count:
        codes[encoded.indices.is_null().to_numpy(zero_copy_only=False)] = len(values)
    return Key(spec, codes, [*values, None] if column.null_count or None in listed else values)


def _indices(encoded: Any) -> Codes:
    """Return the indices of a dictionary column; missing ones point at its first value."""
    import pyarrow.compute as pc  # noqa: PLC0415

    indices = encoded.indices
    return np.asarray((pc.fill_null(indices, 0) if indices.null_count else indices).to_numpy())


def smallest(values: int) -> Any:
    """Return the smallest whole-number type that counts ``values``."""
    return np.uint8 if values < 2**8 else np.uint16 if values < 2**16 else np.int32


def without_rest(key: Key, kept: list[int]) -> Key:
    """Return the key with the values that are not ``kept`` put together as 其他, before the missing key.

    >>> key = Key(KeySpec(column="里"), np.asarray([0, 1, 2, 3], np.uint8), ["a", "b", "c", None])
    >>> without_rest(key, [1]).values
    ['b', '其他（2 項）', None]
    """
    missing = key.values[-1:] == [None]
    filled = [code for code in range(len(key.values) - missing) if code in set(np.unique(key.codes).tolist())]
    keep = sorted(set(kept) & set(filled))
    rest = len(filled) - len(keep)
    if rest < 1:
        return key
    name = f"其他（{rest:,} 項）"
    values = [*(key.values[code] for code in keep), name, *([None] if missing else [])]
    to = np.full(len(key.values), len(keep), smallest(len(values)))
    to[keep] = np.arange(len(keep))
    if missing:
        to[-1] = len(keep) + 1
    orders = [key.orders[code] for code in keep] if key.orders else None
    return replace(key, codes=to[key.codes], values=values, other=len(keep), orders=orders)
