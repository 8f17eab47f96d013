"""labkit status from the command line: one team, all teams, files, refusals."""

import json

import pytest

from labkit.__main__ import run
from tests.cli.test_command_line import labkit
from tests.workspace.test_facts import LOG, put, workspace


def done(*arguments, cwd):
    result = labkit("status", *arguments, cwd=cwd)
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    return result.stdout


def test_a_team_sees_what_is_due_next_first(tmp_path):
    root = workspace(tmp_path / "land")
    said = done("--as-of", "114/3/7", cwd=root)
    assert said.index("接下來") < said.index("各次輔導")
    assert "114年3月6日（四）：送交第 1 次紀錄表，已逾 1 天。" in said
    assert "114年3月7日（五）：送交第 2 次紀錄表。" in said
    assert (root / ".labkit" / "index.json").is_file()


def test_a_broken_file_is_explained_in_full_to_its_own_team_alone(tmp_path):
    root = workspace(tmp_path / "land")
    put(root, "logs/02.yml", LOG.format(nth=2, day=4) + "attendes: []\n")
    assert "是不是「attendees」？" in done(cwd=root)
    said = done("--all", str(tmp_path), cwd=tmp_path)
    assert "．land：logs/02.yml 第 8 行：內容不合格式，這個檔案沒有算進進度。請該團隊執行 labkit status" in said
    assert "attendes" not in said


def test_all_teams_are_a_table_and_a_file_of_each_kind(tmp_path):
    for name in ("a", "b"):
        workspace(tmp_path / "所有團隊" / name)
    (tmp_path / "所有團隊" / "c" / "plan").mkdir(parents=True)
    (tmp_path / "所有團隊" / "c" / "logs").mkdir()
    for name in ("x.xlsx", "x.ods", "x.html"):
        said = done("--all", "所有團隊", "--as-of", "2025-03-20", "--out", name, cwd=tmp_path)
        assert "共 3 個工作區：要處理 2、要留意 0、正常 0、讀不到 1" in said
        assert (tmp_path / name).stat().st_size > 1000
    assert "Content-Security-Policy" in (tmp_path / "x.html").read_text(encoding="utf-8")
    rows = json.loads(done("--all", "所有團隊", "--json", cwd=tmp_path))["rows"]
    assert [row["資料夾"] for row in rows] == ["c", "a", "b"]


def test_the_spreadsheets_hold_numbers_as_numbers(tmp_path):
    from openpyxl import load_workbook

    workspace(tmp_path / "all" / "a")
    done("--all", "all", "--as-of", "2025-03-20", "--out", "x.xlsx", cwd=tmp_path)
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[1]
    told = dict(zip(*(list(row) for row in sheet.iter_rows(min_row=1, max_row=2, values_only=True)), strict=True))
    assert (told["已輔導"], told["剩餘時數"], told["狀態"]) == (3, 34, "要處理")


def test_on_paper_the_table_of_all_is_cut_into_tables_that_fit(tmp_path):
    from pypdf import PdfReader

    workspace(tmp_path / "all" / "a")
    done("--all", "all", "--as-of", "2025-03-20", "--out", "x.pdf", cwd=tmp_path)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages)
    assert all(name in text for name in ("狀態與下一步", "次數與紀錄表", "時數、目標與活動"))


def test_a_calendar_is_written_for_a_team_and_for_all(tmp_path):
    for name in ("a", "b"):
        workspace(tmp_path / "all" / name)
    done("--ics", "own.ics", cwd=tmp_path / "all" / "a")
    done("--all", "all", "--ics", "all.ics", cwd=tmp_path)
    counts = [
        path.read_bytes().count(b"BEGIN:VEVENT\r\n") for path in (tmp_path / "all/a/own.ics", tmp_path / "all.ics")
    ]
    assert counts == [6, 12]


def test_a_coach_sees_their_own_teams(tmp_path):
    for name in ("a", "b"):
        workspace(tmp_path / "all" / name)
    put(tmp_path / "all" / "b", "team.yml", "version: 1\nagency: 別局\n")
    assert "共 1 個工作區" in done("--all", "all", "--expert", "林範例", cwd=tmp_path)
    assert "請核對姓名寫法" in done("--all", "all", "--expert", "誰", cwd=tmp_path)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "there.xlsx").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 1, "不是工作區"),
        (["--all", "none"], 1, "找不到「none」"),
        (["--expert", "林範例"], 2, "--expert 要與 --all 併用"),
        (["--all", ".", "--as-of", "上週"], 2, "--as-of 要是日期"),
        (["--all", ".", "--out", "there.xlsx"], 1, "there.xlsx"),
        (["--all", ".", "--out", "x.txt"], 1, ".xlsx"),
        (["--all", ".", "--ics", "x.txt"], 1, ".ics"),
    ],
)
def test_a_refusal_is_one_sentence_and_writes_nothing(folder, capsys, arguments, code, said):
    assert run(["status", *arguments]) == code
    assert said in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["there.xlsx"]
