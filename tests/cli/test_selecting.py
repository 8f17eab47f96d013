"""labkit select from the command line: what it says, and refusals that write nothing."""

import pytest

from labkit.__main__ import run
from labkit.coaching.selection.room import Room
from tests.cli.test_command_line import labkit
from tests.coaching.selection.made_up_selection import by_hand_scores, fill, selection


def seen(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def done(*arguments, cwd):
    result = labkit("select", *arguments, cwd=cwd)
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    return result.stdout


def test_a_whole_selection_says_at_each_step_what_was_made_and_what_to_open_first(tmp_path):
    assert "請先打開：selection.yml" in done("new", "年度", "--year", "115", cwd=tmp_path)
    folder = tmp_path / "年度"
    selection(written={"picks": 4, "waiting": 1}).save(folder / "selection.yml")
    assert "請先打開：1_書面審查/評分表/" in done("sheets", "年度", cwd=tmp_path)
    fill(Room.open(folder), "written", by_hand_scores())
    said = done("score", "年度", "--by", "王科員", cwd=tmp_path)
    assert "A2、A5 同分並列，剩 1 個名額" in said
    assert "labkit select decide 年度" in said
    said = done("decide", "年度", "--pick", "A5", "--by", "評選會議", "--why", "服務對象較多", cwd=tmp_path)
    assert "labkit select score 年度" in said
    said = done("score", "年度", cwd=tmp_path)
    assert "錄取 A3、A1、A6、A5" in said
    assert "第 4 名的界線上有 2 案同分並列" in said
    assert "拿掉任一位委員" in said
    assert "對外/書面審查/" in done("letters", "年度", cwd=tmp_path)
    assert "議程_視訊審查.odt" in done("minutes", "年度", cwd=tmp_path)
    said = done("check", "年度", cwd=tmp_path)
    assert "不符" not in said
    log = folder / "changes.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace("服務對象較多", "服務對象較少"), encoding="utf-8")
    broken = labkit("select", "check", "年度", cwd=tmp_path)
    assert broken.returncode == 1
    assert "異動紀錄「changes.jsonl」第 9 行" in broken.stderr


def test_a_change_is_logged_from_the_command_line_and_an_unlogged_one_fails_the_check(tmp_path):
    done("new", "a", cwd=tmp_path)
    selection().save(tmp_path / "a" / "selection.yml")
    done("sheets", "a", cwd=tmp_path)
    selection(conflicts=[]).save(tmp_path / "a" / "selection.yml")
    failed = labkit("select", "check", "a", cwd=tmp_path)
    assert failed.returncode == 1
    assert "不符：selection.yml 改過而未登錄：conflicts[R2×A3].reason" in failed.stdout
    said = done("change", "a", "--by", "王科員", "--why", "委員說明已無關係", cwd=tmp_path)
    assert "三年內曾任該機關顧問 → （無）" in said
    assert "不符" not in done("check", "a", cwd=tmp_path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sheets", "none"], "找不到「none/selection.yml」"),
        (["sheets", "a"], "還沒有申請案"),
        (["score", "a"], "還沒有申請案"),
        (["letters", "a"], "還沒有計分"),
        (["minutes", "a"], "還沒有計分"),
        (["decide", "a", "--pick", "A1"], "沒有並列"),
        (["change", "a", "--by", "王", "--why", "x"], "不必登錄"),
        (["new", "a"], "已經存在"),
        (["score", "a", "--round", "視訊"], "還沒有計分"),
    ],
)
def test_a_refusal_is_one_sentence_with_exit_one_and_writes_nothing(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    Room.create(tmp_path / "a", 115)
    before = seen(tmp_path)
    assert run(["select", *arguments]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith("錯誤：")
    assert "Traceback" not in told
    assert seen(tmp_path) == before


def test_every_command_explains_itself_in_chinese(tmp_path):
    said = done("--help", cwd=tmp_path)
    for name in ("new", "sheets", "score", "decide", "change", "minutes", "letters", "check"):
        assert name in said
