import base64
import json
import random
import struct
import zipfile
import zlib

import pandas as pd
import pytest
import xlsxwriter

import labkit as lk
from labkit.charts.style import new_figure, to_png

RAW = pd.DataFrame({"姓名": ["王小明", "陳大文"], "字號": ["A123456789", "F131104093"], "件": [1, 2]})
PLANTED = "A123456789"


def png_with(text):
    png = to_png(new_figure(1, 1))
    body = b"tEXt" + b"Comment\x00" + text.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:33] + chunk + png[33:]


def xlsx(path, *, cell="", hidden="", comment="", title="", sheet="甲"):
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": title})
    shown = book.add_worksheet(sheet)
    shown.write_string(0, 0, cell)
    if hidden:
        other = book.add_worksheet("藏")
        other.write_string(0, 0, hidden)
        other.hide()
    if comment:
        shown.write_comment(0, 0, comment)
    book.close()


def notebook(path, **cell):
    code = {"cell_type": "code", "source": "", "outputs": [], "metadata": {}, "execution_count": None} | cell
    path.write_text(json.dumps({"cells": [code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")


def json_ld(kind, name):
    """Return two records of one kind, of which only the name is told."""
    return json.dumps({"@graph": [{"@type": kind, "name": name}, {"@type": kind, "name": "Mei-Ling Wang"}]})


CARRIERS = {
    "a csv cell": lambda p: (p / "a.csv").write_text(f"里,碼\n新安里,{PLANTED}\n", encoding="utf-8"),
    "a csv header": lambda p: (p / "a.csv").write_text(f"{PLANTED},碼\n1,2\n", encoding="utf-8"),
    "an xlsx cell": lambda p: xlsx(p / "a.xlsx", cell=PLANTED),
    "a hidden sheet": lambda p: xlsx(p / "a.xlsx", hidden=PLANTED),
    "a sheet's comment": lambda p: xlsx(p / "a.xlsx", comment=PLANTED),
    "a document property": lambda p: xlsx(p / "a.xlsx", title=PLANTED),
    "a sheet's name": lambda p: xlsx(p / "a.xlsx", sheet=PLANTED),
    "html text": lambda p: (p / "a.html").write_text(f"<p>請看<b>{PLANTED}</b></p>", encoding="utf-8"),
    "an html attribute": lambda p: (p / "a.html").write_text(f"<img alt='{PLANTED}'>", encoding="utf-8"),
    "an html comment": lambda p: (p / "a.html").write_text(f"<!-- {PLANTED} -->", encoding="utf-8"),
    "notebook source": lambda p: notebook(p / "a.ipynb", source=[f"x = '{PLANTED}'"]),
    "notebook stream": lambda p: notebook(p / "a.ipynb", outputs=[{"output_type": "stream", "text": PLANTED}]),
    "notebook table": lambda p: notebook(p / "a.ipynb", outputs=[{"data": {"text/html": f"<td>{PLANTED}</td>"}}]),
    "notebook traceback": lambda p: notebook(p / "a.ipynb", outputs=[{"traceback": [PLANTED]}]),
    "json": lambda p: (p / "a.json").write_text(json.dumps({"a": [PLANTED]}), encoding="utf-8"),
    "a png's text": lambda p: (p / "a.png").write_bytes(png_with(PLANTED)),
    "a person in json-ld": lambda p: (p / "a.json").write_text(json_ld("Person", "Owen Chang"), encoding="utf-8"),
    "a json number": lambda p: (p / "a.json").write_text('{"x": 886912345678}', encoding="utf-8"),
    "digits in json": lambda p: (p / "a.json").write_text('{"x": "886912345678"}', encoding="utf-8"),
    "a cell's metadata": lambda p: notebook(p / "a.ipynb", metadata={"x": PLANTED}),
    "an error's name": lambda p: notebook(p / "a.ipynb", outputs=[{"ename": PLANTED}]),
    "a picture inside html": lambda p: (p / "a.html").write_text(
        f"<img src='data:image/png;base64,{base64.b64encode(png_with(PLANTED)).decode()}'>", encoding="utf-8"
    ),
    "a picture in a notebook": lambda p: notebook(
        p / "a.ipynb", outputs=[{"data": {"image/png": base64.b64encode(png_with(PLANTED)).decode()}}]
    ),
    "a file's name": lambda p: (p / f"{PLANTED}.csv").write_text("里\n1\n", encoding="utf-8"),
    "a raw name alone in a cell": lambda p: (p / "a.csv").write_text("里\n王小明\n", encoding="utf-8"),
    "a raw name inside a sentence": lambda p: (p / "a.html").write_text("<p>由陳大文送件</p>", encoding="utf-8"),
    "a mobile number": lambda p: (p / "a.csv").write_text("里\n電話0912345678\n", encoding="utf-8"),
    "an e-mail address": lambda p: (p / "a.html").write_text("<p>a.b@x.gov.tw</p>", encoding="utf-8"),
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_planted_value_is_caught_in_every_carrier_and_never_repeated(tmp_path, carrier):
    CARRIERS[carrier](tmp_path)
    result = lk.gate(tmp_path, raw=[RAW])
    assert not result.passed
    with pytest.raises(lk.LabkitError) as refused:
        result.refuse_unless_passed()
    if carrier != "a file's name":
        assert not any(value in str(refused.value) for value in (PLANTED, "王小明", "陳大文", "0912345678"))


RAW_BY_NAME = pd.DataFrame(
    {
        "姓名": ["麥克明", "王小明"],
        "地址": ["臺北市大安區和平東路一段1號", "x"],
        "電話": ["02-23456789", "y"],
        "統一證號": ["A800000014", None],
    }
)


@pytest.mark.parametrize("value", ["麥克明", "臺北市大安區和平東路一段1號", "02-23456789", "A800000014", "a800000014"])
def test_raw_cells_of_columns_that_are_direct_by_name_are_known_too(tmp_path, value):
    (tmp_path / "a.csv").write_text(f"x\n{value}\n", encoding="utf-8")
    assert not lk.gate(tmp_path, raw=[RAW_BY_NAME]).passed


def test_an_office_in_a_name_column_is_no_person(tmp_path):
    raw = pd.DataFrame({"管理人": ["民政局", "臺北市", "王小明"], "區": ["臺北市", "x", "y"]})
    (tmp_path / "a.csv").write_text("x\n民政局\n臺北市\n", encoding="utf-8")
    assert lk.gate(tmp_path, raw=[raw]).passed


@pytest.mark.parametrize("name", ["a.odt", "a.parquet", "a.pickle", "a", "a.zip"])
def test_a_kind_of_file_that_the_gate_cannot_read_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    assert lk.gate(tmp_path).frame["entity"].tolist() == ["UNREADABLE"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"a\n\xff"),
        ("a.xlsx", b"no zip"),
        ("a.ipynb", b"{}"),
        ("a.json", b"{"),
        ("a.png", b"GIF"),
        ("a.png", to_png(new_figure(1, 1)) + b"A123456789"),
        (".hidden.csv", b"a\n1\n"),
        ("a.ipynb", json.dumps({"cells": [{"attachments": {"x.png": {}}}]}).encode()),
        ("a.ipynb", json.dumps({"cells": [{"outputs": [{"data": {"application/x-widget": "x"}}]}]}).encode()),
    ],
)
def test_damaged_and_strange_files_fail_closed(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert lk.gate(tmp_path).frame["entity"].tolist() == ["UNREADABLE"]


def test_a_workbook_with_a_part_that_is_no_text_fails_closed(tmp_path):
    xlsx(tmp_path / "a.xlsx", cell="x")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as book:
        book.writestr("xl/vbaProject.bin", b"x")
    assert lk.gate(tmp_path).frame["entity"].tolist() == ["UNREADABLE"]


def test_what_holds_no_direct_identifier_passes(tmp_path):
    (tmp_path / "a.csv").write_text("里,件\n新安里,12\n", encoding="utf-8")
    xlsx(tmp_path / "a.xlsx", cell="件數 1,190")
    image = base64.b64encode(to_png(new_figure(1, 1))).decode()
    (tmp_path / "a.html").write_text(f"<img alt='圖' src='data:image/png;base64,{image}'>", encoding="utf-8")
    result = lk.gate(tmp_path, raw=[RAW])
    assert (result.passed, result.files) == (True, 3)
    assert "通過" in result.summary


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(lk.LabkitError, match="找不到"):
        lk.gate(tmp_path / "none")


def test_no_pseudonym_is_taken_for_an_identifier(tmp_path):
    random_bytes = random.Random(7).randbytes
    tokens = [base64.b32encode(random_bytes(10)).decode() for _ in range(1000)]
    tokens += [(start + token)[: len(token)] for start in ("LINE", "ID", "TEL") for token in tokens[:50]]
    (tmp_path / "a.csv").write_text("\n".join(["申請人_代碼,件數", *(f"{one},1" for one in tokens)]), encoding="utf-8")
    assert lk.gate(tmp_path).passed
