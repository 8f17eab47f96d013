"""The real agency files against their hand-checked truth, row by row. What is not right is listed by name, and may not grow."""

import csv
import re

import pytest

import labkit as lk

KNOWN: dict[tuple[str, str], str] = {}


@pytest.fixture(scope="module")
def corpus(shared):
    with (shared / "corpus" / "truth.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["data_rows"]]
    return [(row, lk.read(shared / "corpus" / row["path"], sheet=row["sheet"] or None)) for row in rows]


def found_and_wanted(row, table):
    source = table.source
    keys = ("title_rows", "header_rows", "data_rows", "total_rows", "footer_note_rows")
    wanted = [int(row[key] or 0) for key in keys]
    lists = (source.title_rows, source.header_rows, table, source.total_rows, source.note_rows)
    found = [len(one) for one in lists]
    if row["n_cols"]:
        wanted.append(int(row["n_cols"]))
        found.append(len(table.columns))
    return found, wanted


def test_encoding_delimiter_rows_and_columns_agree_with_the_truth_but_for_what_is_listed(corpus):
    wrong = {}
    for row, table in corpus:
        assert (table.source.encoding or "", table.source.delimiter or "") == (row["encoding"], row["delimiter"])
        found, wanted = found_and_wanted(row, table)
        if found != wanted:
            wrong[table.source.file, row["sheet"]] = (wanted, found)
    assert set(wrong) <= set(KNOWN), wrong
    assert len(corpus) >= 50


def test_columns_of_roc_dates_are_found_and_no_others(corpus):
    hits = extra = missed = 0
    for row, table in corpus:
        wanted = {int(part.split(":")[0]) for part in re.split(r";\s*", row["roc_date_cols"]) if part.strip()}
        frame = lk.profile(table).frame
        found = set(frame["index"][frame["kind"] == "roc_date"])
        hits, extra, missed = hits + len(wanted & found), extra + len(found - wanted), missed + len(wanted - found)
    assert 2 * hits / (2 * hits + extra + missed) >= 0.95


def test_every_row_of_a_real_file_stands_in_exactly_one_list(corpus):
    for _, table in corpus:
        source = table.source
        lists = [source.title_rows, source.header_rows, source.total_rows, source.note_rows, source.blank_rows]
        numbers = [number for one in lists for number in one]
        numbers += [*source.repeated_header_rows, *table.arrow.column("__row__").to_pylist()]
        assert sorted(numbers) == list(range(1, len(numbers) + 1)), source.label


DENGUE = {
    "dengue_104年台南市本土病例數1040821.xls": "104本土病例總表",
    "dengue_20151114134254_104年台南市入夏後本土病例數22341例更新至1041113.xls": "Sheet1",
    "dengue_20151230162546_104年台南市入夏後本土病例數22752例更新至1041229.xls": "Sheet1",
}


@pytest.mark.parametrize("file", DENGUE)
def test_villages_districts_and_the_printed_total_add_up(shared, file):
    path = shared / "corpus" / "files" / file
    frame = lk.read(path, sheet=DENGUE[file]).frame
    kept = lk.read(path, sheet=DENGUE[file], layout={"keep": ["total"]}).frame
    printed = kept[kept["區別"].eq("總計")].iloc[0]
    assert frame["里別個案數"].sum() == frame["104年全年個案數"].sum() == printed["里別個案數"] > 1000
    assert frame["區別"].isna().sum() <= 1  # one merge of the file ends a row early


@pytest.mark.parametrize("name", ["tpe_major_disasters.csv", "npo_NP200.csv"])
def test_profiles_of_real_files_carry_no_value(shared, name):
    table = lk.read(shared / "corpus" / "files" / name)
    shown = str(lk.profile(table).to_document())
    longest = max((value for value in table.frame.iloc[0] if isinstance(value, str)), key=len)
    assert longest not in shown
