"""A column as groups: values as they are, numbers in bins with written edges, days by period, the missing as 未填."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from labkit.analysis.codebooks.periods import Grain, all_periods, period_of
from labkit.statistics.association import Codes, Floats

UNFILLED, OTHERS = "未填", "其他"
MOST_GROUPS, FEW_VALUES, LEAST_ROWS = 12, 6, 20
NEARLY_UNIQUE, DENSE, DIGITS = 0.9, 1.5, 3
GRAINS: tuple[Grain, ...] = ("month", "quarter", "year")


@dataclass(frozen=True)
class Column:
    """A column in groups. ``edges`` where they are bins; ``numbers`` where it is numeric; ``flag`` is why it is not ranked.

    ``distinct`` is how many values it holds in ``filled`` records.
    """

    name: str
    labels: tuple[str, ...]
    codes: Codes
    ordered: bool = False
    edges: tuple[float, ...] = ()
    numbers: Floats | None = None
    flag: str = ""
    distinct: int = 0
    filled: int = 0

    @property
    def groups(self) -> int:
        """Return how many groups there are, that of the missing included."""
        return len(self.labels)

    @property
    def has_missing(self) -> bool:
        """Return whether the last group is that of the missing."""
        return bool(self.labels) and self.labels[-1] == UNFILLED


def column_of(name: str, cells: Sequence[Any], *, bins: int, smallest: int) -> Column:
    """Return a column in groups, flagged ``constant``, ``merged`` or ``identifier`` where ranking it would mislead.

    >>> column_of("分鐘", [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, None], bins=2, smallest=1).labels
    ('未滿 4.5', '4.5 以上', '未填')
    """
    values = [None if _is_missing(cell) else cell for cell in cells]
    filled = [value for value in values if value is not None]
    found = _grouped(name, values, filled, bins=bins, smallest=smallest)
    return replace(found, distinct=len(set(filled)), filled=len(filled))


def _grouped(name: str, values: list[Any], filled: list[Any], *, bins: int, smallest: int) -> Column:
    if len(set(values)) < 2:  # noqa: PLR2004  (one value)
        return Column(name, (), np.zeros(len(values), np.int64), flag="constant")
    if filled and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in filled):
        return _of_numbers(name, values, bins=bins)
    if filled and all(isinstance(value, date) for value in filled):
        return _of_days(name, values, smallest=smallest)
    return _of_texts(name, [None if value is None else _word(value) for value in values], smallest=smallest)


def _is_missing(cell: Any) -> bool:
    if isinstance(cell, str):
        return not cell or cell.isspace()
    return cell is None or (isinstance(cell, float) and not math.isfinite(cell)) or cell != cell  # noqa: PLR0124  (NaT)


def _word(value: Any) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value).strip()


def _of_numbers(name: str, values: list[Any], *, bins: int) -> Column:
    numbers = np.array([np.nan if value is None else float(value) for value in values])
    there = ~np.isnan(numbers)
    distinct = np.unique(numbers[there])
    flag = "identifier" if _is_serial(distinct, int(there.sum())) else ""
    edges: tuple[float, ...] = ()
    if len(distinct) <= FEW_VALUES:
        labels, codes = [written(one) for one in distinct], np.searchsorted(distinct, numbers)
    else:
        edges = _edges(numbers[there], bins)
        labels, codes = bin_labels(edges), np.searchsorted(np.array(edges), numbers, side="right")
    codes = np.where(there, codes, len(labels)).astype(np.int64)
    return _without_empty(
        Column(name, (*labels, UNFILLED), codes, ordered=True, edges=edges, numbers=numbers, flag=flag)
    )


def _is_serial(distinct: Floats, rows: int) -> bool:
    """Tell whether numbers run through: whole, nearly all different, and hardly a gap between them."""
    if rows < LEAST_ROWS or len(distinct) < NEARLY_UNIQUE * rows or not (distinct == np.floor(distinct)).all():
        return False
    return bool(distinct[-1] - distinct[0] + 1 <= DENSE * len(distinct))


def _edges(numbers: Floats, bins: int) -> tuple[float, ...]:
    """Return inner edges at the quantiles, rounded to three digits; a bin holds its lower edge and not its upper one."""
    found = []
    for edge in np.quantile(numbers, [step / bins for step in range(1, bins)]):
        rounded = _rounded(float(edge))
        if numbers.min() < rounded <= numbers.max():
            found.append(rounded)
    if not found:
        found = [float(np.unique(numbers)[1])]  # most are one and the same lowest value
    return tuple(sorted(set(found)))


def _rounded(value: float) -> float:
    return 0.0 if value == 0 else round(value, DIGITS - 1 - math.floor(math.log10(abs(value))))


def bin_labels(edges: Sequence[float]) -> list[str]:
    """Return the words of half-open bins.

    >>> bin_labels([10, 20.5])
    ['未滿 10', '10 以上未滿 20.5', '20.5 以上']
    """
    words = [written(edge) for edge in edges]
    middle = [f"{low} 以上未滿 {high}" for low, high in itertools.pairwise(words)]
    return [f"未滿 {words[0]}", *middle, f"{words[-1]} 以上"]


def written(number: float) -> str:
    """Return a number as it is written in a label.

    >>> written(1200.0), written(0.25)
    ('1,200', '0.25')
    """
    return f"{int(number):,}" if float(number).is_integer() else f"{number:,.6g}"


def _of_days(name: str, values: list[Any], *, smallest: int) -> Column:
    for grain in GRAINS:
        labels = [period_of(value, grain) for value in values]
        if len(set(labels)) <= MOST_GROUPS:
            break
    else:
        return _of_texts(name, labels, smallest=smallest)
    order = [label for label in all_periods(labels, grain) if label]
    places = {label: at for at, label in enumerate(order)}
    codes = np.array([places.get(label or "", len(order)) for label in labels], np.int64)
    return _without_empty(Column(name, (*order, UNFILLED), codes, ordered=True))


def _of_texts(name: str, words: list[str | None], *, smallest: int) -> Column:
    counts = Counter(word for word in words if word is not None)
    rows = sum(counts.values())
    flag = "identifier" if rows >= LEAST_ROWS and len(counts) >= NEARLY_UNIQUE * rows else ""
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    kept = sorted([word for word in ranked if counts[word] >= smallest][: MOST_GROUPS - 1])
    places = {word: at for at, word in enumerate(kept)}
    others = OTHERS if OTHERS not in places else f"{OTHERS}（合併）"
    codes = [len(kept) + 1 if word is None else places.get(word, len(kept)) for word in words]
    labels = tuple("未填（原文）" if word == UNFILLED else word for word in kept)
    column = Column(name, (*labels, others, UNFILLED), np.array(codes, np.int64), flag=flag)
    return _without_empty(column)


def _without_empty(column: Column) -> Column:
    """Return the column without groups that nobody is in; flagged where one group is left."""
    used = np.unique(column.codes)
    edges = column.edges
    if edges and len([at for at in used if at <= len(edges)]) <= len(edges):
        kept = [at for at in used if at <= len(edges)]  # an empty bin joins the one below it
        edges = tuple(edges[at - 1] for at in kept[1:])
        labels = [*bin_labels(edges)] if edges else [column.labels[kept[0]]]
        labels += [UNFILLED] if used[-1] > len(column.edges) else []
    else:
        labels = [column.labels[at] for at in used]
    codes = np.searchsorted(used, column.codes).astype(np.int64)
    flag = column.flag or ("merged" if len(used) < 2 else "")  # noqa: PLR2004  (one group)
    return Column(column.name, tuple(labels), codes, column.ordered, edges, column.numbers, flag)
