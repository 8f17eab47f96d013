"""A file read block by block is the table that it is when read whole."""

import csv
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import FileBroken, FileEmpty, NotATable, WorkbookLocked
from labkit.tables import delimited, encoding, large
from labkit.tables.encoding import as_utf_8

HEAD = "各區統計,,,\n區,里,戶數,率\n"
ROWS = "".join(
    f"松山區,第{n}里,{n},{n}.5\n" + ("" if n % 97 else ",,,\n區,里,戶數,率\n合計,,9,9\n") for n in range(1, 1500)
)
TEXT = HEAD + ROWS + '信義區,"換\n行",7\n' + "資料來源：民政局,,,\n"


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(large, "LARGE", 1000)
    monkeypatch.setattr(large, "FEWEST_ROWS", 50)
    monkeypatch.setattr(delimited, "STREAMED", 4096)
    monkeypatch.setattr(delimited, "SAMPLE_SIGNS", 3000)
    monkeypatch.setattr(large, "SAMPLE_SIGNS", 3000)
    monkeypatch.setattr(encoding, "BLOCK", 4097)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
@pytest.mark.usefixtures("small_blocks")
def test_blocks_make_the_same_table_as_the_whole(tmp_path, monkeypatch, code):
    path = tmp_path / "x.csv"
    path.write_bytes(TEXT.encode(code))
    parts = lk.read(path, work=tmp_path / "work")
    monkeypatch.setattr(large, "LARGE", 10**9)
    whole = lk.read(path)
    assert parts.arrow.equals(whole.arrow)
    assert parts.schema == whole.schema
    for name in (
        "title_rows",
        "header_rows",
        "total_rows",
        "note_rows",
        "blank_rows",
        "repeated_header_rows",
        "encoding",
    ):
        assert getattr(parts.source, name) == getattr(whole.source, name), name
    assert lk.profile(parts).frame.equals(lk.profile(whole).frame)
    (kept,) = (tmp_path / "work").iterdir()
    assert kept.name.startswith(parts.source.sha256[:16])


@pytest.mark.usefixtures("small_blocks")
def test_user_defined_characters_are_kept_across_blocks(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("里,件\n".encode("cp950") + ("里".encode("cp950") + b"\x95\xcd" + b",1\n") * 3000)
    table = lk.read(path)
    assert len(table) == 3000
    assert table.frame["里"].nunique() == 1
    assert {finding.code for finding in table.findings} >= {"private_use"}


@pytest.mark.usefixtures("small_blocks")
def test_bad_large_files_are_refused_and_leave_nothing(tmp_path):
    cases = {
        "open.csv": ("里,件\n" + "甲,1\n" * 3000 + '"乙,1\n' + "甲,1\n" * 3000).encode(),
        "wide.csv": ("里,件\n" + "甲,1\n" * 3000 + "乙,1,2\n" + "甲,1\n" * 3000).encode(),
        "noise.csv": bytes(range(128, 256)) * 99,
    }
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises((FileBroken, NotATable)):
            lk.read(tmp_path / name, work=tmp_path / "work")
        assert list((tmp_path / "work").iterdir()) == []


def test_a_character_cut_by_a_block_is_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(encoding, "BLOCK", 3)
    path = tmp_path / "x.csv"
    path.write_bytes("里里里里,件\n".encode("cp950"))
    text, name, _ = as_utf_8(path, tmp_path / "t")
    assert (name, text.read_text(encoding="utf-8")) == ("cp950", "里里里里,件\n")


CELL = st.one_of(
    st.sampled_from(["", "5", "05", "1.10", "2.5", "113.01", "113", "甲", '"', "1,200", "合計", "換\n行", ' "x', "－"]),
    st.integers(1, 9999).map(str),
)


@pytest.mark.usefixtures("small_blocks")
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=30, max_size=30), st.integers(20, 60), st.booleans())
def test_blocks_lose_no_sign_that_the_whole_would_keep(tmp_path_factory, rows, times, numbered):
    path = tmp_path_factory.mktemp("any") / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["項次", "一", "二", "三"])
        for number, row in enumerate(rows * times, 1):
            writer.writerow([number, *row] if numbered else ["案", *row])
    try:
        parts = lk.read(path)
    except (NotATable, FileBroken):
        return
    large.LARGE, before = 10**9, large.LARGE
    try:
        whole = lk.read(path)
    finally:
        large.LARGE = before
    assert parts.schema == whole.schema
    assert parts.arrow.equals(whole.arrow)
    assert {(one.code, one.place) for one in parts.findings} == {(one.code, one.place) for one in whole.findings}


@pytest.mark.usefixtures("small_blocks")
def test_two_large_tables_and_two_layouts_live_side_by_side(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("里,件\n" + "甲,1\n乙,2\n" * 2000, encoding="utf-8")
    one, two = lk.read(path, work=tmp_path / "w"), lk.read(path, layout={"header_rows": []}, work=tmp_path / "w")
    assert (len(one.frame), len(two.frame), two.columns) == (4000, 4001, ["欄1", "欄2"])


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(
    "layout",
    [{"encoding": "nope"}, {"columns": {"里": "integer", "件": "integer"}}, {"skip_space": True}, {"sheet": "無"}],
)
def test_a_layout_that_a_large_file_contradicts_is_one_refusal_without_a_cell(tmp_path, layout):
    path = tmp_path / "x.csv"
    path.write_text("里,件\n" + "甲乙丙丁,1\n" * 3000, encoding="utf-8")
    with pytest.raises(lk.LabkitError) as refused:
        lk.read(path, layout=layout)
    assert "甲乙丙丁" not in str(refused.value)


def test_a_layout_is_for_the_member_that_it_names(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as package:
        package.writestr("a.csv", "里,件\n甲,1\n")
        package.writestr("b.csv", "里;件\n乙;2\n丙;3\n".encode("cp950"))
        package.writestr("讀我.pdf", b"%PDF")
    table = lk.read(tmp_path / "x.zip", sheet="b.csv")
    assert lk.suggest_recipe(table).run(tmp_path / "x.zip").frame["里"].tolist() == ["乙", "丙"]
    assert "unread_members" in {finding.code for finding in lk.read(tmp_path / "x.zip").findings}


def test_a_zip_is_its_members(tmp_path):
    import pandas as pd

    from labkit.tables.write import write

    write(pd.DataFrame({"里": ["甲"], "件": [1]}), tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as package:
        package.writestr("甲/一.csv", "里,件\n新安里,3\n".encode("cp950"))
        package.writestr("二.txt", "里\t件\n福星里\t5\n")
        package.writestr("說明.pdf", b"%PDF")
        package.writestr("__MACOSX/._一.csv", b"junk")
        package.write(tmp_path / "b.xlsx", "b.xlsx")
    tables = lk.read_all(tmp_path / "x.zip")
    assert list(tables) == ["甲/一.csv", "二.txt", "b.xlsx"]
    assert tables["甲/一.csv"].source.encoding == "cp950"
    assert lk.read(tmp_path / "x.zip", sheet="二.txt").frame["件"].tolist() == [5]
    assert lk.read(tmp_path / "x.zip").findings[-1].code == "other_sheets"


def test_bad_zips_are_each_one_refusal(tmp_path):
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as package:
        package.writestr("a.pdf", b"%PDF")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as package:
        package.writestr("a.csv", b"")
    (tmp_path / "broken.zip").write_bytes((tmp_path / "none.zip").read_bytes()[:40])
    with zipfile.ZipFile(tmp_path / "locked.zip", "w") as package:
        package.writestr("a.csv", b"x,y\n1,2\n")
    data = bytearray((tmp_path / "locked.zip").read_bytes())
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.find(sign) + at] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    for name, kind in (("none", NotATable), ("empty", FileEmpty), ("broken", FileBroken), ("locked", WorkbookLocked)):
        with pytest.raises(kind):
            lk.read(tmp_path / f"{name}.zip")


def test_text_files_with_tabs_are_tables(tmp_path):
    for suffix in ("tsv", "txt"):
        (tmp_path / f"x.{suffix}").write_text("里\t件\n新安里\t3\n", encoding="utf-8")
        assert lk.read(tmp_path / f"x.{suffix}").source.delimiter == "\t"
