"""The letters say what the settings say: minutes, cooperating units, 專家諮詢; their words are checked before anything is written."""

from pathlib import Path

import openpyxl
import pytest

import labkit as lk
from labkit.coaching.selection.actions import make_sheets, score
from labkit.coaching.selection.letters import LetterTexts, letter, public_list
from labkit.coaching.selection.outcome import announced
from labkit.coaching.selection.papers import make_letters
from labkit.coaching.selection.room import FILLED, Room
from labkit.core.document import Grid
from labkit.core.resources import resource
from tests.coaching.selection.made_up_selection import AT, STAMP, by_hand_scores, fill, selection, written_room

TEXTS = LetterTexts.load(resource("templates", "forms", "selection_letters.yml"))


def lines(outcome, name="written", **changes):
    told = selection(**changes)
    outcomes = dict.fromkeys(told.application_ids, outcome)
    waiting = {one: at for at, one in enumerate(outcomes, 1)} if outcome == "waiting" else {}
    written = letter(announced(told, name, outcomes, waiting), told.applications[0], TEXTS, on=AT.date())
    return [block.text for block in written.blocks]


def test_the_letter_tells_the_minutes_of_the_settings_and_not_those_of_the_announcement():
    assert any("每案 10 分鐘：說明 4 分鐘、提問 2 分鐘、答詢 4 分鐘" in one for one in lines("picked"))
    other = lines("picked", video={"talk": 5, "questions": 3, "answers": 7})
    assert any("每案 15 分鐘：說明 5 分鐘、提問 3 分鐘、答詢 7 分鐘" in one for one in other)


def test_cooperating_units_stand_as_copies_in_the_letter_and_in_the_list():
    apps = [{**one, "units": ("示範醫院", "示範公所")} for one in selection().model_dump()["applications"][:1]]
    changes = {"applications": apps, "conflicts": []}
    assert "副本：示範醫院、示範公所" in lines("picked", **changes)
    told = selection(**changes)
    listed = public_list(announced(told, "written", {"A1": "picked"}, {}), on=AT.date())
    (grid,) = [block for block in listed.blocks if isinstance(block, Grid)]
    assert grid.rows[1][1].text == "示範1市政府（協力：示範醫院、示範公所）"


@pytest.mark.parametrize(
    ("name", "outcome", "consultation", "said"),
    [
        ("video", "not_picked", {}, "、另提供 3 小時專家諮詢，工作小組將另行聯繫安排。"),
        ("video", "waiting", {}, "、如未獲遞補，將提供 3 小時專家諮詢，由工作小組另行聯繫安排。"),
        ("video", "picked", {}, ""),
        ("written", "not_picked", {}, ""),
        ("written", "not_picked", {"to": "全部未錄取"}, "、另提供 3 小時專家諮詢，工作小組將另行聯繫安排。"),
        ("written", "waiting", {"to": "全部未錄取", "hours": 2}, "、如未獲遞補，將提供 2 小時專家諮詢"),
        ("video", "not_picked", {"hours": 0}, ""),
    ],
)
def test_the_consultation_is_told_to_those_whom_the_settings_name(name, outcome, consultation, said):
    told = lines(outcome, name, consultation=consultation)
    found = [one for one in told if "專家諮詢" in one]
    assert len(found) == bool(said)
    assert all(said in one for one in found)
    numbered = [one[0] for one in told if one[1:2] == "、"]
    assert numbered == list("一二三四")[: len(numbered)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{topic", "大括號沒有成對"),
        ("topic}", "大括號沒有成對"),
        ("{topic!z}", "「{topic}」的大括號裡只能寫名稱"),
        ("{year:{agency}}", "「{year}」的大括號裡只能寫名稱"),
        ("{nth:>999999999}", "「{nth}」的大括號裡只能寫名稱"),
        ("{agency.__class__}", "沒有可以代入的「{agency.__class__}」"),
        ("{}", "沒有可以代入的「{}」"),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused_with_line_and_reason_in_chinese(tmp_path, words, said):
    text = resource("templates", "forms", "selection_letters.yml").read_text(encoding="utf-8")
    path = Path(tmp_path / "letters.yml")
    path.write_text(text.replace("敬請諒察", f"'{words}'", 1), encoding="utf-8")
    with pytest.raises(lk.LabkitError) as error:
        LetterTexts.load(path)
    assert said in str(error.value)
    assert "letters.yml 第" in str(error.value)
    assert "expected" not in str(error.value)


def test_letters_of_the_video_round_wait_when_other_teams_came_out_of_the_written_one(tmp_path):
    folder = tmp_path / "115"
    changes = {"video": {"date": "2026-03-20", "start": "09:30", "waiting": 0}}
    score(written_room(folder, **changes), "written", STAMP)
    make_sheets(Room.open(folder), "video", STAMP)
    fill(Room.open(folder), "video", by_hand_scores())
    score(Room.open(folder), "video", STAMP)
    filled = Room.open(folder).folder("written", FILLED)
    for path in filled.iterdir():
        book = openpyxl.load_workbook(path)
        for column in "EFGH":
            book["評分表"][f"{column}11"] = 99
        book.save(path)
    assert "A7" in score(Room.open(folder), "written", STAMP).counted.summary.partition("備取")[0]
    with pytest.raises(lk.LabkitError, match="進入視訊審查的名單不同了"):
        make_letters(Room.open(folder), "video", STAMP)


def test_a_new_folder_says_which_of_its_numbers_are_assumptions(tmp_path):
    text = (Room.create(tmp_path / "115", 115).root / "selection.yml").read_text(encoding="utf-8")
    assert "備取（waiting）簡章未定：2 與 1 是假設" in text
    assert "「未錄取」指哪些案是假設" in text
