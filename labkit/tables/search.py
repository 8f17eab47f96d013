"""Find rows of a sheet by what their cells are, column by column, so that long sheets cost little."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.tables.sheet import Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray


def blank_rows(sheet: Sheet, start: int) -> list[int]:
    """Return the numbers, from ``start`` on, of the rows whose cells are all blank."""
    left = np.arange(start - 1, sheet.height)
    for column in sheet.cells.columns:
        left = _narrowed(column, left, _is_blank)
    return _numbers(left)


def rows_like(sheet: Sheet, names: list[str], start: int, *, share: float) -> list[int]:
    """Return the numbers, from ``start`` on, of the rows that hold ``share`` of the filled ``names`` in their places."""
    told = [c for c, name in enumerate(names) if name.strip()]
    if not told:
        return []
    wanted = {c: names[c].strip() for c in told}
    left = _narrowed(sheet.cells.column(told[0]), np.arange(start - 1, sheet.height), _is(wanted[told[0]]))
    rows = [int(index) for index in left]
    return [
        index + 1 for index in rows if sum(sheet.rows[index][c].strip() == wanted[c] for c in told) >= share * len(told)
    ]


def rows_matching(sheet: Sheet, column: int, pattern: str, within: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the indices, of ``within``, of the rows whose cell in ``column`` contains ``pattern`` (RE2)."""
    import pyarrow.compute as pc  # noqa: PLC0415

    return _narrowed(sheet.cells.column(column), within, lambda cells: pc.match_substring_regex(cells, pattern))


def rows_with_blank(sheet: Sheet, column: int, within: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the indices, of ``within``, of the rows whose cell in ``column`` is blank."""
    return _narrowed(sheet.cells.column(column), within, _is_blank)


def same_cells(sheet: Sheet, one: int, other: int) -> NDArray[np.int64]:
    """Return the indices of the rows whose cells in the columns ``one`` and ``other`` are the same filled text."""
    import pyarrow.compute as pc  # noqa: PLC0415

    left, right = (pc.utf8_trim_whitespace(sheet.cells.column(c)) for c in (one, other))
    return np.flatnonzero(_mask(pc.and_(pc.equal(left, right), pc.not_equal(left, ""))))


def _narrowed(column: Any, left: NDArray[np.int64], holds: Callable[[Any], Any]) -> NDArray[np.int64]:
    if not len(left):
        return left
    whole = len(left) == left[-1] - left[0] + 1
    cells = column.slice(int(left[0]), len(left)) if whole else column.take(left)
    return left[_mask(holds(cells))]


def _is_blank(cells: Any) -> Any:
    import pyarrow.compute as pc  # noqa: PLC0415

    return pc.equal(pc.utf8_trim_whitespace(cells), "")


def _is(text: str) -> Callable[[Any], Any]:
    import pyarrow.compute as pc  # noqa: PLC0415

    return lambda cells: pc.equal(pc.utf8_trim_whitespace(cells), text)


def _mask(truths: Any) -> NDArray[np.bool_]:
    return np.asarray(truths, dtype=bool)


def _numbers(indices: NDArray[np.int64]) -> list[int]:
    return [int(index) + 1 for index in indices]
