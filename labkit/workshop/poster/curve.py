"""The curve of feelings over the steps of a matrix, from -2 to 2, in typst: a point, its number and its word for each step."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from labkit.documents.one_page.typeset import DARK, LINE
from labkit.workshop.poster.poster import Matrix

LABEL = 2.6  # cm, the column of labels
HIGH, LOW = 2, -2
WORDS = {2: "+2 很好", 1: "+1 好", 0: "0 普通", -1: "-1 差", -2: "-2 很差"}
GOOD, BAD = "#0B4F32", "#7A1420"
TOP, BOTTOM = 28.0, 88.0  # percent of the height, so that words above a point stay inside


def curve_cells(matrix: Matrix, size: float) -> list[str]:
    """Return the curve as one cell over all steps, with text of ``size`` points."""
    count, height = len(matrix.steps), size * 8
    drawn = "\n".join((*_levels(), *_lines(matrix), *_points(matrix, size)))
    return [f"table.cell(colspan: {count}, inset: 0pt)[#block(width: 100%, height: {height}pt)[{drawn}]]"]


def height_of(feeling: float) -> float:
    """Return where a feeling stands, in percent from above.

    >>> height_of(2), height_of(-2), height_of(0)
    (28.0, 88.0, 58.0)
    """
    return TOP + (HIGH - feeling) / (HIGH - LOW) * (BOTTOM - TOP)


def _levels() -> Iterator[str]:
    for level in range(LOW, HIGH + 1):
        at, dash = height_of(level), "solid" if level == 0 else "dotted"
        yield f'#place(line(start: (0%, {at}%), end: (100%, {at}%), stroke: (paint: rgb("{LINE}"), thickness: 0.8pt, dash: "{dash}")))'


def _lines(matrix: Matrix) -> Iterator[str]:
    feelings = [one.feeling for one in matrix.steps]
    places = [(at + 0.5) / len(feelings) * 100 for at in range(len(feelings))]
    spots = list(zip(places, map(height_of, feelings), strict=True))
    if matrix.before is not None:
        spots.insert(0, (0.0, height_of((matrix.before + feelings[0]) / 2)))
    if matrix.after is not None:
        spots.append((100.0, height_of((matrix.after + feelings[-1]) / 2)))
    for (x, y), (to_x, to_y) in itertools.pairwise(spots):
        yield f'#place(line(start: ({x:.3f}%, {y:.3f}%), end: ({to_x:.3f}%, {to_y:.3f}%), stroke: 2.5pt + rgb("{DARK}")))'


def _points(matrix: Matrix, size: float) -> Iterator[str]:
    count = len(matrix.steps)
    for at, one in enumerate(matrix.steps):
        x, y = (at + 0.5) / count * 100, height_of(one.feeling)
        ink = BAD if one.feeling < 0 else GOOD if one.feeling > 0 else DARK
        yield f'#place(dx: {x:.3f}% - 5pt, dy: {y:.3f}% - 5pt, circle(radius: 5pt, fill: rgb("{ink}")))'
        yield (
            f"#place(dx: {x:.3f}% - {size * 3}pt, dy: {y:.3f}% - {size + 9}pt, "
            f'box(width: {size * 6}pt, align(center, text(size: {size}pt, fill: rgb("{ink}"), "{WORDS[one.feeling]}"))))'
        )
