"""The real agency files against their hand-checked truth. What is not right yet is listed by name, and may not grow."""

import csv

import pytest

from labkit.tables.layout import find_layout
from labkit.tables.read import _sheets
from labkit.tables.sheet import ReadSpec

KNOWN = {
    ("tainan_labor_103年7月-8月.xls", "103.01-02"): "stub rows that hold just a number",
    ("tainan_labor_103年7月-8月.xls", "103.03-04"): "stub rows that hold just a number",
    ("tainan_labor_105年03月.xls", "違反法規內容"): "a lookup list without a header",
    ("tainan_labor_105年09月.xls", "違反法規內容"): "a lookup list without a header",
    ("tainan_labor_106年10月.xls", "違反法規內容"): "a lookup list without a header",
    (
        "dengue_20151114134254_104年台南市入夏後本土病例數22341例更新至1041113.xls",
        "Sheet1",
    ): "totals and notes to the right of the table",
    (
        "dengue_20151230162546_104年台南市入夏後本土病例數22752例更新至1041229.xls",
        "Sheet1",
    ): "totals and notes to the right of the table",
    ("10521-05-01食品中毒案件病因物質分類統計.xlsx", "歷年資料"): "a form head of several rows",
    ("10521-05-01食品中毒案件病因物質分類統計.xlsx", "113年 "): "a form head of several rows",
}


def truths(shared):
    with (shared / "corpus" / "truth.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["data_rows"]]


def test_encoding_and_rows_agree_with_the_truth_but_for_what_is_listed(shared):
    rows = truths(shared)
    sheets, wrong = {}, {}
    for row in rows:
        path = shared / "corpus" / row["path"]
        if path not in sheets:
            sheets[path] = {sheet.name or "": sheet for sheet in _sheets(path, ReadSpec())}
        sheet = sheets[path][row["sheet"]]
        layout = find_layout(sheet)
        found = [len(part) for part in (layout.title, layout.header, layout.records, layout.total, layout.note)]
        wanted = [
            int(row[key] or 0) for key in ("title_rows", "header_rows", "data_rows", "total_rows", "footer_note_rows")
        ]
        assert (sheet.encoding or "") == row["encoding"]
        if found != wanted:
            wrong[path.name, row["sheet"]] = (wanted, found)
    assert set(wrong) <= set(KNOWN), wrong
    assert len(rows) >= 50


@pytest.mark.parametrize("name", ["tpe_major_disasters.csv", "npo_NP200.csv"])
def test_profiles_of_real_files_carry_no_value(shared, name):
    import labkit as lk

    table = lk.read(shared / "corpus" / "files" / name)
    shown = str(lk.profile(table).to_document())
    longest = max((value for value in table.frame.iloc[0] if isinstance(value, str)), key=len)
    assert longest not in shown
