"""How many records."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.take import Take, Taken

COUNT = Take(
    label="筆數", label_en="Count", compute=lambda cells: Taken(Fraction(cells.rows), cells.rows), column=False
)
