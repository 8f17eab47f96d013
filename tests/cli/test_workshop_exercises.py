"""labkit workshop exercises from the command line."""

import json

import pytest

from labkit.__main__ import run
from labkit.workshop.exercise import EXERCISES
from labkit.workshop.seats import draw_for


def said(capsys, *arguments, code=0):
    assert run(["workshop", *map(str, arguments)]) == code
    told = capsys.readouterr()
    return told.err if code else told.out


def test_start_list_answers_and_progress_say_what_to_do_next(tmp_path, capsys):
    text = said(capsys, "start", tmp_path / "教室", "--seat", 1, "--to", 3)
    assert text.count("已建立") == 3
    assert "W1_inventory.ipynb" in text
    listed = said(capsys, "list")
    assert f"{len(EXERCISES)} 題" in listed
    assert all(name in listed for name in EXERCISES)
    one = EXERCISES["person_days"]
    told = said(capsys, "answers", "--seat", 2, "--only", "person_days")
    assert one.answer.told(one.make(draw_for("person_days", 2)).right) in told
    assert one.often in told
    assert said(capsys, "answers", "--seat", 2).count("答案：") == len(EXERCISES)
    assert "3 個座位" in said(capsys, "progress", tmp_path / "教室")
    rows = json.loads(said(capsys, "progress", tmp_path / "教室", "--json"))["rows"]
    assert len(rows) == len(EXERCISES)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["start", "a", "--seat", "0"], "座位號碼不對"),
        (["start", "a", "--seat", "5", "--to", "4"], "最後一號"),
        (["answers", "--seat", "1", "--only", "person_day"], "person_days"),
        (["answers", "--seat", "100"], "座位號碼不對"),
        (["progress", "a"], "沒有座位的紀錄"),
    ],
)
def test_a_refusal_is_one_sentence_and_makes_nothing(tmp_path, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    told = said(capsys, *arguments, code=1)
    assert told.startswith("錯誤：")
    assert sentence in told
    assert not list(tmp_path.iterdir())


def test_a_taken_seat_is_refused(tmp_path, capsys):
    said(capsys, "start", tmp_path, "--seat", 4)
    assert "seat04" in said(capsys, "start", tmp_path, "--seat", 4, code=1)
