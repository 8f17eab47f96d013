"""Which records stand behind a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.core.errors import UnknownColumn
from labkit.pivots.cross import UNFILLED
from labkit.pivots.keys import Codes, Key

if TYPE_CHECKING:
    from labkit.pivots.placed import Placed


def places_of(placed: Placed, row: Sequence[Any], column: Sequence[Any], *, place: str) -> Codes:
    """Return the places of the records whose keys are as told; raises UnknownColumn for more keys than there are."""
    held = np.ones(placed.height, bool)
    for keys, told, which in ((placed.rows, row, "列"), (placed.columns, column, "欄")):
        if len(told) > len(keys):
            raise UnknownColumn(
                place=place, column=f"第 {len(keys) + 1} 個{which}欄位", known=[key.name for key in keys]
            )
        for key, value in zip(keys, told, strict=False):
            held &= np.isin(key.codes, _codes(key, value))
    return np.flatnonzero(held)


def _codes(key: Key, value: Any) -> list[int]:
    found = [code for code, one in enumerate(key.values) if one == value and (one is None) == (value is None)]
    return found or ([len(key.values) - 1] if value == UNFILLED and key.values[-1:] == [None] else [])
