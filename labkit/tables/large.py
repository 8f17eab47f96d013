"""Delimited files larger than memory: read block by block into Parquet, never held whole.

The head decides delimiter and header; every block, with the header put before it, sets its blank, total and repeated
rows aside; the last block decides the notes. Sub-totals that only sums would prove are looked for within a block.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.core import engines
from labkit.core.errors import FileBroken, NotATable
from labkit.core.files import sha256, sha256_text
from labkit.core.finding import Finding
from labkit.core.table import Decision, Source, Table
from labkit.tables.columns import column_names
from labkit.tables.delimited import (
    SAMPLE_SIGNS,
    guess_delimiter,
    is_spaced,
    parse_in_blocks,
    put_back,
    split,
    usual_width,
)
from labkit.tables.encoding import as_utf_8
from labkit.tables.layout import Layout, find_layout, shifted
from labkit.tables.notices import notice
from labkit.tables.sheet import ReadSpec, Sheet, columns_of
from labkit.tables.types import Written, typed

if TYPE_CHECKING:
    import pyarrow as pa

LARGE = 300_000_000
SUFFIXES = {".csv", ".tsv", ".txt"}
FEWEST_ROWS, MOST_CUTS = 1_000, 500
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
    stem = f"{digest[:16]}-{sha256_text(spec.model_dump_json())[:8]}"
    text, encoding, reason = as_utf_8(path, work / f"{stem}.utf8", encoding=spec.encoding)
    try:
        walk = _Walk(path.name, spec, *_head(text, spec, path.name))
        parquet = walk.write(text, work / f"{stem}.parquet")
    finally:
        if text != path:
            text.unlink(missing_ok=True)
    relation = engines.over_parquet(parquet, {name: walk.kind(name) for name in walk.names})
    source = walk.source(path.name, digest, Decision("encoding", encoding, reason))
    return Table(relation, source, tuple(walk.findings.values()))


def _head(text: Path, spec: ReadSpec, place: str) -> tuple[Decision, int, Sheet, Layout]:
    """Return the delimiter, the usual width and the layout that the whole records of the file's first signs show."""
    with text.open(encoding="utf-8-sig", newline="", errors="ignore") as stream:
        sample = stream.read(SAMPLE_SIGNS)
    delimiter, why = (spec.delimiter, "由 layout 指定") if spec.delimiter else guess_delimiter(sample)
    if spec.skip_space or (spec.skip_space is None and is_spaced(sample, delimiter)):
        raise NotATable(place=place, why="分隔符號後有空白，檔案又太大，無法逐段讀取")
    sheet = Sheet(_whole_records(sample, delimiter, place))
    layout = find_layout(sheet, spec, place=place, ends=False)
    return Decision("delimiter", delimiter, why), usual_width(sample, delimiter), sheet, layout


def _whole_records(sample: str, delimiter: str, place: str) -> pa.Table:
    """Return the records of ``sample`` up to the last that is whole: the cut may fall inside quotes."""
    for _ in range(MOST_CUTS):
        cut = sample.rfind("\n", 0, len(sample) - 1) + 1
        try:
            return split(sample[:cut] or sample, delimiter, place=place, skip_space=False)
        except FileBroken:
            sample = sample[:cut]
    raise FileBroken(place=place, why="引號沒有成對，或有過長的一格")


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
    written: dict[str, Written] = field(default_factory=dict)
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Return the names of the columns."""
        return list(self.spec.columns) or column_names(self.head, self.layout)

    @property
    def sign(self) -> str:
        """Return the delimiter itself."""
        return self.delimiter.value

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
        spec = self.spec.model_copy(update={"header_rows": list(header)})
        layout = find_layout(sheet, spec, place=self.place, ends=last)
        whole = shifted(layout, sheet.first - 1)
        for name, rows in self.aside.items():
            rows.extend(getattr(whole, name))
        self._notice(notice(sheet, layout, self.spec, self.names, label=self.place))
        if self.spec.columns:
            typed(sheet, layout, self.names, spec, place=self.place)  # refuses what is not of its stated type
        texts = spec.model_copy(update={"types": "text", "columns": {}})
        found = typed(sheet, layout, self.names, texts, place=self.place)
        for name in self.names:
            if found.column(name).null_count < found.num_rows:
                here = Written.of(found.column(name))
                self.written[name] = self.written.get(name, here) & here
        return found

    def _notice(self, findings: list[Finding]) -> None:
        """Keep one finding for each thing and place: blocks add up, the header is noticed once."""
        for one in findings:
            known = self.findings.get((one.code, one.place))
            if known is None:
                self.findings[one.code, one.place] = one
            elif one.code != "empty_header":
                self.findings[one.code, one.place] = replace(known, count=known.count + one.count)

    def _with_header(self, block: Sheet) -> Sheet:
        """Return the block below the file's header, or below the made-up names of a file that has none."""
        import pyarrow as pa  # noqa: PLC0415

        rows = [self.head.rows[number - 1] for number in self.layout.header] or [self.names]
        top = columns_of(rows, block.width)
        return Sheet(pa.concat_tables([top, block.cells]), first=block.first - len(rows))

    def kind(self, name: str) -> str:
        """Return the kind of a column that all blocks agree with."""
        if stated := self.spec.columns.get(name):
            return stated
        return self.written[name].kind if self.spec.types == "auto" and name in self.written else "text"

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
            decisions=[encoding, replace(self.delimiter, value=repr(self.sign)), *self.layout.decisions],
        )


def _with_last(sheets: Iterator[Sheet]) -> Iterator[tuple[Sheet, bool]]:
    """Yield each sheet with whether it is the last; a short last one is joined to the one before."""
    import pyarrow as pa  # noqa: PLC0415

    held: list[Sheet] = []
    for sheet in sheets:
        if len(held) == 2:  # noqa: PLR2004  (this one and the one before may have to be joined)
            yield held.pop(0), False
        held.append(sheet)
    if len(held) == 2 and held[1].height < FEWEST_ROWS:  # noqa: PLR2004
        held = [Sheet(pa.concat_tables([one.cells for one in held]), first=held[0].first)]
    for at, sheet in enumerate(held, 1):
        yield sheet, at == len(held)
