"""A table's quasi-identifiers as numbers: each cell the place of its value among the leaves of its column's hierarchy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from labkit.core.errors import HierarchyMisses
from labkit.privacy.anonymity.demand import Ids, Units, dense
from labkit.privacy.anonymity.made_hierarchies import made_hierarchy
from labkit.privacy.hierarchies import MISSING, Hierarchy, leaf_text


@dataclass(frozen=True, eq=False, repr=False)
class CodedColumn:
    """One quasi-identifier: its hierarchy, and for each row the leaf that its cell is."""

    name: str
    hierarchy: Hierarchy
    codes: Ids

    @property
    def size(self) -> int:
        """Return how many leaves there are."""
        return len(self.hierarchy.leaves)


@dataclass(frozen=True, eq=False, repr=False)
class Coded:
    """All that anonymisation looks at: the quasi-identifiers, and what is counted in each class."""

    columns: tuple[CodedColumn, ...]
    rows: int
    units: Units = field(default_factory=Units)


def coded(
    data: pa.Table,
    quasi_identifiers: Sequence[str],
    hierarchies: Mapping[str, Hierarchy],
    *,
    sensitive: Sequence[str] = (),
    person: str | None = None,
) -> Coded:
    """Return the columns of ``data`` as numbers; raises HierarchyMisses where a given hierarchy lacks a value."""
    return Coded(
        columns=tuple(coded_column(name, data.column(name), hierarchies.get(name)) for name in quasi_identifiers),
        rows=data.num_rows,
        units=Units(
            persons=numbered(data.column(person)) if person else None,
            sensitive=tuple(numbered(data.column(name)) for name in sensitive),
        ),
    )


def coded_column(name: str, cells: pa.ChunkedArray, hierarchy: Hierarchy | None) -> CodedColumn:
    """Return one column as leaves of ``hierarchy``, or of one made from its values."""
    texts, codes = distinct_texts(cells)
    filled = [text for text in texts if text != MISSING]
    tree = hierarchy or made_hierarchy(name, filled or [MISSING])
    if len(filled) < len(texts) and MISSING not in tree.leaves:
        tree = tree.with_missing()
    places = {leaf: place for place, leaf in enumerate(tree.leaves)}
    unknown = [text for text in texts if text not in places]
    if unknown:
        raise HierarchyMisses(place=name, count=f"{len(unknown):,}")
    return CodedColumn(name, tree, np.array([places[text] for text in texts], np.int64)[codes])


def distinct_texts(cells: pa.ChunkedArray) -> tuple[list[str], Ids]:
    """Return the distinct texts of a column, and the place of each row's among them; missing and blank cells are one text."""
    told = cells.combine_chunks().dictionary_encode()
    texts = [leaf_text(value) or MISSING for value in told.dictionary.to_pylist()] + [MISSING]
    codes = pc.fill_null(told.indices.cast(pa.int64()), len(texts) - 1).to_numpy(zero_copy_only=False)
    names, ids = np.unique(np.array(texts, dtype=object), return_inverse=True)
    used = np.unique(ids[codes])
    place = np.zeros(len(names), np.int64)
    place[used] = np.arange(len(used))
    return [str(names[at]) for at in used], place[ids[codes]]


def texts_of(cells: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Return a column as the texts that people read: 12345678901234, not 1.2345678901234e+13; missing stays missing."""
    whole = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    told = whole.dictionary_encode()
    values = [None if value is None else leaf_text(value) for value in told.dictionary.to_pylist()]
    return pa.array(values, pa.string()).take(told.indices)


def numbered(cells: pa.ChunkedArray) -> Ids:
    """Return a number for each row, equal where the cells are; a missing cell is a value of its own kind."""
    return distinct_texts(cells)[1]


def grouped(rows: pa.Table, columns: Sequence[str]) -> tuple[Ids, int]:
    """Return for each row the number of what its quasi-identifiers say together, and how many numbers there are."""
    groups, count = np.zeros(rows.num_rows, np.int64), min(1, rows.num_rows)
    for name in columns:
        codes = numbered(rows.column(name))
        groups, count = dense(groups * (int(codes.max(initial=0)) + 1) + codes)
    return groups, count
