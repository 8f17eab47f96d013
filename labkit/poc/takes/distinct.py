"""How many different values a column of whatever kind holds: persons, cases, villages."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.take import EXACT, Cells, Take, TakeExample, Taken


def compute(cells: Cells) -> Taken:
    """Return the number of different filled cells; ``n`` is how many cells were filled."""
    return Taken(Fraction(len(set(cells.beside))), len(cells.beside), exact=True, why_not=EXACT)


DISTINCT = Take(
    label="不重複數",
    label_en="Distinct count",
    compute=compute,
    reads="cells",
    examples=(
        TakeExample({"里": ["新安里", "新安里", " ", None, "忠德里"]}, {"column": "里"}, "2", 3, {"empty_measure": 2}),
    ),
)
