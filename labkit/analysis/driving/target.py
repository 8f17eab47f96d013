"""The target: a number, or classes; as scores for the strength, and as values for means, shares and the tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from labkit.analysis.driving.columns import written
from labkit.analysis.driving.spec import DriversSpec
from labkit.core.errors import NotNumeric, SpecInvalid
from labkit.statistics.association import Codes, Floats, Scores, class_scores, rank_scores

MOST_CLASSES, TWO = 8, 2
AFFIRMED = ("是", "有", "Y", "y", "yes", "Yes", "YES", "true", "True", "1", "V", "v", "免填", "成功", "完成", "通過")


@dataclass(frozen=True)
class Target:
    """A number (``numbers``), or ``classes`` and each record's place among them; ``values`` are what a tree splits."""

    scores: Scores
    values: Floats
    numbers: Floats | None = None
    classes: tuple[str, ...] = ()
    codes: Codes | None = None
    yes: str = ""


def target_of(spec: DriversSpec, cells: Sequence[Any]) -> Target | None:
    """Return the target of records that all have one; None where they hold fewer than two values: nothing differs.

    Raises NotNumeric where a number was asked for, SpecInvalid for too many classes and for a ``yes`` that is none. A number with two values is two classes. ``yes`` is the class that ``spec`` names, one that says yes, or the rarer one.
    """
    numeric = all(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells)
    if spec.target_kind == "number" and not numeric:
        raise NotNumeric(place="drivers", column=spec.target)
    if len(set(cells) if numeric else {_word(cell) for cell in cells}) < TWO:
        return None
    as_number = numeric and (spec.target_kind == "number" or len(set(cells)) > TWO) and spec.target_kind != "category"
    if as_number:
        numbers = np.array(cells, np.float64)
        return Target(rank_scores(numbers), numbers[:, None], numbers)
    return _of_classes(spec, [_word(cell) for cell in cells])


def _of_classes(spec: DriversSpec, words: list[str]) -> Target:
    counts = Counter(words)
    if len(counts) > MOST_CLASSES:
        what = f"有 {len(counts):,} 種值，超過 {MOST_CLASSES} 種。請先分組；若是數字，請先轉換型別。"
        raise SpecInvalid(place=f"target：{spec.target}", what=what)
    classes = tuple(sorted(counts))
    if spec.yes is not None and spec.yes not in classes:
        raise SpecInvalid(place=f"target：{spec.target}", what="yes 不是目標欄位裡的值。")
    affirmed = [word for word in classes if word in AFFIRMED]
    rarer = min(reversed(classes), key=lambda word: counts[word])
    yes = spec.yes or (affirmed[0] if len(affirmed) == 1 else rarer) if len(classes) == TWO else spec.yes or ""
    places = {word: at for at, word in enumerate(classes)}
    codes = np.array([places[word] for word in words], np.int64)
    return Target(class_scores(codes, len(classes)), np.eye(len(classes))[codes], None, classes, codes, yes)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return written(value) if isinstance(value, (int, float)) else str(value).strip()
