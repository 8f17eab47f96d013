"""The mean of a column's numbers, exactly; with the standard deviation of the sample."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.take import Cells, Take, Taken


def compute(cells: Cells) -> Taken:
    """Return the mean, how many it rests on, and their standard deviation."""
    return Taken(sum(cells.exact, Fraction(0)) / len(cells.exact), len(cells.exact), sd=cells.sd)


MEAN = Take(label="平均", label_en="Mean", compute=compute)
