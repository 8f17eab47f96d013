"""The share, in %, of records for which a test (``holds``) is true, among those for which it can be told."""

from __future__ import annotations

from labkit.poc.intervals.shares import percent_of
from labkit.poc.take import Cells, Take, TakeExample, Taken


def compute(cells: Cells) -> Taken:
    """Return the share with Wilson's interval; records that leave the test open are no part of it and are counted."""
    return percent_of(sum(map(bool, cells.beside)), len(cells.beside))


SHARE = Take(
    label="符合條件的比例",
    label_en="Share",
    compute=compute,
    reads="test",
    unit="%",
    examples=(TakeExample({"分": [5, 15, None, 25]}, {"holds": "分 <= 15"}, "200/3", 3, {"undecided": 1}),),
)
