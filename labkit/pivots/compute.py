"""The numpy core: every cell and every total from the records themselves, level by level.

Totals of means and distinct counts are recomputed from records and never added up. Whole numbers stay whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.pivots.spec import ADDITIVE, Measured, PivotSpec

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    Codes = npt.NDArray[np.int64]


MOST_64_BITS = 2**63 - 1


@dataclass(frozen=True)
class Key:
    """A key column as codes into its sorted values; the missing key is the last code, and shown as 未填."""

    name: str
    codes: Codes
    values: list[Any]


@dataclass(frozen=True)
class Group:
    """One cell of one level: the keys it fixes, and its measures. ``level`` = (row keys fixed, column keys fixed)."""

    level: tuple[int, int]
    keys: tuple[int, ...]
    measures: tuple[Any, ...]
    counts: tuple[int, ...]


def keys_of(data: pa.Table, names: tuple[str, ...]) -> list[Key]:
    """Return each key column as sorted codes: numbers by size, texts by code point, missing last."""
    return [_key(name, data.column(name).combine_chunks()) for name in names]


def _key(name: str, column: Any) -> Key:
    import pyarrow.compute as pc  # noqa: PLC0415

    encoded = column.dictionary_encode()
    values = encoded.dictionary.to_pylist()
    order = sorted(range(len(values)), key=values.__getitem__)
    places = np.empty(len(values) + 1, np.int64)
    places[order] = np.arange(len(values))
    places[-1] = len(values)
    codes = pc.fill_null(encoded.indices, len(values)).to_numpy(zero_copy_only=False).astype(np.int64)
    listed = [values[i] for i in order]
    return Key(name, places[codes], [*listed, None] if column.null_count else listed)


def compute(data: pa.Table, spec: PivotSpec) -> tuple[list[Key], list[Group]]:
    """Return the keys and every group of every level: each prefix of the rows with all, and with none, of the columns."""
    rows, columns = keys_of(data, spec.rows), keys_of(data, spec.columns)
    levels = [(r, c) for r in range(len(rows), -1, -1) for c in sorted({len(columns), 0}, reverse=True)]
    groups = [
        group for level in levels for group in _level(data, spec.measures, rows[: level[0]], columns[: level[1]], level)
    ]
    return [*rows, *columns], groups


def _level(
    data: pa.Table, measures: list[Measured], rows: list[Key], columns: list[Key], level: tuple[int, int]
) -> list[Group]:
    keys = [*rows, *columns]
    ids, firsts = _ids(keys, data.num_rows)
    results = [_aggregate(data, one, ids, len(firsts)) for one in measures]
    combos = [tuple(int(key.codes[first]) for key in keys) for first in firsts]
    return [
        Group(level, combo, tuple(values[i] for values, _ in results), tuple(int(counts[i]) for _, counts in results))
        for i, combo in enumerate(combos)
    ]


def _ids(keys: list[Key], rows: int) -> tuple[Codes, Codes]:
    """Return the number of each row's combination of keys, in sorted order, and a first row of each."""
    if not keys:
        return np.zeros(rows, np.int64), np.zeros(1 if rows else 0, np.int64)
    ids = np.zeros(rows, np.int64)
    firsts = np.zeros(0, np.int64)
    for key in keys:
        _, firsts, ids = np.unique(ids * len(key.values) + key.codes, return_index=True, return_inverse=True)
    return ids.astype(np.int64), firsts.astype(np.int64)


def _aggregate(data: pa.Table, measured: Measured, ids: Codes, groups: int) -> tuple[list[Any], Codes]:
    """Return each group's value and how many records it rests on; a group whose cells are all missing has no value."""
    if measured.column is None:
        counts = np.bincount(ids, minlength=groups)
        return counts.tolist(), counts
    column = data.column(measured.column).combine_chunks()
    valid = column.is_valid().to_numpy(zero_copy_only=False)
    ids = ids[valid]
    counts = np.bincount(ids, minlength=groups)
    if measured.how == "count":
        return counts.tolist(), counts
    if measured.how == "distinct":
        codes = column.drop_null().dictionary_encode().indices.to_numpy(zero_copy_only=False)
        pairs = np.unique(ids * (int(codes.max(initial=0)) + 1) + codes)
        return np.bincount(pairs // (int(codes.max(initial=0)) + 1), minlength=groups).tolist(), counts
    sums = _sums(column.drop_null().to_numpy(zero_copy_only=False), ids, counts)
    if measured.how == "sum":
        return [total if n else None for total, n in zip(sums, counts, strict=True)], counts
    return [float(total) / int(n) if n else None for total, n in zip(sums, counts, strict=True)], counts


def _sums(values: npt.NDArray[Any], ids: Codes, counts: Codes) -> list[Any]:
    """Add up per group; whole numbers as whole numbers, beyond 64 bits too."""
    if values.dtype.kind == "i" and len(values) * int(np.abs(values).max(initial=0)) > MOST_64_BITS:
        values = values.astype(object)
    order = np.argsort(ids, kind="stable")
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)
    filled = counts > 0
    totals = np.zeros(len(counts), values.dtype)
    if filled.any():
        totals[filled] = np.add.reduceat(values[order], starts[filled])
    return [total if isinstance(total, int) else total.item() for total in totals]


def is_additive(measured: Measured) -> bool:
    """Tell whether the measure's totals are sums of its parts."""
    return measured.how in ADDITIVE
