"""What is written is read back equal, or refused before anything is written."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import CellsRefused, FormatUnknown
from labkit.tables.write import write
from labkit.tables.writers._writer import NOT_XML, TABLE_WRITERS

XML_TEXT = st.text(
    st.one_of(
        st.sampled_from(list("=+-@'\",;|\t\r\n 　合計小計總註：0123456789.␀甲")),
        st.characters(codec="utf-8").filter(lambda sign: not NOT_XML.match(sign)),
    ),
    max_size=12,
)
CELL = st.one_of(st.none(), XML_TEXT, st.sampled_from(["合計", "資料來源：某", "1,200", "05", "=1+1", "'=1", "a", "b"]))
FRAME = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8)


@pytest.mark.parametrize("suffix", TABLE_WRITERS)
@pytest.mark.parametrize("for_excel", [False, True])
@given(rows=FRAME)
def test_any_text_is_read_back_equal_with_the_layout_that_write_returns(tmp_path_factory, suffix, for_excel, rows):
    path = tmp_path_factory.mktemp("w") / f"x.{suffix}"
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype=object)
    layout = write(frame, path, for_excel=for_excel)
    assert lk.read(path, layout=layout).frame.to_dict("list") == frame.to_dict("list")


@pytest.mark.parametrize("suffix", TABLE_WRITERS)
def test_numbers_dates_moments_and_truths_keep_their_types(tmp_path, suffix):
    frame = pd.DataFrame(
        {
            "整數": [1, -5, 123456789012345],
            "數": [0.30000000000000004, -2.5, 123456789.12345678],
            "日": pd.to_datetime(["2024-01-05", "2024-02-29", "1912-01-01"]).date,
            "時刻": pd.to_datetime(["2024-01-05 08:30:00", "2024-01-05 23:59:59", None]),
            "是": [True, False, True],
            "長文": ["字" * 32_767, "05", None],
        }
    )
    layout = write(frame, tmp_path / f"x.{suffix}")
    back = lk.read(tmp_path / f"x.{suffix}", layout=layout)
    assert back.schema == lk.Table.of(frame).schema
    assert back.arrow.drop_columns(["__row__"]).equals(lk.Table.of(frame).arrow.drop_columns(["__row__"]))


@pytest.mark.parametrize(
    ("suffix", "cell", "why"),
    [
        ("csv", "里\ud800", "代理"),
        ("csv", "里\x00", "NUL"),
        ("xlsx", "里\x0b", "控制字元"),
        ("ods", "里\ufffe", "控制字元"),
        ("xlsx", "字" * 32_768, "32,767"),
        ("xlsx", 10**15, "15 位"),
        ("ods", float("inf"), "有限"),
        ("csv", dt.timedelta(days=1), "型別"),
        ("xlsx", dt.date(1899, 12, 31), "1900"),
        ("xlsx", pd.Timestamp("2024-01-05 01:02:03.000004"), "千分之一秒"),
    ],
)
def test_what_a_format_cannot_hold_is_refused_by_cell_and_nothing_is_written(tmp_path, suffix, cell, why):
    frame = pd.DataFrame({"甲": ["x", "y"], "乙": pd.Series([cell, cell], dtype=object)})
    with pytest.raises(CellsRefused, match=why) as refused:
        write(frame, tmp_path / f"x.{suffix}")
    assert "欄位「乙」" in str(refused.value)
    assert str(cell) not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_csv_keeps_cells_as_they_are_and_guards_them_only_when_asked(tmp_path):
    frame = pd.DataFrame({"式": ["=1+1", "'=2", "-3", "@x", "平", "+886"], "數": [-1, 2, 3, 4, 5, 6]})
    write(frame, tmp_path / "a.csv")
    assert "=1+1,-1" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    layout = write(frame, tmp_path / "b.csv", for_excel=True)
    lines = (tmp_path / "b.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert lines == ["'=1+1,-1", "''=2,2", "'-3,3", "'@x,4", "平,5", "'+886,6"]
    assert layout.guard == "'"


def test_names_are_guarded_too_and_read_back(tmp_path):
    frame = pd.DataFrame({"=HYPERLINK(1)": ["x"], "時": [dt.time(8, 30)]})
    layout = write(frame, tmp_path / "a.csv", for_excel=True)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("'=HYPERLINK")
    assert lk.read(tmp_path / "a.csv", layout=layout).frame.to_dict("list") == {
        "=HYPERLINK(1)": ["x"],
        "時": ["08:30:00"],
    }


def test_a_table_without_records_is_read_back_as_one(tmp_path):
    layout = write(pd.DataFrame({"里": pd.Series([], dtype=str)}), tmp_path / "a.csv")
    assert len(lk.read(tmp_path / "a.csv", layout=layout)) == 0


def test_a_suffix_that_nobody_writes_is_refused(tmp_path):
    with pytest.raises(FormatUnknown):
        write(pd.DataFrame({"a": [1]}), tmp_path / "x.xls")
