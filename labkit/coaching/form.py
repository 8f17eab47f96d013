"""Form: an official form's rows, kept in templates/forms because forms change by programme year."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping

from pydantic import Field

from labkit.core.document import Cell, Grid
from labkit.core.spec import Spec, SpecPart

WIDTHS = (3.4, 5.1, 3.4, 5.1)
PAGE = 21.5  # centimetres of an A4 page that are left for the rows, under the titles
LINE, PADDING = 0.62, 0.3
MOST_ROWS, PART_ROWS, ENDS = 30, 24, "\n。；"
FULL_PAGE, FULL_LINE = (
    22.4,
    0.55,
)  # the same, measured on full pages: odt and docx in LibreOffice, pdf by typst, which is the tallest
SIGNS, SIGNS_IN_HALF, LABEL_SIGNS = 34, 12, 8
HALF = 0.6  # of a full-width sign: what a digit or Latin letter takes at most on average


class LabelledCell(SpecPart):
    """A labelled cell: its label, and the name of the value beside it."""

    label: str
    field: str


class Row(SpecPart):
    """One or two labelled cells; ``height`` in cm leaves room to write."""

    cells: tuple[LabelledCell, ...] = Field(min_length=1, max_length=2)
    height: float = 0.0


class OfficialForm(Spec):
    """A form of two labelled columns, as the announcement prints it."""

    name: str
    titles: tuple[str, ...]
    source: str
    rows: tuple[Row, ...]

    def grid(self, values: Mapping[str, str]) -> Grid:
        """Return the form filled with ``values``; a value that is absent leaves its cell empty.

        A text that no page could hold goes on in rows of their own, marked （續）, so that every page says whose text it is.
        """
        rows, heights = [], []
        for row, height in zip(self.rows, self._heights(values), strict=True):
            span = 1 if len(row.cells) > 1 else 3
            pairs = [
                (Cell(_broken(cell.label), label=True), Cell(values.get(cell.field, ""), span=span))
                for cell in row.cells
            ]
            parts = _parts(pairs[0][1].text) if span > 1 else ()
            rows.append(tuple(cell for pair in pairs for cell in pair))
            if len(parts) > 1:
                label, again = (
                    Cell(_broken(row.cells[0].label), label=True),
                    Cell(f"{row.cells[0].label}\n（續）", label=True),
                )
                rows[-1:] = [(again if at else label, Cell(part, span=span)) for at, part in enumerate(parts)]
            heights += [height, *(0.0 for _ in parts[1:])]
        short = len(rows) > 1 and _rows(rows[-2][-1].text, 1) <= PART_ROWS
        return Grid(tuple(rows), WIDTHS, header=0, min_heights=tuple(heights), together=2 if short else 0)

    def overflow(self, values: Mapping[str, str]) -> float:
        """Return by how many centimetres the form filled with ``values`` is too long for one page; less than 0 is room left.

        A cell that is still empty keeps all the room that the form gives it to write on.
        """
        return sum(self._full(row, values) for row in self.rows) - FULL_PAGE

    def _full(self, row: Row, values: Mapping[str, str]) -> float:
        texts = [values.get(cell.field, "") for cell in row.cells]
        lines = [_rows(text, len(row.cells)) for text in texts] + [
            _broken(cell.label).count("\n") + 1 for cell in row.cells
        ]
        need = PADDING + FULL_LINE * max(lines)
        return need if any(texts) else max(need, row.height)

    def _heights(self, values: Mapping[str, str]) -> tuple[float, ...]:
        """Return the room of each row: as the form has it, or less where the page would overflow.

        A row whose text takes more than its room gets no height of its own: it grows, and runs over to the next page.
        """
        needs = [max(_needed(values.get(cell.field, ""), len(row.cells)) for cell in row.cells) for row in self.rows]
        spare = [max(0.0, row.height - need) for row, need in zip(self.rows, needs, strict=True)]
        share = min(1.0, max(0.0, PAGE - sum(needs)) / sum(spare)) if sum(spare) else 0.0
        return tuple(self._height(at, needs[at], spare[at] * share, values) for at in range(len(self.rows)))

    def _height(self, at: int, need: float, more: float, values: Mapping[str, str]) -> float:
        row = self.rows[at]
        if not any(values.get(cell.field) for cell in row.cells):
            return row.height
        return round(need + more, 2) if more else 0.0


def _broken(label: str) -> str:
    """Return a label that is too wide for its cell with what stands in brackets on a line of its own."""
    return label.replace("（", "\n（", 1) if len(label) > LABEL_SIGNS else label


def _parts(text: str) -> tuple[str, ...]:
    """Return ``text`` cut where it would fill most of a page, at the end of a line or a sentence; together it is all there.

    >>> [len(one) for one in _parts("量測一次。" * 300)], _parts("短")
    ([815, 685], ('短',))
    """
    parts = []
    while _rows(text[: MOST_ROWS * SIGNS * 2], 1) > MOST_ROWS:
        kept = min(len(text), PART_ROWS * SIGNS * 2)
        while _rows(text[:kept], 1) > PART_ROWS:
            kept -= 1
        cut = max(text.rfind(sign, kept // 2, kept) for sign in ENDS) + 1 or kept
        parts.append(text[:cut].removesuffix("\n"))
        text = text[cut:]
    return (*parts, text)


def _needed(text: str, cells: int) -> float:
    """Return about how many centimetres ``text`` takes in a row of one or two cells; it is never too little by a line."""
    return PADDING + LINE * _rows(text, cells) if text else LINE


def _rows(text: str, cells: int) -> int:
    signs = SIGNS if cells == 1 else SIGNS_IN_HALF
    return sum(max(1, math.ceil(signs_of(line) / signs)) for line in text.split("\n"))


def signs_of(line: str) -> float:
    """Return how wide a line is, counted in full-width signs."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else HALF for sign in line)
