"""Delimited text -> columns: which sign cuts it, and the cutting itself, fast where the file is regular.

Arrow parses the records that have the usual width; the others are handed to Python's ``csv`` and put back in their
place. Both read quotes alike (a property test holds them together).
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labkit.core.errors import FileBroken
from labkit.tables.sheet import columns_of

if TYPE_CHECKING:
    import pyarrow as pa

DELIMITERS = ",\t;|"
SAMPLE, SAMPLE_SIGNS = 400, 400_000
LEAST_SPACED = 0.9
BLOCK, STREAMED = 1 << 24, 1 << 22
END = "\x03labkit-end\x03"
csv.field_size_limit(10_000_000)


def guess_delimiter(text: str) -> tuple[str, str]:
    r"""Return the delimiter under which the records are widest and most alike, and the reason.

    >>> guess_delimiter("里;件\n新安里;3\n")[0]
    ';'
    """
    sample = text[:SAMPLE_SIGNS]
    scores = {sign: _evenness(sample, sign) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: scores[sign])
    if scores[best] <= 0:
        return ",", "只有一欄"
    return best, "以它切開時各列欄數最一致"


def _evenness(text: str, delimiter: str) -> float:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = [len(row) for row in itertools.islice(reader, SAMPLE) if any(row)]
    except csv.Error:
        return 0.0
    if not widths or (usual := statistics.mode(widths)) == 1:
        return 0.0
    return widths.count(usual) / len(widths) + min(usual, 50) / 1000


def is_spaced(text: str, delimiter: str) -> bool:
    r"""Tell whether a blank follows the delimiters, so that a quote after the blank opens a cell.

    >>> is_spaced('里, 話\n甲, "好, 謝謝"\n', ",")
    True
    """
    sample = text[: SAMPLE * 100]
    signs = sample.count(delimiter)
    return f'{delimiter} "' in sample and sample.count(f"{delimiter} ") >= LEAST_SPACED * signs


def split(text: str, delimiter: str, *, place: str, skip_space: bool | None = None) -> pa.Table:
    """Return the records as columns of texts; raises FileBroken for a quote that is never closed.

    ``skip_space`` says whether blanks after a delimiter are no part of the cells; None looks at the text.
    """
    import pyarrow as pa  # noqa: PLC0415

    if skip_space or (skip_space is None and is_spaced(text, delimiter)):
        with contextlib.suppress(FileBroken):
            return columns_of(_careful(text, delimiter, place, skipinitialspace=True))
    try:
        return _fast(text, delimiter, place)
    except pa.ArrowInvalid:  # a quote left open, a cell longer than a block: Python's csv says which
        return columns_of(_careful(text, delimiter, place))


def _careful(text: str, delimiter: str, place: str, *, skipinitialspace: bool = False) -> list[list[str]]:
    """Return the records; a quote that is never closed would swallow the rest of the file, so it is refused."""
    ended = text if not text or text.endswith(("\n", "\r")) else f"{text}\n"
    stream = io.StringIO(ended + END, newline="")
    try:
        rows = list(csv.reader(stream, delimiter=delimiter, skipinitialspace=skipinitialspace))
    except csv.Error as error:
        raise FileBroken(place=place, why="有過長的一格") from error
    if rows.pop() != [END]:
        raise FileBroken(place=place, why=f"第 {len(rows) + 1} 筆的引號沒有成對，後面的資料會被吞掉")
    return rows


def _fast(text: str, delimiter: str, place: str) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415

    width = usual_width(text, delimiter)
    ended = text if not text or text.endswith(("\n", "\r")) else f"{text}\n"
    odd: list[tuple[int, str]] = []
    data = pa.BufferReader(f"{ended}{END}\n".encode())
    even = parse(data, delimiter, width, odd)
    rows = [next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), []) for _, line in odd]
    numbers = [number for number, _ in odd]
    if width == 1 and even.num_rows and even.column(0)[-1].as_py() == END:
        return put_back(even.slice(0, even.num_rows - 1), numbers, rows)
    if not rows or rows.pop() != [END]:
        return columns_of(_careful(text, delimiter, place))
    return put_back(even, numbers[:-1], rows)


def usual_width(text: str, delimiter: str) -> int:
    """Return how many cells most records of the text's beginning have."""
    rows = csv.reader(io.StringIO(text[:SAMPLE_SIGNS], newline=""), delimiter=delimiter)
    try:
        return statistics.mode([len(row) for row in itertools.islice(rows, SAMPLE) if any(row)] or [1])
    except csv.Error:
        return 1


def parse(data: pa.BufferReader, delimiter: str, width: int, odd: list[tuple[int, str]]) -> pa.Table:
    """Cut ``data`` (UTF-8) into ``width`` columns; records of another width are added to ``odd`` with their number."""
    from pyarrow import csv as arrow_csv  # noqa: PLC0415

    return arrow_csv.read_csv(data, **_options(delimiter, width, odd, BLOCK))


def parse_in_blocks(path: Path, delimiter: str, width: int, odd: list[tuple[int, str]]) -> Iterator[pa.Table]:
    """Cut the UTF-8 file at ``path`` as ``parse`` does, block by block."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import csv as arrow_csv  # noqa: PLC0415

    with arrow_csv.open_csv(path, **_options(delimiter, width, odd, STREAMED)) as reader:
        for batch in reader:
            yield pa.Table.from_batches([batch])


def _options(delimiter: str, width: int, odd: list[tuple[int, str]], block: int) -> dict[str, Any]:
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import csv as arrow_csv  # noqa: PLC0415

    names = [str(i) for i in range(width)]

    def keep(row: arrow_csv.InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip"

    return {
        "read_options": arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=block),
        "parse_options": arrow_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        "convert_options": arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, quoted_strings_can_be_null=False
        ),
    }


def put_back(even: pa.Table, numbers: list[int], rows: list[list[str]], width: int = 0) -> pa.Table:
    """Return the even records with the odd ones (``numbers`` from 1) in their place.

    All are as wide as the widest, and at least ``width``.
    """
    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    odd = columns_of(rows, max(even.num_columns, width))
    empty = pa.chunked_array([pa.repeat(pa.scalar(""), even.num_rows)])
    for extra in range(even.num_columns, odd.num_columns):
        even = even.append_column(str(extra), empty)
    if not numbers:
        return even
    total = even.num_rows + len(numbers)
    order = np.empty(total, dtype=np.int64)
    places = np.asarray(numbers) - 1
    usual = np.ones(total, dtype=bool)
    usual[places] = False
    order[usual] = np.arange(even.num_rows)
    order[places] = even.num_rows + np.arange(len(numbers))
    return pa.concat_tables([even, odd]).take(order)
