"""How large a poster's text may be and how many steps stand on a sheet: the largest that fits; what fits nowhere is refused."""

from __future__ import annotations

from labkit.core.workshop_errors import PosterOverlong
from labkit.workshop.poster.poster import Poster
from labkit.workshop.poster.typeset import Look, sheets, wanted

SIZES = (22.0, 20.0, 18.0, 16.5, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
AIRS = (26.0, 20.0, 15.0, 10.0, 7.0)
MOST_ACROSS = 6


def fitting(poster: Poster) -> Look:
    """Return the look with the fewest sheets, then the largest text, then the most air; raises PosterOverlong by the longest part."""
    most = min(MOST_ACROSS, len(poster.matrix.steps)) if poster.matrix and poster.matrix.steps else 1
    for across in range(most, 0, -1):
        if _fits(poster, Look(SIZES[-1], AIRS[-1], across)):
            size = _first(poster, [Look(size, AIRS[-1], across) for size in SIZES])
            return _first(poster, [Look(size.size, air, across) for air in AIRS])
    part, count = poster.longest()
    raise PosterOverlong(place=poster.title, part=part, count=f"{count:,}")


def _first(poster: Poster, looks: list[Look]) -> Look:
    """Return the first look that fits; the last one is known to. What fits at one size fits at every smaller one."""
    low, high = 0, len(looks) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _fits(poster, looks[middle]) else (middle + 1, high)
    return looks[low]


def _fits(poster: Poster, look: Look) -> bool:
    return sheets(poster, look) == wanted(poster, look)
