"""How well several systems agree on a field, person by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.result import Result
from labkit.core.table import Table
from labkit.linking.keyed import Keyed, keyed, require_somewhere

COLUMNS = [
    "field",
    "left",
    "right",
    "persons",
    "exact",
    "normalised",
    "both_missing",
    "one_missing",
    "conflict",
    "ambiguous",
    "kappa",
]
LABELS = [
    "欄位",
    "系統",
    "對照",
    "人數",
    "完全相同",
    "正規化後相同",
    "都未填",
    "一方未填",
    "不一致",
    "同一人有多值",
    "kappa",
]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class AgreementResult(Result):
    """A line for every field and pair of systems: counts that add up to the persons both know, and Cohen's kappa."""

    counts_only: ClassVar[bool] = True
    lines: tuple[tuple[Any, ...], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """Return the lines; ``kappa`` is missing where it is not defined."""
        return pd.DataFrame(self.lines, columns=COLUMNS)

    @property
    def summary(self) -> str:
        """Return in how many comparisons the systems contradict each other."""
        conflicts = sum(line[COLUMNS.index("conflict")] for line in self.lines)
        return f"{len(self.lines)} 組欄位比對中，共有 {conflicts:,} 人次不一致。"

    def to_document(self) -> Document:
        """Return the lines as a grid."""
        lines = [[*line[:-1], "－" if line[-1] is None else f"{line[-1]:.2f}"] for line in self.lines]
        return Document(self.name or "欄位一致性", (Text(self.summary), Grid.of(LABELS, lines)))


def agreement(
    tables: Mapping[str, Table | pd.DataFrame], key: str | Sequence[str], fields: Sequence[str]
) -> AgreementResult:
    """Compare ``fields``, which bear the same names in all ``tables``, for the persons that two systems both know.

    Each person counts once: exactly equal, equal once written alike (``labkit.linking.comparable``), missing in both or one, in conflict, or
    ambiguous where one system itself holds several values. Kappa (Cohen 1960) is taken over those with one value in both.

    >>> one, two = pd.DataFrame({"ID": [1, 2], "里": ["新安里", "福星里"]}), pd.DataFrame({"ID": [1, 2], "里": ["新安里", "西門里"]})
    >>> agreement({"照管": one, "院內": two}, "ID", ["里"]).frame[["exact", "conflict"]].to_numpy().tolist()
    [[1, 1]]
    """
    sides = keyed(tables, key)
    require_somewhere(sides, fields)
    lines = [
        (field, one.name, other.name, *_compared(one, other, field))
        for field in fields
        for one, other in combinations(sides, 2)
        if one.has(field) and other.has(field)
    ]
    return AgreementResult(name="欄位一致性", lines=tuple(lines))


def _compared(one: Keyed, other: Keyed, field: str) -> Iterator[Any]:
    told = Counter[str]()
    pairs: list[tuple[str, str]] = []
    shared = one.rows.keys() & other.rows.keys()
    for person in shared:
        left, right = (_values(side, person, field) for side in (one, other))
        told[_how(left, right)] += 1
        if len(left) == len(right) == 1:
            pairs.append((next(iter(left)), next(iter(right))))
    yield len(shared)
    yield from (told[name] for name in COLUMNS[4:10])
    yield kappa(pairs)


def _values(side: Keyed, person: tuple[str, ...], field: str) -> dict[str, Any]:
    """Return a person's different values of the field as compared, each with a cell as it stands; missing ones left out."""
    told, cells = side.told(field), side.cells[field]
    return {told[row]: cells[row] for row in side.rows[person] if told[row]}


def _how(left: Mapping[str, Any], right: Mapping[str, Any]) -> str:
    if not left or not right:
        return "one_missing" if left or right else "both_missing"
    if len(left) > 1 or len(right) > 1:
        return "ambiguous"
    (one, first), (other, second) = next(iter(left.items())), next(iter(right.items()))
    if one != other:
        return "conflict"
    return "exact" if type(first) is type(second) and first == second else "normalised"


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two raters; None without pairs, or where both always say the same one thing.

    >>> kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum(one == other for one, other in pairs) / len(pairs)
    expected = sum(left[value] * right[value] for value in left) / len(pairs) ** 2
    return None if expected == 1 else round((observed - expected) / (1 - expected), 4)
