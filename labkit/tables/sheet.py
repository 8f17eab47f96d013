"""Sheet: a grid of cells as a format's reader saw it, before anybody decided what its rows mean."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, overload

from pydantic import Field

from labkit.core.spec import SpecPart
from labkit.core.table import Decision

if TYPE_CHECKING:
    import pyarrow as pa

Merge = tuple[int, int, int, int]
ColumnType = Literal["text", "integer", "number", "boolean", "date", "datetime"]
MISSING_MARKS = frozenset(
    {"-", "－", "—", "–", "…", "...", "*", "略", "無", "N/A", "NA", "n/a", "null", "NULL", "--", "X", "x"}
)
NUMBER = re.compile(r"[-+(△▲]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?%?\)?")
DATE_LIKE = re.compile(r"(?:民國)?\d{2,4}[年/.\-]\d{1,2}(?:[月/.\-]\d{1,2}日?)?.*|\d{2,3}年度?|\d{2,3}Y\d{1,2}M")


class ReadSpec(SpecPart):
    """Decisions of reading, so that an import is replayed and not guessed again. Row numbers are 1-based records.

    ``header_rows: []`` says that there is no header; None leaves a decision to labkit. ``keep`` names kinds of rows
    that stay among the records. ``blocks: one`` takes a sheet as one table. ``skip_space`` says whether a blank after a
    delimiter belongs to the cell. ``columns`` states every column's name and type, in order; ``height`` how many rows there are,
    of which a spreadsheet does not store blank ones at its end. ``guard`` is the sign that
    ``write(for_excel=True)`` put before cells that Excel would calculate, ``empty_text`` the mark of an empty text.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    skip_space: bool | None = None
    header_rows: list[int] | None = None
    repeated_header_rows: list[int] | None = None
    total_rows: list[int] | None = None
    note_rows: list[int] | None = None
    keep: list[Literal["total", "note", "blank"]] = Field(default_factory=list)
    blocks: Literal["auto", "one"] = "auto"
    types: str = Field(default="auto", pattern="^(auto|text)$")
    columns: dict[str, ColumnType] = Field(default_factory=dict)
    height: int | None = Field(default=None, ge=0)
    guard: str | None = None
    empty_text: str | None = None


class Rows(Sequence[list[str]]):
    """The rows of Arrow columns, made into lists block by block as they are asked for."""

    BLOCK, KEPT = 512, 16

    def __init__(self, cells: pa.Table) -> None:
        self._cells = cells
        self._blocks: dict[int, list[list[str]]] = {}

    def __len__(self) -> int:
        return int(self._cells.num_rows)

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[str]]: ...
    def __getitem__(self, at: int | slice) -> list[str] | list[list[str]]:
        """Return one row, or several, as texts."""
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        number, place = divmod(at % len(self), self.BLOCK)
        return self._block(number)[place]

    def _block(self, number: int) -> list[list[str]]:
        if number not in self._blocks:
            while len(self._blocks) >= self.KEPT:
                self._blocks.pop(next(iter(self._blocks)))
            part = self._cells.slice(number * self.BLOCK, self.BLOCK)
            columns = [column.to_pylist() for column in part.columns]
            self._blocks[number] = [list(row) for row in zip(*columns, strict=True)]
        return self._blocks[number]


@dataclass(frozen=True, eq=False)
class Sheet:
    """Columns of cell texts (empty = '') with, for workbooks, each cell's kind: n number, d date, t moment, b truth.

    ``first`` is the number of the sheet's row that stands first here: a block of a sheet keeps the sheet's numbers.
    """

    cells: pa.Table
    name: str | None = None
    kinds: pa.Table | None = None
    merges: list[Merge] = field(default_factory=list)
    encoding: str | None = None
    delimiter: str | None = None
    hidden: bool = False
    first: int = 1
    decisions: list[Decision] = field(default_factory=list)
    traits: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], **facts: Any) -> Sheet:
        """Build a sheet of rows of texts; short rows are filled up with empty cells."""
        return cls(columns_of(list(rows)), **facts)

    @functools.cached_property
    def rows(self) -> Rows:
        """Return the rows, each as wide as the sheet."""
        return Rows(self.cells)

    def as_high_as(self, height: int) -> Sheet:
        """Return the sheet with blank rows added up to ``height``."""
        import pyarrow as pa  # noqa: PLC0415

        missing = height - self.height
        if missing <= 0:
            return self
        blank = [pa.repeat(pa.scalar(""), missing)] * self.width
        names = self.cells.column_names
        cells, kinds = (
            part and pa.concat_tables([part, pa.table(blank, names=names)]) for part in (self.cells, self.kinds)
        )
        return replace(self, cells=cells, kinds=kinds)

    @property
    def width(self) -> int:
        """Return how many columns the widest record takes."""
        return int(self.cells.num_columns)

    @property
    def height(self) -> int:
        """Return how many rows there are."""
        return int(self.cells.num_rows)


def columns_of(rows: Sequence[Sequence[str]], width: int = 0) -> pa.Table:
    """Return rows of texts as Arrow columns named 0, 1, 2 …, at least ``width`` of them."""
    import pyarrow as pa  # noqa: PLC0415

    width = max([width, *map(len, rows)])
    wide = [[*row, *[""] * (width - len(row))] if len(row) < width else row for row in rows]
    columns = [pa.array(cells, pa.string()) for cells in zip(*wide, strict=True)]
    return pa.table(columns or [pa.array([], pa.string())] * width, names=[str(i) for i in range(width)])


def filled(row: Sequence[str]) -> int:
    """Count the cells that hold more than blanks."""
    return sum(1 for cell in row if cell.strip())


@functools.lru_cache(maxsize=65_536)
def value_like(cell: str) -> bool:
    """Tell whether a cell looks like a value (number, date, missing mark) rather than a name.

    >>> value_like("1,200"), value_like("113年1月"), value_like("戶數")
    (True, True, False)
    """
    text = cell.strip()
    return text in MISSING_MARKS or bool(NUMBER.fullmatch(text) or DATE_LIKE.fullmatch(text))
