"""Cutting text into cells: the fast way and Python's csv must agree, record by record."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from labkit.core.errors import FileBroken
from labkit.tables.delimited import split

PIECES = st.sampled_from(["甲", "b", ",", '"', '""', "\n", "\r\n", "\r", " ", "1", ""])


def by_python(text):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


@given(st.lists(PIECES, max_size=40).map("".join))
@example('a,b\n"x"\n\n"y\n\nz"\n')
@example("a,b\n1,2,3\n\n4\n5,6")
@example('a"b,c\n"a"b,c\n')
def test_cutting_agrees_with_pythons_csv_or_refuses_an_open_quote(text):
    try:
        cells = split(text, ",", place="x", skip_space=False)
    except FileBroken:
        closed = text if text.endswith(("\n", "\r")) else text + "\n"
        assert list(csv.reader(io.StringIO(closed + "end", newline="")))[-1] != ["end"]
        return
    found = [list(row) for row in zip(*(column.to_pylist() for column in cells.columns), strict=True)]
    assert found == [row + [""] * (cells.num_columns - len(row)) for row in by_python(text)]


def test_long_files_keep_odd_records_in_their_place(monkeypatch):
    monkeypatch.setattr("labkit.tables.delimited.BLOCK", 4096)
    lines = [f"{n},甲,{n * 2}" for n in range(5000)]
    for n in (0, 17, 1800, 4999):
        lines[n] = f"{n},短"
    lines[2500] = '2500,"引號\n換行",5000,多一格'
    cells = split("\n".join(lines), ",", place="x")
    rows = list(zip(*(column.to_pylist() for column in cells.columns), strict=True))
    assert [row[0] for row in rows] == [str(n) for n in range(5000)]
    assert (rows[17], rows[2500], rows[4999]) == (
        ("17", "短", "", ""),
        ("2500", "引號\n換行", "5000", "多一格"),
        ("4999", "短", "", ""),
    )


def test_a_blank_after_the_delimiter_does_not_break_quotes():
    cells = split('里, 話\n甲, "好, 謝謝"\n', ",", place="x")
    assert cells.column(1).to_pylist() == ["話", "好, 謝謝"]


def test_an_open_quote_names_its_record():
    with pytest.raises(FileBroken, match="第 3 筆"):
        split('a,b\n1,2\n3,"4\n' + "5,6\n" * 50, ",", place="x")
