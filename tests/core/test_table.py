import pandas as pd
import pytest

from labkit.core import table as tables
from labkit.core.errors import DuplicateColumn, TooManyRows, UnknownColumn
from labkit.core.table import Protection, Table


def test_a_frame_goes_in_and_comes_back_as_a_fresh_copy():
    frame = pd.DataFrame(
        {
            "a": ["x", None],
            "n": pd.array([1, None], dtype="Int64"),
            "f": [1.5, None],
            "d": pd.to_datetime(["2024-01-05", None]),
        }
    )
    table = Table.of(frame)
    copy = table.frame
    copy.loc[0, "a"] = "changed"
    back = table.frame
    assert back["a"].tolist() == ["x", None]
    assert str(back["n"].dtype) == "Int64"
    assert back["n"].isna().tolist() == [False, True]
    assert back["d"].isna().tolist() == [False, True]
    assert table.protection is None


def test_mixed_cells_become_text_and_categories_values():
    frame = pd.DataFrame({"m": [1, "x", None], "c": pd.Categorical(["甲", "乙", None])})
    assert Table.of(frame).frame.to_dict("list") == {"m": ["1", "x", None], "c": ["甲", "乙", None]}


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(DuplicateColumn, match="「a」"):
        Table.of(pd.DataFrame([[1, 2]], columns=["a", "a"]))


def test_a_missing_column_names_the_nearest():
    with pytest.raises(UnknownColumn, match="是不是「里」"):
        Table.of(pd.DataFrame({"里": [1]})).require(["里別"])


def test_more_rows_than_memory_should_hold_are_refused_naming_parquet(monkeypatch, tmp_path):
    monkeypatch.setattr(tables, "ROW_LIMIT", 2)
    table = Table.of(pd.DataFrame({"a": [1, 2, 3]}))
    with pytest.raises(TooManyRows, match="save_parquet"):
        _ = table.frame
    assert pd.read_parquet(table.save_parquet(tmp_path / "a.parquet"))["a"].tolist() == [1, 2, 3]


def test_edited_rows_are_no_longer_protected():
    table = Table.from_arrow(Table.of(pd.DataFrame({"a": [1]})).arrow, protection=Protection("p", "0", {}))
    assert table.protection
    assert table.with_rows(table.arrow).protection is None


def test_a_table_shows_its_size_and_first_rows():
    assert "3 列 × 1 欄" in Table.of(pd.DataFrame({"里": ["a", "b", "c"]}))._repr_html_()


def test_columns_that_differ_only_in_case_are_numbered_and_said():
    table = Table.of(pd.DataFrame({"Name": [1], "name": [2]}))
    assert table.columns == ["Name", "name#2"]
    assert [finding.code for finding in table.findings] == ["renamed_column"]
