"""labkit workshop from the command line: boards, posters, the coach's page, refusals."""

import json
import time

import pytest

from labkit.__main__ import run
from tests.conftest import land_office_workspace
from tests.workshop.boards_made import JOURNEY, put


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys, *arguments, code=0):
    assert run(["workshop", *map(str, arguments)]) == code
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return told.out + told.err


def test_a_board_goes_from_template_to_poster(folder, capsys):
    assert "labkit workshop board check boards/journey.yml" in said(capsys, "board", "new", "journey")
    assert "已經存在" in said(capsys, "board", "new", "journey", code=1)
    assert "要補正" in said(capsys, "board", "check", "boards/journey.yml", code=1)
    assert "要補正" in said(capsys, "board", "poster", "boards/journey.yml", code=1)
    put(folder, "boards/journey.yml", JOURNEY)
    assert "未核對 3（沒有指定工作區）" in said(capsys, "board", "check", "boards/journey.yml")
    assert "journey.svg" in said(capsys, "board", "poster", "boards/journey.yml", "--out", "out")
    assert {path.name for path in (folder / "out").iterdir()} == {"journey.pdf", "journey.svg"}
    put(folder, "boards/journey.yml", JOURNEY.replace("坐在大廳", "站著"))
    assert "已經存在" in said(capsys, "board", "poster", "boards/journey.yml", "--out", "out", code=1)
    said(capsys, "board", "poster", "boards/journey.yml", "--out", "out", "--replace", "--format", "svg，pdf")


def test_a_board_in_a_workspace_is_checked_beside_its_data(folder, capsys):
    ws = land_office_workspace(folder / "land")
    path = put(ws.root, "boards/journey.yml", JOURNEY)
    assert "已有 1、缺口 3" in said(capsys, "board", "check", path)
    other = put(folder, "elsewhere.yml", JOURNEY)
    assert "已有 1、缺口 3" in said(capsys, "board", "check", other, "-w", ws.root)


def test_a_board_begun_in_a_workspace_gets_the_notebook_with_its_forms(folder, capsys, monkeypatch):
    ws = land_office_workspace(folder / "land")
    monkeypatch.chdir(ws.root)
    assert "boards/B1_boards.ipynb" in said(capsys, "board", "new", "persona").replace(chr(92), "/")
    assert (ws.root / "boards" / "B1_boards.ipynb").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["board", "new", "journy"], "是不是「journey」"),
        (["board", "check", "none.yml"], "找不到「none.yml」"),
        (["board", "poster", "j.yml", "--format", "docx"], "pdf、svg"),
        (["board", "poster", "j.yml", "-w", "none"], "不是工作區"),
        (["coach", "none", "--out", "c.html"], "找不到「none」"),
        (["coach", ".", "--out", "j.yml"], ".html"),
    ],
)
def test_a_refusal_is_one_sentence_and_writes_nothing(folder, capsys, arguments, words):
    put(folder, "j.yml", JOURNEY)
    assert words in said(capsys, *arguments, code=1)
    assert [path.name for path in folder.iterdir()] == ["j.yml"]


def test_the_coach_sees_the_seats_and_the_page_is_renewed_until_it_is_stopped(folder, capsys, monkeypatch):
    told = {"seat": 1, "group": "A", "exercises": {}, "updated": "2025-11-14T13:00:00+08:00"}
    put(folder, "room/progress/1.json", json.dumps(told))
    assert "1 組、1 個座位" in said(capsys, "coach", "room", "--out", "c.html")
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 1:
            (folder / "room").rename(folder / "away")
        elif len(slept) == 2:
            (folder / "away").rename(folder / "room")
            put(folder, "room/progress/2.json", json.dumps({**told, "seat": 2}))
        else:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)
    words = said(capsys, "coach", "room", "--out", "c.html", "--watch", "--every", "7")
    assert "這次沒有更新：找不到「room」" in words
    assert "已停止更新" in words
    assert slept == [7, 7, 7]
    assert "座位 2" in (folder / "c.html").read_text(encoding="utf-8")


def test_the_schema_of_a_board_names_its_keys(capsys):
    assert run(["schema", "journey"]) == 0
    assert '"steps"' in capsys.readouterr().out
