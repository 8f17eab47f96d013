import random
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.cells import CountedCell
from labkit.core.document import Document
from labkit.core.errors import CellsRefused, FormatUnknown, NotProtected, RecordsReveal
from labkit.pivots.exports import write as exports_write
from labkit.pivots.exports.adapt import plan_of
from labkit.pivots.exports.labels import distinct_names, item_labels
from labkit.pivots.exports.levels import cells_of
from labkit.pivots.exports.sheet import NATIVE_SHEET, RECORD_SHEET, STATIC_SHEET
from labkit.pivots.exports.write import write_pivot
from labkit.pivots.native._format import NATIVE_FORMATS
from labkit.pivots.result import PivotResult
from tests.pivots.native.made_up import protected, random_pivot

FRAME = pd.DataFrame(
    {
        "里": ["新安里", "新安里", None, "福星里", "=1+1"],
        "管道": ["臨櫃", "線上", "臨櫃", "臨櫃", "線上"],
        "規費": [10, None, 30, 20, 5],
        "人": ["a", "b", "a", "c", "a"],
    }
)
SUFFIXES = ["xlsx", "ods"]


def sheets(path):
    book = python_calamine.CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def fees(**told):
    return lk.pivot(protected(FRAME), **{"rows": ["里"], "values": {"規費": ["sum", "mean"]}, **told})


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_protected_pivot_has_its_table_its_refreshable_twin_and_its_records(tmp_path, suffix):
    path = write_pivot(fees(), tmp_path / f"規費.{suffix}")
    found = sheets(path)
    assert list(found) == [STATIC_SHEET, NATIVE_SHEET, RECORD_SHEET]
    assert ["新安里", 10.0, 10.0] in [row[:3] for row in found[STATIC_SHEET]]
    assert ["總計", 65.0, 16.25] in [row[:3] for row in found[STATIC_SHEET]]
    assert ["總計", 65.0, 16.25] in [row[:3] for row in found[NATIVE_SHEET]]
    assert found[RECORD_SHEET][0] == ["里", "規費", "規費（平均）"]
    assert found[RECORD_SHEET][1:4] == [["新安里", 10, 10], ["新安里", "", ""], ["未填", 30, 30]]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_without_records_the_finished_table_stands_alone_and_needs_no_protection(tmp_path, suffix):
    result = lk.pivot(FRAME, rows=["里"])
    found = sheets(write_pivot(result, tmp_path / f"a.{suffix}", records=False))
    assert list(found) == [STATIC_SHEET]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_records_without_protection_are_refused_and_nothing_is_written(tmp_path, suffix):
    with pytest.raises(NotProtected) as told:
        write_pivot(lk.pivot(FRAME, rows=["里"]), tmp_path / f"a.{suffix}")
    assert "去識別化" in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_records_that_would_give_away_a_hidden_cell_are_refused(tmp_path, monkeypatch):
    cells = (CountedCell((("里", "新安里"),), "count", None, None, hidden=True),)
    monkeypatch.setattr(PivotResult, "cells", cells, raising=False)
    with pytest.raises(RecordsReveal, match="1 格") as told:
        write_pivot(fees(), tmp_path / "a.xlsx")
    assert "records=False" in str(told.value)
    assert write_pivot(fees(), tmp_path / "a.xlsx", records=False).is_file()


def test_more_records_than_a_sheet_holds_are_refused_and_never_cut(tmp_path, monkeypatch):
    few = replace(NATIVE_FORMATS["xlsx"], limits=(5, 16_384))
    monkeypatch.setattr(exports_write, "NATIVE_FORMATS", {"xlsx": few})
    with pytest.raises(CellsRefused, match="5 列紀錄，超過一張工作表的 4 列"):
        write_pivot(fees(), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("cell", "why"), [(10**15, "整數超過 15 位"), (float("inf"), "不是有限的數字")])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_records_that_a_cell_cannot_hold_exactly_are_refused_and_the_table_alone_shows_them(
    tmp_path, suffix, cell, why
):
    result = lk.pivot(protected(FRAME.assign(規費=[cell, 1, 1, 1, 1])), rows=["里"], values={"規費": "sum"})
    with pytest.raises(CellsRefused, match=f"欄位「規費」：{why}"):
        write_pivot(result, tmp_path / f"a.{suffix}")
    found = sheets(write_pivot(result, tmp_path / f"a.{suffix}", records=False))[STATIC_SHEET]
    assert ["總計", f"{cell + 4:,}"] in [row[:2] for row in found]


def test_no_record_at_all_makes_no_refreshable_pivot(tmp_path):
    with pytest.raises(CellsRefused, match="沒有任何紀錄"):
        write_pivot(fees(where="規費 > 1000"), tmp_path / "a.ods")


def test_another_suffix_is_refused_with_those_that_there_are(tmp_path):
    with pytest.raises(FormatUnknown, match=r"\.csv、\.html、\.ods、\.xlsx"):
        write_pivot(fees(), tmp_path / "a.pdf")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_no_spreadsheet_computes_stands_beside_as_finished_numbers(tmp_path, suffix):
    result = fees(values={"規費": "sum", "人": "distinct"})
    lines = sheets(write_pivot(result, tmp_path / f"a.{suffix}"))[NATIVE_SHEET]
    texts = [cell for line in lines for cell in line]
    assert any("不會隨重新整理改變" in str(text) for text in texts)
    assert "人 不重複數＊" in texts
    assert "人" not in sheets(tmp_path / f"a.{suffix}")[RECORD_SHEET][0]


@pytest.mark.parametrize(("suffix", "place"), [("xlsx", "在紀錄下方接著填"), ("ods", "請在最後一筆紀錄之前插入列")])
def test_the_sheet_tells_how_records_are_added(tmp_path, suffix, place):
    lines = sheets(write_pivot(fees(), tmp_path / f"a.{suffix}"))[NATIVE_SHEET]
    assert (
        lines[2][0] == f"增列：{place}，鍵沒有填的寫「未填」，「規費（平均）」填 與「規費」相同的內容（未填則空白）。"
    )
    lines = sheets(write_pivot(fees(values="count"), tmp_path / f"b.{suffix}"))[NATIVE_SHEET]
    assert lines[2][0].endswith("「筆數」填 1。")


def test_only_distinct_counts_make_no_refreshable_pivot(tmp_path):
    with pytest.raises(CellsRefused, match="樞紐都做不出來"):
        write_pivot(fees(values={"人": "distinct"}), tmp_path / "a.xlsx")


def test_records_hold_the_columns_of_the_pivot_alone(tmp_path):
    found = sheets(write_pivot(fees(rows=["里"], values="count"), tmp_path / "a.xlsx"))
    assert found[RECORD_SHEET][0] == ["里", "筆數"]


def test_what_was_left_out_and_what_does_not_add_up_is_said_on_the_sheet(tmp_path):
    texts = [
        str(cell)
        for row in sheets(write_pivot(fees(where="規費 < 25"), tmp_path / "a.xlsx"))[STATIC_SHEET]
        for cell in row
    ]
    assert any(text.startswith("條件：") for text in texts)
    assert "未納入：不符條件 2 列" in texts
    assert any("不可加總" in text for text in texts)


def test_totals_and_heads_are_bold_and_numbers_grouped(tmp_path):
    sheet = openpyxl.load_workbook(write_pivot(fees(), tmp_path / "a.xlsx"))[STATIC_SHEET]
    rows = {row[0].value: row for row in sheet.iter_rows()}
    assert all(cell.font.bold for cell in rows["總計"][:3])
    assert all(cell.font.bold for cell in rows["里"][:3])
    assert not rows["福星里"][0].font.bold
    assert [cell.number_format for cell in rows["總計"][1:3]] == ["#,##0", "#,##0.00"]


@pytest.mark.parametrize(
    ("how", "waits", "code"),
    [
        ("sum", [1, 2], "#,##0"),
        ("mean", [1.5, 2.25], "#,##0.00"),
        ("mean", [1.125, 2.0], "General"),
        ("count", [1.5, 2.25], "General"),
    ],
)
def test_no_digit_of_a_record_is_hidden_by_its_look(tmp_path, how, waits, code):
    frame = pd.DataFrame({"里": ["甲", "乙"], "等待": waits})
    path = write_pivot(lk.pivot(protected(frame), rows=["里"], values={"等待": how}), tmp_path / "a.xlsx")
    assert {openpyxl.load_workbook(path)[RECORD_SHEET].cell(row, 2).number_format for row in (2, 3)} == {code}


def test_a_package_is_dated_by_nobody_and_holds_no_part_twice(tmp_path):
    for suffix in SUFFIXES:
        first = write_pivot(fees(), tmp_path / f"a.{suffix}").read_bytes()
        assert first == write_pivot(fees(), tmp_path / f"b.{suffix}").read_bytes()
        with zipfile.ZipFile(tmp_path / f"a.{suffix}") as package:
            assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("seed", range(25))
def test_the_cells_that_are_written_are_those_of_the_pivot_itself(seed):
    result = random_pivot(random.Random(seed))
    plan = plan_of(result)
    found = cells_of(plan)
    values = {(down, across): told for (down, across), told in found.items()}
    names, depth = [*result.spec.rows, *result.spec.columns], len(result.spec.rows)
    for line in result.tidy.itertuples(index=False):
        told = dict(zip([*names, "level", "measure", "value", "n", "additive"], line, strict=True))
        fixed = [name for name in names if name in told["level"].split("×")]
        codes = [[one.name for one in result.keys].index(name) for name in fixed]
        combo = tuple(_place(result.keys[at].values, told[name]) for at, name in zip(codes, fixed, strict=True))
        rows = sum(name in names[:depth] for name in fixed)
        at = [one.label for one in result.spec.measures].index(told["measure"])
        ours = values[combo[:rows], combo[rows:]][at]
        assert (told["value"] or None) == pytest.approx(ours or None)


def _place(values, value):
    missing = pd.isna(value)
    return next(
        at for at, one in enumerate(values) if (one is None if missing else one == value and type(one) is type(value))
    )


def test_a_pivot_without_row_keys_has_a_row_of_all(monkeypatch):
    monkeypatch.setattr(PivotResult, "to_document", lambda _: Document("題"))
    plan = plan_of(lk.pivot(protected(FRAME), columns=["管道"], values={"規費": "sum"}))
    assert (plan.rows, plan.columns) == (("全部",), ("管道",))
    assert plan.field("全部").cells == ["全部"] * 5
    assert cells_of(plan)[(0,), ()] == cells_of(plan)[(), ()] == (65,)


def test_a_key_that_is_a_measure_too_gets_a_column_of_its_own():
    plan = plan_of(lk.pivot(protected(FRAME), rows=["里"], values={"里": "count", "規費": "sum"}))
    assert [one.name for one in plan.fields] == ["里", "里（件數）", "規費"]
    assert [one.function for one in plan.values] == ["count", "sum"]


def test_a_key_named_like_the_records_column_keeps_its_name():
    frame = FRAME.rename(columns={"里": "筆數", "管道": "件數"})
    plan = plan_of(lk.pivot(protected(frame), rows=["筆數"], columns=["件數"]))
    assert [one.name for one in plan.fields] == ["筆數", "件數", "筆數#2"]
    assert [one.caption for one in plan.values] == ["件數#2"]


@given(st.lists(st.text(max_size=300), max_size=8))
def test_names_are_distinct_for_excel_and_none_is_blank_or_too_long(names):
    found = distinct_names(names)
    assert len({name.casefold().strip() for name in found}) == len(found) == len(names)
    assert all(name.strip() and len(name) <= 255 for name in found)


@given(st.lists(st.one_of(st.none(), st.text(max_size=300), st.integers(), st.booleans(), st.dates()), unique=True))
def test_items_are_distinct_for_excel_and_written_on_one_line(values):
    found = item_labels(values, "未填")
    texts = [str(label).casefold() for label in found if isinstance(label, str)]
    assert len(set(texts)) == len(texts)
    assert all(
        label and len(label) <= 255 and len(label.splitlines()) == 1 for label in found if isinstance(label, str)
    )
