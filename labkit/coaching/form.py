"""Form: an official form's rows, kept in templates/forms because forms change by programme year."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from labkit.core.document import Cell, Grid
from labkit.core.spec import Spec, SpecPart


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
            pairs = [(Cell(cell.label, label=True), Cell(values.get(cell.field, ""), span=span)) for cell in row.cells]
            rows.append(tuple(cell for pair in pairs for cell in pair))
        return Grid(tuple(rows), (3.4, 5.1, 3.4, 5.1), header=0, min_heights=tuple(row.height for row in self.rows))
