"""A leaf of the tree in zh-TW words."""

from __future__ import annotations

from collections.abc import Sequence

from labkit.analysis.driving.columns import UNFILLED, Column, written
from labkit.analysis.driving.tree import Path

EVERYONE = "全部"


def rule_text(path: Path, columns: Sequence[Column]) -> str:
    """Return the conditions of a leaf, joined by 且; 全部 where there is none.

    >>> import numpy as np
    >>> size = Column("等待分鐘", ("未滿 10", "10 以上未滿 20", "20 以上", "未填"), np.zeros(1, int), True, (10.0, 20.0))
    >>> rule_text(((0, frozenset({1, 2})),), [size]), rule_text(((0, frozenset({0, 3})),), [size])
    ('等待分鐘 10 以上', '等待分鐘 未滿 10 或未填')
    """
    return "，且 ".join(f"{columns[at].name} {_words(columns[at], groups)}" for at, groups in path) or EVERYONE


def _words(column: Column, groups: frozenset[int]) -> str:
    filled = sorted(at for at in groups if not (column.has_missing and at == column.groups - 1))
    missing = len(filled) < len(groups)
    if not filled:
        return UNFILLED
    known = column.groups - column.has_missing
    if len(filled) == known:
        return "有填" if not missing else "不限"
    said = _range(column, filled) if column.edges else _list(column, filled, known)
    return f"{said} 或未填" if missing else said


def _range(column: Column, filled: list[int]) -> str:
    low = f"{written(column.edges[filled[0] - 1])} 以上" if filled[0] > 0 else ""
    high = f"未滿 {written(column.edges[filled[-1]])}" if filled[-1] < len(column.edges) else ""
    return low + high


def _list(column: Column, filled: list[int], known: int) -> str:
    if len(filled) > known / 2 and known - len(filled) <= 3:  # noqa: PLR2004  (a short list reads better)
        others = [column.labels[at] for at in range(known) if at not in filled]
        return f"不是「{'」「'.join(others)}」"
    return f"為「{'」「'.join(column.labels[at] for at in filled)}」"
