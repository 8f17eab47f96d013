"""The form writes the YAML that an editor would; nothing that people wrote is lost."""

import pytest

from labkit.core.errors import SpecInvalid
from labkit.core.resources import resource
from labkit.core.workshop_errors import BoardChanged, BoardNotInForm
from labkit.workshop.board import BOARDS, load_board
from labkit.workshop.board_form import BoardForm, ask
from labkit.workshop.desk import BoardDesk
from tests.conftest import land_office_workspace
from tests.workshop.boards_made import BOARDS_MADE, JOURNEY, PERSONA, put


@pytest.mark.parametrize("kind", BOARDS)
def test_saving_what_was_opened_changes_nothing_that_the_board_says(kind, tmp_path):
    path = put(tmp_path, f"{kind}.yml", BOARDS_MADE[kind])
    form = BoardForm.open(path)
    form.save(form.board.to_form())
    assert load_board(path) == form.board


@pytest.mark.parametrize("kind", BOARDS)
def test_a_template_opens_and_its_comments_are_kept_beside(kind, tmp_path):
    text = resource("templates", "boards", f"{kind}.yml").read_text(encoding="utf-8")
    path = put(tmp_path, f"{kind}.yml", text)
    form = BoardForm.open(path)
    again = form.save({**form.board.to_form(), "title": "題目"})
    assert (tmp_path / "earlier" / f"{kind}_1.yml").read_text(encoding="utf-8") == text
    again.save({**again.board.to_form(), "title": "另一個"})
    assert len(list((tmp_path / "earlier").iterdir())) == 1
    assert load_board(path).title == "另一個"


def test_rows_may_be_pasted_from_a_spreadsheet(tmp_path):
    form = BoardForm.open(put(tmp_path, "j.yml", JOURNEY))
    pasted = {
        "steps": "取號\t按鈕\t取號機\t1\n等候\t坐著\t叫號燈\t-2",
        "pains": "2\t等太久\t每小時取號數\t叫號紀錄\t取號時間、叫號時間\n2\t等太久\t排班\n2\t另一點",
    }
    form.save({**form.board.to_form(), **pasted})
    board = load_board(tmp_path / "j.yml")
    first, second = board.steps[1].pains
    assert [one.columns for one in first.data] == [("取號時間", "叫號時間"), ()]
    assert (second.pain, second.data) == ("另一點", ())


def test_a_pain_point_of_a_step_that_is_not_there_is_refused(tmp_path):
    form = BoardForm.open(put(tmp_path, "j.yml", JOURNEY))
    with pytest.raises(SpecInvalid, match="第 1 列：「第幾步」要寫步驟的號碼（1 到 2）"):
        form.save({**form.board.to_form(), "pains": "9 | 等太久"})
    assert (tmp_path / "j.yml").read_text(encoding="utf-8") == JOURNEY


def test_a_board_that_somebody_else_changed_is_not_written(tmp_path):
    path = put(tmp_path, "p.yml", PERSONA)
    form = BoardForm.open(path)
    put(tmp_path, "p.yml", PERSONA + "title: 別人寫的\n")
    with pytest.raises(BoardChanged, match="被別人改過"):
        form.save(form.board.to_form())
    assert "別人寫的" in path.read_text(encoding="utf-8")


def test_a_board_that_the_form_cannot_give_back_is_left_to_the_editor(tmp_path):
    with pytest.raises(BoardNotInForm, match="請直接修改 YAML 檔"):
        BoardForm.open(put(tmp_path, "j.yml", JOURNEY.replace("不知道要等多久", "等 | 太久")))


def test_the_widgets_hold_the_board_and_their_button_writes_it(tmp_path, monkeypatch):
    monkeypatch.delenv("LABKIT_BATCH", raising=False)
    path = put(tmp_path, "p.yml", PERSONA.replace("basis: 訪談 3 位同仁\n", ""))
    form = ask(path)
    *rows, button, told = form.children
    assert next(row.children[0].value for row in rows) == "場景"
    rows[-1].children[1].value = "問卷 5 份"
    button.click()
    assert "都填好了" in told.value
    assert load_board(path).basis == "問卷 5 份"
    rows[3].children[1].value = "下週"
    button.click()
    assert "沒有存檔" in told.value


def test_a_batch_run_asks_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("LABKIT_BATCH", "1")
    assert "批次執行時不詢問" in repr(ask(put(tmp_path, "p.yml", PERSONA)))


def test_the_desk_says_what_is_open_and_then_writes_the_poster(tmp_path, monkeypatch):
    monkeypatch.setenv("LABKIT_BATCH", "1")
    ws = land_office_workspace(tmp_path / "land")
    desk = BoardDesk.open(ws.root)
    assert "批次執行時不詢問" in repr(desk.form("journey"))
    assert "未填" in repr(desk.check("journey"))
    assert "未填" in repr(desk.poster("journey"))
    put(ws.root, "boards/journey.yml", JOURNEY)
    assert "缺口" in repr(desk.check("journey"))
    assert "boards/journey.pdf" in repr(desk.poster("journey"))
    put(ws.root, "boards/journey.yml", JOURNEY.replace("坐在大廳", "站在門外"))
    desk.poster("journey")
    assert (ws.root / "boards" / "journey.svg").is_file()
