"""Delimited files larger than memory: read block by block into Parquet, never held whole.

The head decides delimiter and header; every block, with the header put before it, sets its blank, total and repeated
rows aside; the last block decides the notes. Sub-totals that only sums would prove are looked for within a block.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.core import engines
from labkit.core.errors import FileBroken
from labkit.core.files import sha256
from labkit.core.finding import Finding
from labkit.core.table import Decision, Source, Table
from labkit.tables.columns import column_names
from labkit.tables.delimited import SAMPLE_SIGNS, guess_delimiter, parse_in_blocks, put_back, split, usual_width
from labkit.tables.encoding import as_utf_8
from labkit.tables.layout import Layout, find_layout, shifted
from labkit.tables.notices import notice
from labkit.tables.sheet import ReadSpec, Sheet, columns_of
from labkit.tables.types import kind_of_texts, typed

if TYPE_CHECKING:
    import pyarrow as pa

LARGE = 300_000_000
SUFFIXES = {".csv", ".tsv", ".txt"}
FEWEST_ROWS = 1_000
SET_ASIDE = ("title", "total", "note", "blank", "repeated")
KEPT_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


def is_large(path: Path) -> bool:
    """Tell whether the file is delimited text that should not be held whole."""
    return path.suffix.lower() in SUFFIXES and path.is_file() and path.stat().st_size > LARGE


def read_large(path: Path, spec: ReadSpec, work: Path | None = None) -> Table:
    """Read delimited text of any size as a Table over Parquet under ``work`` (None: a folder that ends with the process).

    Raises what ``read`` raises, and FileBroken for a record wider than all of the file's head.
    """
    if work is None:
        KEPT_FOLDERS.append(tempfile.TemporaryDirectory(prefix="labkit-"))
        work = Path(KEPT_FOLDERS[-1].name)
    work.mkdir(parents=True, exist_ok=True)
    digest = sha256(path)
    text, encoding, reason = as_utf_8(path, work / f"{digest[:16]}.utf8", encoding=spec.encoding)
    try:
        walk = _Walk(path.name, spec, *_head(text, spec, path.name))
        parquet = walk.write(text, work / f"{digest[:16]}.parquet")
    finally:
        if text != path:
            text.unlink(missing_ok=True)
    relation = engines.over_parquet(parquet, {name: walk.kind(name) for name in walk.names})
    source = walk.source(path.name, digest, Decision("encoding", encoding, reason))
    return Table(relation, source, tuple(walk.findings))


def _head(text: Path, spec: ReadSpec, place: str) -> tuple[Decision, int, Sheet, Layout]:
    """Return the delimiter, the usual width and the layout that the whole records of the file's first signs show."""
    with text.open(encoding="utf-8-sig", newline="", errors="ignore") as stream:
        sample = stream.read(SAMPLE_SIGNS)
    sample = sample[: sample.rfind("\n") + 1] or sample
    delimiter, why = (spec.delimiter, "由 layout 指定") if spec.delimiter else guess_delimiter(sample)
    sheet = Sheet(split(sample, delimiter, place=place, skip_space=False))
    width = usual_width(sample, delimiter)
    return Decision("delimiter", repr(delimiter), why), width, sheet, find_layout(sheet, spec, place=place)


@dataclass
class _Walk:
    """One pass over the file: what the head decided, and what each block added."""

    place: str
    spec: ReadSpec
    delimiter: Decision
    width: int
    head: Sheet
    layout: Layout
    aside: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in SET_ASIDE})
    seen: dict[str, set[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Return the names of the columns."""
        return list(self.spec.columns) or column_names(self.head, self.layout)

    @property
    def sign(self) -> str:
        """Return the delimiter itself."""
        return self.delimiter.value[1:-1].replace("\\t", "\t")

    def write(self, text: Path, target: Path) -> Path:
        """Write every record as texts; how each column is written is gathered on the way."""
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        schema = pa.schema([*((name, pa.string()) for name in self.names), (engines.ROW, pa.int64())])
        part = target.with_suffix(".part")
        try:
            with pq.ParquetWriter(part, schema) as writer:
                for sheet, last in _with_last(self._blocks(text)):
                    writer.write_table(self._records(sheet, last=last))
            part.replace(target)
        except pa.ArrowInvalid:
            raise FileBroken(place=self.place, why="引號沒有成對，或有過長的一格") from None
        finally:
            part.unlink(missing_ok=True)
        return target

    def _blocks(self, text: Path) -> Iterator[Sheet]:
        """Yield the file as sheets that know the number of their first record."""
        odd: list[tuple[int, str]] = []
        first = 1
        for even in parse_in_blocks(text, self.sign, self.width, odd):
            numbers: list[int] = []
            rows: list[list[str]] = []
            while odd and odd[0][0] <= first + even.num_rows + len(numbers):
                number, line = odd.pop(0)
                numbers.append(number - first + 1)
                rows.append(next(csv.reader(io.StringIO(line, newline=""), delimiter=self.sign), []))
            cells = put_back(even, numbers, rows, width=self.head.width)
            if cells.num_columns > self.head.width:
                at = first + numbers[max(range(len(rows)), key=lambda i: len(rows[i]))] - 1
                raise FileBroken(place=self.place, why=f"第 {at:,} 筆有 {cells.num_columns} 格，比前面各筆都多")
            yield Sheet(cells, first=first)
            first += cells.num_rows

    def _records(self, block: Sheet, *, last: bool) -> pa.Table:
        sheet = block if block.first == 1 else self._with_header(block)
        header = range(sheet.first, block.first) if block.first > 1 else self.layout.header
        told = {"header_rows": list(header), "note_rows": self.spec.note_rows if last else self.spec.note_rows or []}
        spec = self.spec.model_copy(update=told)
        layout = find_layout(sheet, spec, place=self.place)
        whole = shifted(layout, sheet.first - 1)
        for name, rows in self.aside.items():
            rows.extend(getattr(whole, name))
        self.findings += notice(sheet, layout, self.spec, self.names, label=self.place)
        texts = spec.model_copy(update={"types": "text", "columns": {}})
        found = typed(sheet, layout, self.names, texts, place=self.place)
        for name in self.names:
            if found.column(name).null_count < found.num_rows:
                self.seen.setdefault(name, set()).add(kind_of_texts(found.column(name)))
        return found

    def _with_header(self, block: Sheet) -> Sheet:
        """Return the block below the file's header, or below the made-up names of a file that has none."""
        import pyarrow as pa  # noqa: PLC0415

        rows = [self.head.rows[number - 1] for number in self.layout.header] or [self.names]
        top = columns_of(rows, block.width)
        return Sheet(pa.concat_tables([top, block.cells]), first=block.first - len(rows))

    def kind(self, name: str) -> str:
        """Return the kind of a column that all blocks agree with."""
        seen = self.seen.get(name, {"text"})
        if stated := self.spec.columns.get(name):
            return stated
        if self.spec.types == "text" or "text" in seen or seen == {"year_month"}:
            return "text"
        return "integer" if seen == {"integer"} else "number"

    def source(self, file: str, digest: str, encoding: Decision) -> Source:
        """Return where the table came from, with every row that was set aside."""
        return Source(
            file=file,
            sha256=digest,
            encoding=encoding.value,
            delimiter=self.sign,
            title_rows=self.aside["title"],
            header_rows=self.layout.header,
            total_rows=self.aside["total"],
            note_rows=self.aside["note"],
            blank_rows=self.aside["blank"],
            repeated_header_rows=self.aside["repeated"],
            decisions=[encoding, self.delimiter, *self.layout.decisions],
        )


def _with_last(sheets: Iterator[Sheet]) -> Iterator[tuple[Sheet, bool]]:
    """Yield each sheet with whether it is the last; a short last one is joined to the one before."""
    import pyarrow as pa  # noqa: PLC0415

    held = next(sheets, None)
    for sheet in sheets:
        if held is not None and sheet.height < FEWEST_ROWS:
            held = Sheet(pa.concat_tables([held.cells, sheet.cells]), first=held.first)
            continue
        if held is not None:
            yield held, False
        held = sheet
    if held is not None:
        yield held, True
