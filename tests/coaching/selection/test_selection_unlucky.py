"""Unlucky colleagues and hostile hands: a crash, another editor, two people at once, a log that was emptied, a sheet that was replaced."""

import codecs
import zipfile
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest

import labkit as lk
from labkit.coaching.selection.actions import decide, log_change, make_sheets, score
from labkit.coaching.selection.journal import Journal
from labkit.coaching.selection.papers import make_letters
from labkit.coaching.selection.proof import check_folder
from labkit.coaching.selection.room import FILLED, LOG, Room
from labkit.coaching.selection.step import Stamp
from labkit.coaching.selection.writing import WRITING
from tests.coaching.selection.made_up_selection import AT, STAMP, make_room, selection, written_room
from tests.coaching.selection.test_selection_room import seen, text_of


def wrong(folder):
    return [one.sentence for one in check_folder(Room.open(folder)) if not one.holds]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\r\n", "\n"])
def test_a_reason_with_any_line_break_that_was_pasted_leaves_the_log_readable(sign):
    log = Journal().with_entry("changed", {"why": f"第一點{sign}第二點"}, by="王", at=AT)
    assert log.text.count("\n") == 1


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\r\n"])
def test_a_pasted_line_break_in_a_reason_does_not_lock_the_folder(tmp_path, sign):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    selection(contact="02-1234-5678").save(folder / "selection.yml")
    log_change(Room.open(folder), f"第一點{sign}第二點", STAMP)
    assert Room.open(folder).journal.entries[-1].facts["why"] == f"第一點{sign}第二點"


def test_a_log_that_another_editor_saved_with_a_mark_and_other_line_ends_is_still_the_same_log(tmp_path):
    folder = tmp_path / "115"
    head = written_room(folder).journal.head
    log = folder / LOG
    log.write_bytes(codecs.BOM_UTF8 + log.read_bytes().replace(b"\n", b"\r\n"))
    assert Room.open(folder).journal.head == head


def test_an_emptied_log_is_refused_by_every_step_and_fails_the_check(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    (folder / LOG).write_bytes(b"")
    before = seen(folder)
    with pytest.raises(lk.LabkitError, match="刪除或清空"):
        score(Room.open(folder), "written", STAMP)
    assert seen(folder) == before
    assert len(wrong(folder)) == 1
    assert "從備份還原" in wrong(folder)[0]


def test_a_sheet_that_was_replaced_after_the_count_is_told_in_the_next_record_and_the_check_holds_again(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    filled = Room.open(folder).folder("written", FILLED)
    book = openpyxl.load_workbook(filled / "評分表_書面審查_R1.xlsx")
    book["評分表"]["E5"] = 99
    (filled / "評分表_書面審查_R1.xlsx").unlink()
    book.save(filled / "R1更正.xlsx")
    assert any("不見了" in one for one in wrong(folder))
    made = score(Room.open(folder), "written", STAMP)
    assert "計分之後又讀入的評分表（2026-03-05，王科員）：R1，R1更正.xlsx" in text_of(
        made.files[0].read_bytes(), ".odt"
    )
    assert wrong(folder) == []


def test_a_step_that_stopped_between_its_files_and_the_log_can_be_taken_again(tmp_path):
    folder = tmp_path / "115"
    made = make_sheets(make_room(folder), "written", STAMP)
    (folder / LOG).unlink()
    assert len(make_sheets(Room.open(folder), "written", STAMP).files) == len(made.files)
    assert wrong(folder) == []


def test_a_paper_in_the_way_is_told_with_its_folder_and_what_to_do(tmp_path):
    folder = tmp_path / "115"
    room = written_room(folder)
    (folder / "1_書面審查" / "評選紀錄").mkdir()
    (folder / "1_書面審查" / "評選紀錄" / "評選紀錄_書面審查_第1版.odt").write_bytes(b"signed")
    before = seen(folder)
    with pytest.raises(lk.LabkitError, match=r"1_書面審查/評選紀錄/.*第1版.odt：已經存在.*先移到別處保存，再執行一次"):
        score(room, "written", STAMP)
    assert seen(folder) == before


def test_of_many_who_write_at_once_one_writes_and_the_others_are_told(tmp_path):
    folder = tmp_path / "115"
    written_room(folder)
    rooms = [Room.open(folder) for _ in range(8)]

    def step(at):
        try:
            rooms[at].noted("made", {"kind": "x", "at": at}, by="", at=AT).write({folder / "紙.txt": str(at).encode()})
        except lk.LabkitError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(8) as hands:
        told = list(hands.map(step, range(8)))
    first = told.index("")
    assert told.count("") == 1
    assert all("沒有寫出任何檔案" in one for one in told if one)
    assert (folder / "紙.txt").read_text(encoding="utf-8") == str(first)
    assert Room.open(folder).journal.entries[-1].facts["at"] == first
    assert not (folder / WRITING).exists()


def test_a_lock_left_by_a_power_cut_is_told_with_what_to_delete(tmp_path):
    folder = tmp_path / "115"
    room = written_room(folder)
    (folder / WRITING).touch()
    with pytest.raises(lk.LabkitError, match=f"確定沒有人在用.*請刪除 {WRITING}"):
        score(room, "written", STAMP)
    (folder / WRITING).unlink()
    assert score(Room.open(folder), "written", STAMP).files


def test_a_decision_that_the_meeting_took_back_stays_in_the_record(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder, written={"picks": 4, "waiting": 1}), "written", STAMP)
    decide(Room.open(folder), "written", ["A2"], "資料較完整", Stamp(AT, "評選會議"))
    decide(Room.open(folder), "written", ["A5"], "服務對象較多", Stamp(AT, "評選會議"))
    text = text_of(score(Room.open(folder), "written", STAMP).files[0].read_bytes(), ".odt")
    assert "決定者：評選會議；A2；理由：資料較完整（後來改議）" in text
    assert "決定者：評選會議；A5；理由：服務對象較多" in text
    assert make_letters(Room.open(folder), "written", STAMP).files


def test_what_reviewers_wrote_beside_the_scores_stands_in_the_record_and_leaves_with_no_letter(tmp_path):
    folder = tmp_path / "115"
    room = written_room(folder)
    path = room.folder("written", FILLED) / "評分表_書面審查_R1.xlsx"
    book = openpyxl.load_workbook(path)
    book["評分表"]["I5"] = "資料欄位說明清楚"
    book.save(path)
    made = score(room, "written", STAMP)
    assert all("資料欄位說明清楚" in text_of(one.read_bytes(), one.suffix) for one in made.files)
    sent = make_letters(Room.open(folder), "written", STAMP).files
    assert not any("資料欄位說明清楚" in text_of(one.read_bytes(), one.suffix) for one in sent)


def test_a_long_note_in_the_records_workbook_has_a_row_as_high_as_its_lines(tmp_path):
    folder = tmp_path / "115"
    reason = "依工作小組第一次會議決議，維持簡章的比重，並敘明理由以供日後查考。" * 6
    made = score(written_room(folder, weights_reason=reason), "written", STAMP)
    page = openpyxl.load_workbook(made.files[2])["說明"]
    heights = {row[0].value: page.row_dimensions[row[0].row].height for row in page.iter_rows()}
    (long,) = [value for value in heights if value and reason in value]
    assert heights[long] >= 15 * 4
    assert heights["一、評選方式"] is None


def test_a_printed_sheet_has_no_english_on_it(tmp_path):
    folder = tmp_path / "115"
    made = make_sheets(make_room(folder), "written", STAMP)
    with zipfile.ZipFile(next(path for path in made.files if path.suffix == ".ods")) as parts:
        page = (
            parts.read("styles.xml").decode().partition('style:name="Default"')[2].partition("</style:master-page>")[0]
        )
    assert "第 <text:page-number>1</text:page-number> 頁" in page
    assert "Page" not in page
    assert "sheet-name" not in page
