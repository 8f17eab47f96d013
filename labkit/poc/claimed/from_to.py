"""「由 7 天縮短為 4 天」: the level before and the level after, where a claim states both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from labkit.poc.claimed.number_words import FROM, TO
from labkit.poc.claimed.said_numbers import SaidNumber


def from_to(numbers: Sequence[SaidNumber]) -> Iterator[tuple[SaidNumber, SaidNumber]]:
    """Yield each pair of neighbours that a sentence leads from and to, in one unit.

    >>> from labkit.poc.claimed.said_numbers import said_numbers
    >>> [(str(a.value), str(b.value), b.unit) for a, b in from_to(said_numbers("審查由 8 個工作天降為 3 個工作天"))]
    [('8', '3', '工作天')]
    """
    for one, other in pairwise(numbers):
        if one.unit in {other.unit, ""} and FROM.search(one.before) and TO.search(other.before):
            yield one, other
