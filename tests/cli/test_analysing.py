"""labkit pivot and analyze as people call them: Excel's own words, files that are never overwritten, one sentence for a refusal."""

import json

import pytest

from tests.cli.test_command_line import labkit
from tests.conftest import ROOT

TICKETS = "取號日期,櫃檯,等待分鐘\n" + "".join(f"2024-0{1 + n % 3}-05,{n % 4 + 1}號,{n}\n" for n in range(24))
POLICY = "version: 1\ncolumns:\n  取號日期: {action: keep, why: 分析用}\n  櫃檯: {action: keep}\n  等待分鐘: {action: keep}\n"
QUEUE = "kind: queue\ntable: 叫號\nspec:\n  ticket: 取號時間\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "t.csv").write_text(TICKETS, encoding="utf-8")
    (tmp_path / "p.yml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "queue.yml").write_text(QUEUE, encoding="utf-8")
    return tmp_path


def test_a_pivot_is_asked_for_in_excels_own_words(folder):
    done = labkit(
        "pivot", "t.csv", "--rows", "取號日期:民國年月", "--values", "等待分鐘=中位數", "--show-as", "無計算",
        "--top", "2", "--json", cwd=folder,
    )  # fmt: skip
    rows = json.loads(done.stdout)["rows"]
    assert [row["取號日期（民國年月）"] for row in rows] == ["113年3月", "113年2月", "其他（1 項）"]


def test_a_pivot_is_explained_or_written_and_never_overwrites(folder):
    assert "「櫃檯」拖到「列」" in labkit("pivot", "t.csv", "--rows", "櫃檯", "--explain", cwd=folder).stdout
    for name in ("a.xlsx", "a.ods", "a.html", "a.csv"):
        done = labkit("pivot", "t.csv", "--rows", "櫃檯", "--policy", "p.yml", "--out", name, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert (folder / name).stat().st_size > 0
    again = labkit("pivot", "t.csv", "--rows", "櫃檯", "--out", "a.xlsx", cwd=folder)
    assert again.returncode == 1
    assert "已經存在" in again.stderr


def test_without_a_policy_no_record_goes_into_the_workbook(folder):
    from openpyxl import load_workbook

    assert labkit("pivot", "t.csv", "--rows", "櫃檯", "--out", "plain.xlsx", cwd=folder).returncode == 0
    assert (
        labkit("pivot", "t.csv", "--rows", "櫃檯", "--policy", "p.yml", "--out", "full.xlsx", cwd=folder).returncode
        == 0
    )
    plain, full = (load_workbook(folder / name).sheetnames for name in ("plain.xlsx", "full.xlsx"))
    assert plain == ["樞紐表"]
    assert "原始紀錄" in full


def test_small_cells_are_hidden_on_request(folder):
    done = labkit("pivot", "t.csv", "--rows", "櫃檯", "--columns", "取號日期", "--least", "3", cwd=folder)
    assert "不陳示" in done.stdout


def test_what_cannot_be_grouped_or_analysed_is_one_sentence(folder):
    for arguments in (
        ["pivot", "t.csv", "--rows", "櫃檯:民國年月"],
        ["pivot", "t.csv", "--rows", "櫃檯", "--show-as", "百分之百"],
        ["pivot", "t.csv", "--rows", "櫃檯", "--out", "a.pdf"],
        ["analyze", "queue", "t.csv", "--spec", "queue.yml"],
        ["analyze", "queues", "t.csv", "--spec", "queue.yml"],
        ["analyze", "queue", "t.csv", "--spec", "none.yml"],
    ):
        done = labkit(*arguments, cwd=folder)
        assert done.returncode == 1, arguments
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith("錯誤：")
        assert not (folder / "a.pdf").exists()


def test_an_analysis_of_the_demonstration_runs_from_its_own_plan():
    case, data = (ROOT / name / "land_office" for name in ("templates/cases", "datasets"))
    done = labkit(
        "analyze", "coding", str(data / "raw" / "陳情案件.csv"), "--spec", str(case / "analyses" / "02_陳情分類.yml")
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "「等待時間」最多" in done.stdout
