"""lk.compare: two tables, two recipes, two pivots or two analyses; each kind by the room that knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from labkit.analysis.result import AnalysisResult
from labkit.cleaning.compare import CompareResult
from labkit.cleaning.compare import compare as compare_tables
from labkit.core.errors import StepRefused
from labkit.pivots.compare import CellsCompared, compare_cells
from labkit.pivots.result import PivotResult

CELLS = (PivotResult, AnalysisResult)


def compare(before: Any, after: Any, *, key: Sequence[str] = ()) -> CompareResult | CellsCompared:
    """Compare two tables or results of one kind, two recipes, or two pivots or analyses cell by cell.

    Rows of tables are matched by the columns ``key``, which must be unique in both, or by source row number; cells of pivots by
    their keys. Raises StepRefused for two things of different kinds.
    """
    if isinstance(before, CELLS) or isinstance(after, CELLS):
        if not (isinstance(before, CELLS) and isinstance(after, CELLS)):
            raise StepRefused(place="compare", what="只能比較兩個樞紐、兩個分析，或兩份資料，不能混著比。")
        return compare_cells(before, after)
    return compare_tables(before, after, key=key)
