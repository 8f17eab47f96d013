"""Form: an official form's rows, kept in templates/forms because forms change by programme year."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from labkit.core.document import Cell, Grid
from labkit.core.spec import Spec, SpecPart

WIDTHS = (3.4, 5.1, 3.4, 5.1)
PAGE = 21.5  # centimetres of an A4 page that are left for the rows, under the titles
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


def _needed(text: str, cells: int) -> float:
    """Return about how many centimetres ``text`` takes in a row of one or two cells; it is never too little by a line."""
    signs = SIGNS if cells == 1 else SIGNS_IN_HALF
    return PADDING + LINE * sum(1 + len(line) // signs for line in text.split("\n")) if text else LINE
