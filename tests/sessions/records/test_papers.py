"""The numbers of reports in a bundle are computed again where no data is needed, and compared with their records else."""

import json

import pandas as pd
import pytest

import labkit as lk
from labkit.core.files import sha256
from labkit.poc.graph import evaluate_all
from labkit.poc.report.write import write_report
from labkit.sessions.records.bundle import make_bundle
from labkit.sessions.records.contents import Contents
from labkit.sessions.records.opened import open_zip
from labkit.sessions.records.papers import check_papers
from labkit.sessions.records.verify import verify_bundle
from tests.poc.report.reported import DAY, MEASURED, TYPED, edited, metrics, spec
from tests.sessions.records.made import freeze, payload, quote, workspace

HOME = "report/05-成果報告"


def bundled(room, texts, tables):
    """A bundle with a report of the metrics ``texts``, unpacked."""
    results = evaluate_all(metrics(*texts), tables, DAY)
    places = {name: f"data/{name}.csv" for name in tables}
    paths = write_report(spec(), results, room / "r", agency="示範局", as_of=DAY, sources=places, tables=tables)
    ws = workspace(room / "ws")
    quote(ws, freeze(ws, 2, "2025-12-19", files=payload() | {f"{HOME}/{one.name}": one.read_bytes() for one in paths}))
    open_zip(make_bundle(ws, 2, room / "x.zip").path, room / "there")
    return room / "there"


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    return bundled(tmp_path_factory.mktemp("typed"), (TYPED,), {})


@pytest.fixture
def folder(typed):
    """The report's folder, that each test leaves as it was."""
    home = typed / "session" / "2025-12-19-02" / HOME
    kept = {path: path.read_bytes() for path in home.iterdir()}
    yield home
    for path, data in kept.items():
        path.write_bytes(data)


def told(typed):
    contents = Contents.of(typed)
    return check_papers(contents, contents.frozen()[0])


def change(folder, edit):
    """Change the record of a report, and the hashes in it, as somebody would who wants it not to be seen."""
    path = folder / "成果報告.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    edit(record)
    for one in record["files"]:
        if (folder / one["file"]).is_file():
            one["sha256"] = sha256(folder / one["file"])
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def test_a_report_of_typed_numbers_is_computed_again_without_any_data(typed):
    found = verify_bundle(typed)
    assert found.passed
    assert (found.papers.recomputed, found.papers.compared) == (1, 0)
    assert "1 份報告的數字由規格重算相同。" in found.summary


@pytest.mark.parametrize("suffix", [".odt", ".docx", ".html"])
def test_a_number_changed_in_a_paper_is_told_although_its_hash_was_made_again(typed, folder, suffix):
    edited(folder / f"成果報告{suffix}", "297,500", "397,500")
    change(folder, lambda _: None)
    found = told(typed)
    assert [(one.file.rpartition("/")[2], one.code) for one in found.faults] == [("成果報告.json", "paper_differs")]
    assert f"成果報告{suffix}" in found.faults[0].what


def test_a_record_whose_specs_give_other_numbers_is_told_by_computing_them_again(typed, folder):
    def lower(record):
        for one in record["numbers"]:
            one["spec"] = one["spec"].replace("value: '5'", "value: '4'")

    change(folder, lower)
    assert [one.code for one in told(typed).faults] == ["paper_stale"]


def test_a_paper_that_is_gone_is_told(typed, folder):
    (folder / "成果報告.pdf").unlink()
    assert [one.what for one in told(typed).faults] == ["報告的紀錄檔提到「成果報告.pdf」，但檔案不在。"]


def test_a_report_of_measured_numbers_is_compared_with_its_record_and_no_table_is_looked_for(tmp_path):
    tables = {"收件": lk.Table.of(pd.DataFrame({"件": [238, 240, 236, 230]}))}
    there = bundled(tmp_path, (TYPED, MEASURED), tables)
    (there.parent / "data").mkdir()
    (there.parent / "data" / "收件.csv").write_text("件\n1\n", encoding="utf-8")
    found = verify_bundle(there)
    assert found.passed
    assert (found.papers.recomputed, found.papers.compared) == (0, 1)
    assert "重算要有機關的資料" in found.summary


def test_json_files_that_are_no_records_are_passed_over(tmp_path):
    ws = workspace(tmp_path / "ws")
    quote(ws, freeze(ws, 2, "2025-12-19", files=payload() | {"report/x.json": b'{"kind": "other"}'}))
    found = verify_bundle(make_bundle(ws, 2, tmp_path / "x.zip").path)
    assert found.passed
    assert (found.papers.recomputed, found.papers.compared) == (0, 0)
