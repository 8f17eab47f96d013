"""Form: an official form's rows, kept in templates/forms because forms change by programme year."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from labkit.core.document import Cell, Grid
from labkit.core.spec import Spec, SpecPart

WIDTHS = (3.4, 5.1, 3.4, 5.1)
PAGE = 22.0  # centimetres of an A4 page that are left for the rows, under the titles
LINE, PADDING = 0.62, 0.3
SIGNS, SIGNS_IN_HALF, LABEL_SIGNS = 34, 12, 8


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
        """Return the form filled with ``values``; a value that is absent leaves its cell empty."""
        rows = []
        for row in self.rows:
            span = 1 if len(row.cells) > 1 else 3
            pairs = [
                (Cell(_broken(cell.label), label=True), Cell(values.get(cell.field, ""), span=span))
                for cell in row.cells
            ]
            rows.append(tuple(cell for pair in pairs for cell in pair))
        return Grid(tuple(rows), WIDTHS, header=0, min_heights=self._heights(values))

    def _heights(self, values: Mapping[str, str]) -> tuple[float, ...]:
        """Return the room of each row: as the form has it, no more than the text needs where the page would overflow.

        A row that may not fit on what is left of a page gets no height of its own: it runs over to the next page.
        """
        told = [max(_needed(values.get(cell.field, ""), len(row.cells)) for cell in row.cells) for row in self.rows]
        tall = sum(max(row.height, need) for row, need in zip(self.rows, told, strict=True)) > PAGE
        heights = [0.0 if tall and need > LINE else row.height for row, need in zip(self.rows, told, strict=True)]
        return tuple(heights)


def _broken(label: str) -> str:
    """Return a label that is too wide for its cell with what stands in brackets on a line of its own."""
    return label.replace("（", "\n（", 1) if len(label) > LABEL_SIGNS else label


def _needed(text: str, cells: int) -> float:
    """Return about how many centimetres ``text`` takes in a row of one or two cells; it is never too little by a line."""
    signs = SIGNS if cells == 1 else SIGNS_IN_HALF
    return PADDING + LINE * sum(1 + len(line) // signs for line in text.split("\n")) if text else LINE
