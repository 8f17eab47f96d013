"""Verify: every number is computed again; a changed cell, spec or text is refused, edited prose is told."""

import json
import shutil
import subprocess
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import FileBroken, FileMissing, ReportStale
from labkit.core.yaml import parse
from labkit.poc.check import CHECKS
from labkit.poc.graph import evaluate_all
from labkit.poc.metric import Metric
from labkit.poc.report.verify import verify_report
from labkit.poc.report.write import write_report
from tests.conftest import IN_CI
from tests.poc.report.reported import DAY, a_case, edited, metrics, spec

ALL = [".odt", ".docx", ".pdf", ".html", ".json"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return a_case(tmp_path_factory.mktemp("verified")).root


@pytest.fixture
def root(made, tmp_path):
    return shutil.copytree(made, tmp_path / "ws")


@pytest.mark.parametrize("name", [*(f"成果報告{one}" for one in ALL), "成果摘要.png", "成果摘要.odt", "成果摘要.json"])
def test_a_report_as_it_was_written_is_verified_from_any_of_its_files(root, name):
    found = verify_report(root / "reports" / name)
    assert "3 個指標" in found.summary
    assert "2 份資料表全部重算，與報告相同" in found.summary
    assert (found.counts_only, found.edited) == (True, ())


def test_a_report_lies_anywhere_with_its_record_if_the_data_are_told(root, tmp_path):
    shutil.copytree(root / "reports", tmp_path / "mail")
    (tmp_path / "mail" / "成果報告.odt").rename(tmp_path / "mail" / "給長官.odt")
    tables = {name: lk.read(root / "data" / f"{name}.csv") for name in ("收件", "電話")}
    with pytest.raises(FileMissing, match="來源資料「收件」（找過.*data/收件.csv.*--data 收件=檔案"):
        verify_report(tmp_path / "mail" / "成果報告.json", {"電話": tables["電話"]})
    assert verify_report(tmp_path / "mail" / "成果報告.pdf", tables).tables == 2
    (tmp_path / "mail" / "成果摘要.json").unlink()
    with pytest.raises(FileMissing, match=r"給長官.json（給長官.odt 的紀錄檔"):
        verify_report(tmp_path / "mail" / "給長官.odt", tables)


def test_the_data_may_lie_as_parquet_as_a_session_keeps_them(tmp_path):
    table = lk.Table.of(pd.DataFrame({"件": [238, 240, 236, 230]}))
    calls = lk.Table.of(pd.DataFrame({"通": [3, 5]}))
    (tmp_path / "work").mkdir()
    table.save_parquet(tmp_path / "work" / "收件.parquet")
    calls.save_parquet(tmp_path / "work" / "電話.parquet")
    tables = {"收件": table, "電話": calls}
    places = {name: f"work/{name}.parquet" for name in tables}
    results = evaluate_all(metrics(), tables, DAY)
    given = {"agency": "甲", "as_of": DAY, "sources": places, "tables": tables}
    path = write_report(spec(), results, tmp_path / "sessions" / "1" / "report", **given)[-1]
    assert verify_report(path).tables == 2


@pytest.mark.parametrize("suffix", [".odt", ".docx", ".html"])
def test_edited_prose_is_told_and_passes(root, suffix):
    path = root / "reports" / f"成果報告{suffix}"
    edited(path, "可擴到其他案類", "明年起可以擴大到其他案類")
    found = verify_report(path)
    assert found.edited == (path.name,)
    assert "文字改過，數字沒有變" in found.summary


@pytest.mark.parametrize("suffix", [".odt", ".docx", ".html"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("297,500", "397,500"), ("619.8 人日", "719.8 人日"), ("59,000 件/年〔M2〕", "59,000 件/年"), ("1,190", "1,910")],
)
def test_one_changed_number_in_the_text_is_refused(root, suffix, old, new):
    path = root / "reports" / f"成果報告{suffix}"
    edited(path, old, new, 1)
    with pytest.raises(ReportStale, match="數字被改過或刪去"):
        verify_report(path)


@pytest.mark.parametrize("number", ["900,000 分鐘/年", "500 分鐘/年", "7", "1.297,500 分鐘/年"])
def test_a_mark_behind_a_foreign_number_is_refused(root, number):
    path = root / "reports" / "成果報告.html"
    edited(path, "可擴到其他案類", f"可再省 {number}〔M1〕")
    with pytest.raises(ReportStale, match="〔M1〕前面有 1 處不是這個指標的數字"):
        verify_report(path)


@pytest.mark.skipif(IN_CI or not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_report_saved_again_by_an_office_program_still_holds_every_number(root, tmp_path):
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    for name, kind in (
        ("成果報告.odt", "odt"),
        ("成果報告.docx", "docx"),
        ("成果摘要.odt", "odt"),
        ("成果報告.odt", "pdf"),
    ):
        command = [*office, kind, "--outdir", str(tmp_path / "again"), str(root / "reports" / name)]
        subprocess.run(command, capture_output=True, timeout=180, check=True)
    for path in (tmp_path / "again").iterdir():
        again = shutil.copy(path, root / "reports" / path.name)
        assert verify_report(again).edited == (path.name,)


def test_another_picture_is_refused(root):
    path = root / "reports" / "成果摘要.png"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(ReportStale, match="圖檔已經不是當初產生的那一張"):
        verify_report(path)


def test_a_changed_number_in_the_record_is_refused(root):
    edited(root / "reports" / "成果報告.json", '"297,500 分鐘/年"', '"497,500 分鐘/年"')
    with pytest.raises(ReportStale, match="報告寫 497,500 分鐘/年，現在是 297,500 分鐘/年"):
        verify_report(root / "reports" / "成果報告.odt")


def test_a_changed_spec_in_the_record_is_refused(root):
    edited(root / "reports" / "成果報告.json", "value: 5/1", "value: 6/1")
    edited(root / "reports" / "成果報告.json", "value: '5'", "value: '6'")
    with pytest.raises(ReportStale, match="現在是 357,000 分鐘/年"):
        verify_report(root / "reports" / "成果報告.odt")


def test_a_cell_that_counts_for_nothing_changes_the_source_and_no_number(root):
    path = root / "data" / "收件.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("甲", "乙", 1), encoding="utf-8")
    with pytest.raises(ReportStale) as refused:
        verify_report(root / "reports" / "成果報告.json")
    said = str(refused.value)
    assert "來源資料「收件」已經改變" in said
    assert "指標「免填的申請件數」〔M2〕：數字相同，但計算它的資料或規格已經改變" in said
    assert "電話" not in said
    assert "乙" not in said


@given(
    columns=st.fixed_dictionaries(
        {name: st.lists(st.integers(1, 500), min_size=2, max_size=6) for name in ("收件", "電話")}
    ),
    cell=st.tuples(st.sampled_from(["收件", "電話"]), st.integers(0, 5), st.integers(1, 50)),
)
@settings(max_examples=12)
def test_one_changed_cell_names_the_metrics_that_depend_on_it_and_no_other(tmp_path_factory, columns, cell):
    where, at, more = cell
    folder = tmp_path_factory.mktemp("cell")
    frames = {name: pd.DataFrame({{"收件": "件", "電話": "通"}[name]: column}) for name, column in columns.items()}
    tables = {name: lk.Table.of(frame) for name, frame in frames.items()}
    results = evaluate_all(metrics(), tables, DAY)
    path = write_report(spec(), results, folder, agency="甲", as_of=DAY, tables=tables)[-1]
    assert verify_report(path, tables).metrics == 3
    changed = {name: frame.copy() for name, frame in frames.items()}
    changed[where].iloc[at % len(changed[where]), 0] += more
    now = {name: lk.Table.of(frame) for name, frame in changed.items()}
    with pytest.raises(ReportStale) as refused:
        verify_report(path, now)
    said = str(refused.value)
    again = evaluate_all(metrics(), now, DAY)
    depends, others = {"收件": ("forms", ["calls"]), "電話": ("calls", ["forms"])}[where]
    assert again[depends].sha256 != results[depends].sha256
    line = f"報告寫 {results[depends].found.amount}"
    assert line.split(" ", maxsplit=1)[0] in said
    assert f"指標「{results[depends].name}」" in said
    for other in [*others, "minutes_saved"]:
        assert f"「{results[other].name}」" not in said
        assert again[other].sha256 == results[other].sha256


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"kind": "labkit poc report", "schema": 1}', "not json", "[" * 100_000]
)
def test_a_file_that_is_no_record_is_refused(tmp_path, text):
    (tmp_path / "成果報告.json").write_text(text, encoding="utf-8")
    with pytest.raises(FileBroken, match="不是 labkit 成果報告的紀錄檔"):
        verify_report(tmp_path / "成果報告.json")


def test_a_report_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileMissing, match=r"成果報告.odt"):
        verify_report(tmp_path / "成果報告.odt")


def test_a_broken_report_is_refused(root):
    (root / "reports" / "成果報告.odt").write_bytes(b"PK")
    with pytest.raises(FileBroken, match="不是完整的報告檔"):
        verify_report(root / "reports" / "成果報告.odt")


def test_files_that_went_missing_are_told(root):
    (root / "reports" / "成果報告.docx").unlink()
    found = verify_report(root / "reports" / "成果報告.json")
    assert [one.sentence for one in found.findings] == ["有 1 個檔案不在報告的資料夾，沒有核對：成果報告.docx。"]


def test_a_record_is_read_as_it_was_written(root):
    told = json.loads((root / "reports" / "成果報告.json").read_text(encoding="utf-8"))
    assert [one["place"] for one in told["tables"]] == ["data/收件.csv", "data/電話.csv"]
    assert {len(one["digest"]) for one in told["tables"]} == {64}
    assert told["as_of"] == "2025-03-14"


def test_verifying_takes_a_fraction_of_writing(root, tmp_path):
    begun = time.process_time()
    a_case(tmp_path)
    writing = time.process_time() - begun
    begun = time.process_time()
    verify_report(root / "reports" / "成果報告.json")
    assert (time.process_time() - begun) < writing / 3


def test_a_table_that_no_metric_reads_is_not_recorded(tmp_path):
    tables = {"收件": lk.Table.of(pd.DataFrame({"件": [1, 2]})), "別的": lk.Table.of(pd.DataFrame({"通": [3]}))}
    results = evaluate_all(metrics()[:2], tables, DAY)
    given = {"agency": "甲", "as_of": DAY, "sources": {"收件": "a.csv", "別的": "b.csv"}, "tables": tables}
    path = write_report(spec(), results, tmp_path, **given)[-1]
    told = json.loads(path.read_text(encoding="utf-8"))
    assert [one["table"] for one in told["tables"]] == ["收件"]
    assert verify_report(path, tables).tables == 1


def test_an_absolute_place_is_never_recorded(tmp_path):
    tables = {"收件": lk.Table.of(pd.DataFrame({"件": [1, 2]}))}
    results = evaluate_all(metrics()[:2], tables, DAY)
    place = tmp_path / "data" / "收件.csv"
    given = {"agency": "甲", "as_of": DAY, "sources": {"收件": place}, "tables": tables}
    for path in write_report(spec(), results, tmp_path / "out", **given):
        if path.suffix in {".json", ".html"}:
            assert str(tmp_path) not in path.read_text(encoding="utf-8")
    told = json.loads((tmp_path / "out" / "成果報告.json").read_text(encoding="utf-8"))
    assert told["tables"][0]["place"] == "../data/收件.csv"


def test_every_metric_that_the_checks_try_is_read_back_from_a_record_as_it_was():
    trials = [trial for check in CHECKS.values() for trial in (*check.fires, *check.silent)]
    for trial in trials:
        metric = Metric.of_yaml(parse(trial.metric))
        assert Metric.of_yaml(parse(metric.to_yaml())).sha256 == metric.sha256, trial.metric
    assert trials
