"""Hierarchies: how a value becomes less exact step by step, from itself to ``*``. From CSV, or made from the values.

A CSV holds one value a row, its levels from left to right, separated by ';' or ',' (the form that ARX writes too).
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from labkit.core.errors import FileMissing, HierarchyRefused
from labkit.tables.kinds import as_text

ROOT = "*"
MISSING = "（空白）"
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, repr=False)
class Hierarchy:
    """The values of a column as leaves of a tree: ``levels[0]`` are the leaves, each next level what they become.

    Leaves stand in the order of the tree, so that what a label covers stands together.

    >>> tree = Hierarchy.of_rows("區", [("萬華區", "臺北市"), ("大安區", "臺北市"), ("板橋區", "新北市")])
    >>> [sorted(set(level)) for level in tree.levels]
    [['大安區', '板橋區', '萬華區'], ['新北市', '臺北市'], ['*']]
    """

    column: str
    levels: tuple[tuple[str, ...], ...]

    @classmethod
    def of_rows(cls, column: str, rows: Iterable[Sequence[str]], *, place: str = "") -> Hierarchy:
        """Build a tree of rows (value, then each coarser label); a root is added where none stands.

        Raises HierarchyRefused for rows of different lengths, a value that stands twice, or a label with two parents.
        """
        paths = [tuple(cell.strip() for cell in row) for row in rows if any(cell.strip() for cell in row)]
        told = place or column
        if not paths or any(len(path) != len(paths[0]) for path in paths):
            raise HierarchyRefused(place=told, what="每一列的層數要一樣，而且至少要有一列")
        if len({path[0] for path in paths}) < len(paths):
            raise HierarchyRefused(place=told, what="同一個值出現兩次")
        for level in range(1, len(paths[0]) - 1):
            if len({path[level : level + 2] for path in paths}) > len({path[level] for path in paths}):
                raise HierarchyRefused(place=told, what=f"第 {level + 1} 層有標籤分屬兩個上層")
        if len({path[-1] for path in paths}) > 1 or len(paths[0]) == 1:
            paths = [(*path, ROOT) for path in paths]
        return cls(column, tuple(zip(*_in_tree_order(paths), strict=True)))

    @classmethod
    def load(cls, path: str | Path, column: str) -> Hierarchy:
        """Read a CSV file; raises FileMissing or HierarchyRefused."""
        path = Path(path)
        if not path.is_file():
            raise FileMissing(place=path.name)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise HierarchyRefused(place=path.name, what="不是 UTF-8 文字") from None
        delimiter = ";" if ";" in text.partition("\n")[0] else ","
        return cls.of_rows(column, csv.reader(text.splitlines(), delimiter=delimiter), place=path.name)

    @property
    def leaves(self) -> tuple[str, ...]:
        """Return the values that the hierarchy knows."""
        return self.levels[0]

    @functools.cached_property
    def ancestors(self) -> Ids:
        """Return, for each level and leaf, the number of the label that the leaf becomes; shape (levels, leaves)."""
        return np.stack([np.unique(np.array(level, dtype=object), return_inverse=True)[1] for level in self.levels])

    @functools.cached_property
    def covered(self) -> Ids:
        """Return, for each level and leaf, how many leaves its label covers; shape (levels, leaves)."""
        return np.stack([np.bincount(level)[level] for level in self.ancestors])

    @functools.cached_property
    def loss(self) -> npt.NDArray[np.float64]:
        """Return the information loss of each level and leaf: (leaves covered - 1) / (leaves - 1), shape (levels, leaves)."""
        return (self.covered - 1) / max(1, len(self.leaves) - 1)

    @functools.cached_property
    def numbers(self) -> npt.NDArray[np.float64] | None:
        """Return the leaves as numbers where all but the missing one are numbers in ascending order."""
        filled = [leaf for leaf in self.leaves if leaf != MISSING]
        try:
            found = np.array([float(leaf) for leaf in filled])
        except ValueError:
            return None
        ascending = len(found) > 1 and bool((np.diff(found) > 0).all())
        return found if ascending and (len(filled) == len(self.leaves) or self.leaves[-1] == MISSING) else None

    def with_missing(self) -> Hierarchy:
        """Return this hierarchy with a leaf of its own for missing cells; only the root covers it with others."""
        levels = self.levels if self.levels[-1][0] == ROOT else (*self.levels, (ROOT,) * len(self.leaves))
        path = [*([MISSING] * (len(levels) - 1)), ROOT]
        return Hierarchy(self.column, tuple((*level, label) for level, label in zip(levels, path, strict=True)))


def _in_tree_order(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the paths so that what shares a label stands together, in the order of first appearance."""
    first: dict[tuple[int, str], int] = {}
    for number, path in enumerate(paths):
        for level, label in enumerate(path):
            first.setdefault((level, label), number)
    top = range(len(paths[0]) - 1, -1, -1)
    return sorted(paths, key=lambda path: [first[level, path[level]] for level in top])


def load_hierarchies(
    given: Mapping[str, str | Path | Hierarchy] | str | Path | None, columns: Sequence[str]
) -> dict[str, Hierarchy]:
    """Return the hierarchies that a caller names: column -> CSV file, or a folder of ``*hierarchy_<column>.csv``.

    Columns without one are absent. Raises FileMissing where the folder or a named file is.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        named = {name: one for name, one in given.items() if name in columns}
        return {name: one if isinstance(one, Hierarchy) else Hierarchy.load(one, name) for name, one in named.items()}
    folder = Path(given)
    if not folder.is_dir():
        raise FileMissing(place=folder.name)
    files = {name: sorted(folder.glob(f"*hierarchy_{_literal(name)}.csv")) for name in columns}
    return {name: Hierarchy.load(found[0], name) for name, found in files.items() if found}


def _literal(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "[]*?" else sign for sign in name)


def leaf_text(value: object) -> str:
    """Return the text by which a cell is looked up among the leaves."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return as_text(value).strip()
