"""The commands for timing by hand and for opening times, on an application of their own."""

import json

import pytest
import typer
from typer.testing import CliRunner

from labkit.cli import opens, timing
from labkit.core.error import LabkitError
from labkit.tables.read import read
from tests.poc.timing.made_timing import YAML

LINES = "期別,編號,日期,時段,開始,結束\n前,前-01,114/2/10,一,09:10:00,09:20:33\n後,後-01,114/4/7,一,09:10:00,\n"


@pytest.fixture
def run():
    app = typer.Typer()
    timing.add_to(app)
    opens.add_to(app)
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


def test_a_plan_is_printed_and_its_kit_written_once(run, tmp_path):
    spec = tmp_path / "計時.yml"
    spec.write_text(YAML, encoding="utf-8")
    shown = run("timing", spec)
    assert shown.exit_code == 0
    assert "前、後各量 24 件" in shown.output
    assert run("timing", spec, "--out", tmp_path / "kit").exit_code == 0
    assert len(list((tmp_path / "kit").iterdir())) == 9
    again = run("timing", spec, "--out", tmp_path / "kit")
    assert isinstance(again.exception, LabkitError)
    assert "已經存在" in str(again.exception)
    rows = json.loads(run("timing", spec, "--json").stdout)["rows"]
    assert len(rows) == 18


def test_a_filled_form_is_read_and_saved_with_its_minutes(run, tmp_path):
    (tmp_path / "a.csv").write_text(LINES, encoding="utf-8")
    done = run("timing-read", tmp_path / "a.csv", "--out", tmp_path / "計時結果.xlsx")
    assert done.exit_code == 0
    assert "改變前 1 件、改變後 0 件；沒有分鐘的 只填一半 1 列" in done.output
    assert "第 3 列" in done.output
    table = read(tmp_path / "計時結果.xlsx")
    assert table.schema["分鐘"] == "number"
    assert table.arrow.column("分鐘").to_pylist() == [10.55, None]


def test_a_page_that_is_none_is_refused(run, tmp_path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert "找不到" in str(run("opens", tmp_path / "none.html").exception)
    assert ".html" in str(run("opens", tmp_path / "a.txt").exception)
