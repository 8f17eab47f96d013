"""labkit session bundle, verify, crate, as people type them."""

import json

import pytest
import typer
from typer.main import get_command

from labkit.cli._session_records import register
from labkit.core.errors import LabkitError
from tests.sessions.records.made import freeze, previous_of, quote, workspace


@pytest.fixture
def ws(tmp_path, monkeypatch):
    made = workspace(tmp_path / "ws")
    quote(made, freeze(made, 2, "2025-12-19", previous_of(made.sessions / "2025-12-05-01")))
    monkeypatch.chdir(made.root)
    return made


def done(capsys, *arguments, code=0):
    group = typer.Typer(rich_markup_mode=None)
    register(group)
    try:
        left = get_command(group).main([str(one) for one in arguments], standalone_mode=False) or 0
    except LabkitError as error:
        left = 1
        typer.echo(str(error), err=True)
    told = capsys.readouterr()
    assert left == code, told
    return told.out + told.err


def test_a_bundle_is_made_of_the_newest_session_and_passes_elsewhere(ws, capsys, tmp_path, monkeypatch):
    told = done(capsys, "bundle", "--out", tmp_path / "包.zip")
    for said in ("第 2 次輔導", "另附先前 1 次", "labkit session verify 包.zip", "紀錄者與參與人員的姓名", "讀我.txt"):
        assert said in told
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert "核對通過" in done(capsys, "verify", tmp_path / "包.zip")
    as_json = json.loads(done(capsys, "verify", tmp_path / "包.zip", "--json"))
    assert as_json["rows"] == []
    assert "已經存在" in done(capsys, "bundle", "1", "--out", tmp_path / "包.zip", "-w", ws.root, code=1)


@pytest.mark.usefixtures("ws")
def test_a_bundle_that_was_touched_leaves_with_1_and_names_the_file(capsys, tmp_path):
    from labkit.sessions.records.opened import open_zip

    done(capsys, "bundle", "1", "--out", tmp_path / "包.zip")
    open_zip(tmp_path / "包.zip", tmp_path / "there")
    (tmp_path / "there" / "session" / "2025-12-05-01" / "audit" / "空.txt").write_text("x", encoding="utf-8")
    told = done(capsys, "verify", tmp_path / "there", code=1)
    assert "核對不通過：1 個檔案、2 處不符" in told
    assert "audit/空.txt" in told
    assert "不能證明" not in told
    rows = json.loads(done(capsys, "verify", tmp_path / "there", "--json", code=1))["rows"]
    assert {one["file"] for one in rows} == {"session/2025-12-05-01/audit/空.txt"}


def test_a_bundle_says_where_no_raw_data_was_compared(ws, capsys, tmp_path):
    for path in ws.raw.iterdir():
        path.unlink()
    assert "沒有和原始資料比對" in done(capsys, "bundle", "1", "--out", tmp_path / "包.zip")


def test_the_crate_of_a_frozen_session_is_printed_or_saved(ws, capsys, tmp_path):
    frozen = ws.sessions / "2025-12-19-02" / "ro-crate-metadata.json"
    assert done(capsys, "crate") == frozen.read_text(encoding="utf-8")
    assert "已存成" in done(capsys, "crate", "1", "--out", tmp_path / "c.json")
    assert json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["@graph"]
    assert "已經存在" in done(capsys, "crate", "1", "--out", tmp_path / "c.json", code=1)
    assert "還沒有第 7 次" in done(capsys, "crate", "7", code=1)
