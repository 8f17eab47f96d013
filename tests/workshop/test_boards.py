"""What a board says of itself: what is open, what exposes people, which data is there and which is a gap."""

import pytest

from labkit.core.errors import FileMissing, SpecInvalid
from labkit.core.resources import resource
from labkit.core.workshop_errors import BoardRefused
from labkit.workshop.board import BOARDS, load_board
from labkit.workshop.board_check import checked_board
from labkit.workshop.held import Held
from tests.conftest import land_office_workspace
from tests.workshop.boards_made import BOARDS_MADE, GROUP, JOURNEY, PERSONA, put

HELD = Held.of({"叫號紀錄.csv": ("取號時間", "叫號時間", "櫃檯"), "收件簿.xlsx": ("日期",)})


def links_of(path, held=HELD):
    return {need.need: link for _, need, link in load_board(path).links(held)}


def test_a_need_is_held_only_where_table_and_columns_are_there(tmp_path):
    found = links_of(put(tmp_path, "j.yml", JOURNEY))
    assert {need: link.state for need, link in found.items()} == {
        "每小時取號數": "held",
        "開放櫃檯數": "no_columns",
        "各櫃排班": "no_table",
        "來電題目": "unnamed",
    }
    assert found["開放櫃檯數"].absent == ("櫃檯別",)
    assert "「櫃檯」" in found["開放櫃檯數"].near


def test_a_table_that_is_not_there_is_told_with_the_nearest_names():
    assert HELD.find("叫號記錄.csv", ()).near == "叫號記錄.csv：接近的有「叫號紀錄.csv」。"
    assert HELD.find("zzz", ()).near == ""


def test_without_a_workspace_nothing_is_called_held_or_a_gap(tmp_path):
    states = {link.state for link in links_of(put(tmp_path, "j.yml", JOURNEY), Held()).values()}
    assert states == {"unchecked", "unnamed"}


def test_the_tables_of_a_workspace_are_found_by_file_stem_and_sheet(tmp_path):
    ws = land_office_workspace(tmp_path / "land")
    put(ws.root, "data/raw/壞.xlsx", "no workbook")
    held = Held.of_workspace(ws)
    for name in ("叫號紀錄.csv", "叫號紀錄", "櫃檯同仁問卷.ods［問卷］", "問卷"):
        assert held.find(name, ()).state == "held", name
    assert held.unread == ("壞.xlsx",)


def test_the_check_lists_every_need_and_counts_the_gaps(tmp_path):
    document = checked_board(load_board(put(tmp_path, "j.yml", JOURNEY)), HELD)
    said, grid = document.blocks
    assert "需要的資料 4 項：已有 1、缺口 3（找不到資料表 1、有表缺欄位 1、還沒有指出資料 1）" in said.text
    assert len(grid.rows) == 5
    persona = checked_board(load_board(put(tmp_path, "p.yml", PERSONA)), HELD)
    assert "沒有需要對照的資料" in persona.blocks[0].text


@pytest.mark.parametrize("kind", BOARDS)
def test_an_empty_board_is_refused_with_everything_that_is_open(kind, tmp_path):
    board = load_board(put(tmp_path, "x.yml", f"kind: {kind}\nscene: 服務對象\n"))
    with pytest.raises(BoardRefused) as refused:
        board.refuse_open("x.yml")
    assert all(f"{name}（" in str(refused.value) for name in board.REQUIRED)


@pytest.mark.parametrize("kind", BOARDS)
def test_a_whole_board_is_open_nowhere(kind, tmp_path):
    load_board(put(tmp_path, "x.yml", BOARDS_MADE[kind])).refuse_open("x.yml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (JOURNEY.replace("不知道要等多久", "''"), "steps 第 2 項 pains 第 1 項 pain（痛點）：未填"),
        (JOURNEY.replace("    - {need: 來電題目}\n", "").replace("帶什麼\n    data:", "帶什麼"), "每個痛點至少寫一項"),
        (JOURNEY.replace("need: 來電題目", "table: 來電"), "need（需要的資料）：未填"),
        (GROUP.replace("試辦 20 件的平均", "''"), "finding.caveat（限制）：未填"),
        (GROUP.replace("unit: 分鐘／日", "unit: ''"), "finding.unit（單位）：未填"),
        (GROUP.replace("登記科／科長", "''"), "decision.who"),
        (GROUP.replace(", due: 2025-11-28", ""), "next_steps 第 1 項 due（何時）：未填"),
    ],
)
def test_what_is_open_is_told_by_its_place(text, said, tmp_path):
    with pytest.raises(BoardRefused, match="沒有輸出") as refused:
        load_board(put(tmp_path, "x.yml", text)).refuse_open("x.yml")
    assert said in str(refused.value)


def test_a_board_with_an_identifier_is_refused_without_telling_it(tmp_path):
    board = load_board(put(tmp_path, "p.yml", PERSONA.replace("到職兩年的課員", "課員，手機 0912-345-678")))
    with pytest.raises(BoardRefused) as refused:
        board.refuse_open("p.yml")
    assert "who：含有疑似個資（手機號碼）" in str(refused.value)
    assert "0912" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "應為「鍵: 值」的清單"),
        ("scene: 服務對象\n", "請寫明板的種類"),
        ("kind: journy\nscene: 服務對象\n", "是不是「journey」"),
        ("kind: journey\nscene: 民眾\n", "應為 '服務對象'、'內部角色' 之一"),
        (JOURNEY.replace("feeling: -2", "feeling: -3"), "大於或等於 -2"),
        (JOURNEY.replace("touchpoint: 取號機", "touchpiont: 取號機"), "是不是「touchpoint」"),
        (JOURNEY.replace("who: 第一次辦登記的民眾", "who: " + "長" * 2001), "最多 2000 個字"),
        (PERSONA.replace("2025-11-14", "114/11/14"), "應為西元日期"),
    ],
)
def test_a_board_that_is_no_board_is_refused_with_file_and_near_miss(text, said, tmp_path):
    with pytest.raises(SpecInvalid, match="壞.yml 第 [0-9]+ 行") as refused:
        load_board(put(tmp_path, "壞.yml", text))
    assert said in str(refused.value)


def test_a_board_that_is_not_there_is_told_by_name(tmp_path):
    with pytest.raises(FileMissing, match="沒有.yml"):
        load_board(tmp_path / "沒有.yml")


def test_an_assumption_is_called_one_on_the_poster(tmp_path):
    texts = list(load_board(put(tmp_path, "p.yml", PERSONA.replace("訪談 3 位同仁", "''"))).poster(HELD).texts())
    assert "△ 假設" in texts


def test_the_templates_are_boards_of_their_kind():
    for kind in BOARDS:
        board = load_board(resource("templates", "boards", f"{kind}.yml"))
        assert board.kind == kind
        assert board.open_parts()
