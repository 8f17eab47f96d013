"""Poster: panels side by side, and at most one matrix of steps with a curve of feelings. Nothing of it is ever cut."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Tone = Literal["plain", "held", "gap", "unchecked", "quote", "note"]


@dataclass(frozen=True)
class Line:
    """A paragraph with its tone; ``mark`` is a word that stands before it in a frame, so that no tone is told by colour alone."""

    text: str
    tone: Tone = "plain"
    mark: str = ""


@dataclass(frozen=True)
class Panel:
    """A label, paragraphs, and above them a large number with its unit where there is one; ``share`` is its part of the width."""

    label: str
    lines: tuple[Line, ...]
    share: int = 1
    number: str = ""
    unit: str = ""

    @property
    def length(self) -> int:
        """Return how many signs the panel has."""
        return sum(len(one.text) for one in self.lines)


@dataclass(frozen=True)
class Step:
    """A column of the matrix: its head, a cell of paragraphs for each label, and a feeling from -2 to 2."""

    head: str
    cells: tuple[tuple[Line, ...], ...]
    feeling: int

    @property
    def length(self) -> int:
        """Return how many signs the column has."""
        return len(self.head) + sum(len(line.text) for cell in self.cells for line in cell)


@dataclass(frozen=True)
class Matrix:
    """Steps from left to right; the curve stands after row ``curve_after`` of ``labels``.

    ``before`` and ``after`` are the feelings beside a part of the steps, so that the curve goes on from sheet to sheet.
    """

    labels: tuple[str, ...]
    steps: tuple[Step, ...]
    curve_label: str = "感受"
    curve_after: int = 2
    before: int | None = None
    after: int | None = None

    def parts(self, most: int) -> tuple[Matrix, ...]:
        """Return the matrix in parts of nearly the same size, none with more than ``most`` steps.

        >>> [len(one.steps) for one in Matrix((), (Step("", (), 0),) * 7).parts(3)]
        [3, 2, 2]
        """
        count = max(-(-len(self.steps) // most), 1)
        size, more = divmod(len(self.steps), count)
        ends = [0]
        for at in range(count):
            ends.append(ends[-1] + size + (at < more))
        return tuple(self._part(first, last) for first, last in itertools.pairwise(ends))

    def _part(self, first: int, last: int) -> Matrix:
        before = self.steps[first - 1].feeling if first else None
        after = self.steps[last].feeling if last < len(self.steps) else None
        return replace(self, steps=self.steps[first:last], before=before, after=after)


@dataclass(frozen=True)
class Poster:
    """The sheet; dated by ``as_of`` and never by the clock. ``rows`` of panels stand above the matrix."""

    title: str
    subtitle: str
    rows: tuple[tuple[Panel, ...], ...] = ()
    matrix: Matrix | None = None
    foot: tuple[str, ...] = ()
    as_of: date | None = None

    def texts(self) -> Iterator[str]:
        """Yield every text in the order of reading."""
        yield from (self.title, self.subtitle)
        for panel in (one for row in self.rows for one in row):
            yield from (panel.label, panel.number, panel.unit)
            yield from (text for line in panel.lines for text in (line.mark, line.text))
        if self.matrix:
            yield from _texts(self.matrix)
        yield from self.foot

    def longest(self) -> tuple[str, int]:
        """Return the name and length of the longest panel or step."""
        parts = [(one.label, one.length) for row in self.rows for one in row]
        parts += [(one.head, one.length) for one in self.matrix.steps] if self.matrix else []
        return max(parts, key=lambda one: one[1], default=(self.title, len(self.title)))


def _texts(matrix: Matrix) -> Iterator[str]:
    yield from (one.head for one in matrix.steps)
    for at, label in enumerate(matrix.labels):
        yield label
        yield from (text for one in matrix.steps for line in one.cells[at] for text in (line.mark, line.text))
        if at + 1 == matrix.curve_after:
            yield matrix.curve_label
