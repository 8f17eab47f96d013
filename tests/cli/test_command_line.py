"""The command line as people meet it: in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

RAW = ROOT / "datasets" / "land_office" / "raw"
CASE = ROOT / "templates" / "cases" / "land_office"


def labkit(*arguments, cwd=None, **environment):
    env = {**os.environ, "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-m", "labkit", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False
    )


COMMANDS = [
    "status",
    "experts",
    "select",
    "demo",
    "new",
    "dataset",
    "read",
    "inventory",
    "profile",
    "clean",
    "scan",
    "deid",
    "risk",
    "anonymize",
    "close",
    "link",
    "gate",
    "preview",
    "pivot",
    "poc",
    "session",
    "log",
    "application",
    "lab",
    "doctor",
    "workshop",
    "schema",
]


def test_help_names_every_command_in_chinese():
    done = labkit("--help")
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in COMMANDS)
    assert "輔導" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(command):
    assert labkit(command, "--help").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["read", "none.csv"], 1, "找不到「none.csv」"),
        (["frobnicate"], 2, "用法不對"),
        (["read"], 2, "用法不對"),
        (["session", "run"], 1, "不是工作區"),
        (["log", "export", "1"], 1, "不是工作區"),
        (["inventory", "none"], 1, "找不到"),
        (["dataset", "make", "none"], 1, "找不到「none」"),
        (["schema", "none"], 1, "找不到「none」"),
        (["deid"], 1, "未指定檔案"),
        (["pivot", RAW / "叫號紀錄.csv", "--rows", "櫃台"], 1, "是不是「櫃檯」"),
        (["pivot", RAW / "叫號紀錄.csv", "--where", "櫃檯 = 3"], 1, "相等請寫 =="),
        (["clean", RAW / "叫號紀錄.csv", "--recipe", "none.yml"], 1, "找不到「none.yml」"),
    ],
)
def test_a_refusal_is_one_sentence_without_a_traceback(tmp_path, arguments, code, said):
    done = labkit(*arguments, cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_verbs_print_what_they_found(tmp_path):
    assert "1,209 列" in labkit("read", RAW / "叫號紀錄.csv").stdout
    profile = json.loads(labkit("profile", RAW / "叫號紀錄.csv", "--json").stdout)
    assert profile["rows"][0]["kind"] == "roc_date"
    found = json.loads(labkit("scan", RAW / "收件簿.xlsx", "--json").stdout)
    assert {row["role"] for row in found["rows"]} == {"direct", "quasi", "safe"}
    table = labkit("pivot", RAW / "陳情案件.csv", "--rows", "類別").stdout
    assert "總計" in table
    assert "120" in table
    assert "619.8 人日" in labkit("poc", CASE / "metrics" / "minutes_saved.yml", "--as-of", "2025-03-14").stdout
    out = tmp_path / "盤點.odt"
    assert labkit("inventory", RAW, "--out", out).returncode == 0
    assert out.stat().st_size > 1000


def test_a_table_is_cleaned_protected_and_gated_by_hand(tmp_path):
    proposal = labkit("clean", RAW / "陳情案件.csv").stdout
    (tmp_path / "r.yml").write_text(proposal, encoding="utf-8")
    done = labkit("clean", RAW / "陳情案件.csv", "--recipe", "r.yml", "--out", "clean.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (
        "不會覆寫"
        in labkit("clean", RAW / "陳情案件.csv", "--recipe", "r.yml", "--out", "clean.csv", cwd=tmp_path).stderr
    )
    (tmp_path / "p.yml").write_text(labkit("deid", "clean.csv", cwd=tmp_path).stdout, encoding="utf-8")
    key = labkit("deid", "--new-key", "team.key", cwd=tmp_path)
    assert key.returncode == 0
    made = labkit(
        "deid", "clean.csv", "--policy", "p.yml", "--key-file", "team.key", "--out", "safe/safe.csv", cwd=tmp_path
    )
    assert made.returncode == 0, made.stderr
    assert labkit("gate", "safe", "--raw", RAW, cwd=tmp_path).returncode == 0
    (tmp_path / "safe" / "leak.csv").write_text("電話\n0912345678\n", encoding="utf-8")
    leak = labkit("gate", "safe", cwd=tmp_path)
    assert leak.returncode == 1
    assert "0912345678" not in leak.stdout + leak.stderr


@pytest.mark.parametrize(
    "name", ["recipe", "policy", "pivot", "plan", "team", "log", "application", "canvas", "programme", "experts"]
)
def test_a_schema_is_json(name):
    assert json.loads(labkit("schema", name).stdout)["additionalProperties"] is False


def test_a_data_set_is_made_with_the_rows_asked_for(tmp_path):
    done = labkit("dataset", "make", "land_office", "--rows", "50", "--out", "d", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "50" in (tmp_path / "d" / "expected.yml").read_text(encoding="utf-8")


def test_an_unforeseen_error_shows_its_kind_and_no_data(monkeypatch, capsys):
    from labkit import __main__ as door
    from labkit.tables import read as reading

    def broken(*_args, **_kwargs):
        raise ZeroDivisionError("A123456789")

    monkeypatch.setattr(reading, "read", broken)
    assert door.run(["read", "x.csv"]) == 1
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "A123456789" not in said


@pytest.mark.slow
def test_the_demo_runs_twice_and_ends_with_what_to_open_first(tmp_path):
    done = labkit("demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for said in (
        "請先打開",
        "報告.html",
        "1,190 分/日",
        "297,500 分/年",
        "619.8 人日",
        "labkit log export 1",
    ):
        assert said in done.stdout
    assert "［7/7］" in done.stderr
    assert "］06_application" in done.stderr  # two run at once, so nobody knows which is the last
    ws = tmp_path / "demo" / "land_office"
    assert "206.6 個 24 小時日" in next((ws / "sessions").glob("*/report/報告.html")).read_text(encoding="utf-8")
    exported = labkit("log", "export", "1", cwd=ws)
    assert exported.returncode == 0
    assert {path.suffix for path in (ws / "logs").iterdir()} == {".yml", ".jsonl", ".odt", ".docx", ".pdf"}
    assert "114年3月17日" in exported.stdout


def test_an_inventory_of_nothing_readable_ends_as_a_refusal_and_writes_nothing(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.csv").write_bytes(b"\x89PNG" + b"x" * 99)
    done = labkit("inventory", tmp_path / "raw", "--out", tmp_path / "o.xlsx")
    assert done.returncode == 1
    assert "不是可讀的資料表" in done.stdout
    assert not (tmp_path / "o.xlsx").exists()


def test_an_analysis_prints_what_each_of_its_tables_holds():
    done = labkit("analyze", "likert", RAW / "櫃檯同仁問卷.ods", "--spec", CASE / "analyses" / "03_同仁問卷.yml")
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if line.startswith("【")] == [
        "【前段答案的占比】",
        "【各級的件數】",
        "【各級的占比（%）】",
    ]
