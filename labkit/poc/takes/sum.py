"""The sum of a column's numbers, exactly."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.take import Take, Taken

SUM = Take(label="合計", label_en="Sum", compute=lambda cells: Taken(sum(cells.exact, Fraction(0)), len(cells.exact)))
