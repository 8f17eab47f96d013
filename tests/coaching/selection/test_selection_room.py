"""A year's folder from the settings to the letters: what is written, what is refused, what the log says."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labkit as lk
from labkit.coaching.selection import room as rooms
from labkit.coaching.selection import writing
from labkit.coaching.selection.actions import decide, log_change, make_sheets, score
from labkit.coaching.selection.differences import state_of
from labkit.coaching.selection.letters import LetterTexts
from labkit.coaching.selection.outcome import announced
from labkit.coaching.selection.papers import make_letters, make_minutes, outside_files
from labkit.coaching.selection.proof import check_folder
from labkit.coaching.selection.room import Room
from labkit.coaching.selection.step import Stamp
from labkit.coaching.selection.writing import write_all
from labkit.core.resources import resource
from tests.coaching.selection.made_up_selection import (
    AT,
    NAMES,
    STAMP,
    by_hand_scores,
    fill,
    make_room,
    selection,
    written_room,
)

SIX = ["A1", "A2", "A3", "A5", "A6", "A8"]


def seen(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def text_of(content: bytes, suffix: str) -> str:
    import io

    if suffix == ".pdf":
        from pypdf import PdfReader

        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return re.sub(r"<[^>]+>", "", "".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml")))


def test_two_rounds_from_settings_to_letters(tmp_path):
    folder = tmp_path / "115"
    room = written_room(folder)
    made = score(room, "written", STAMP)
    assert made.counted.summary.startswith("書面審查：8 案，錄取 A3、A1、A6、A2、A5、A8；備取 A4。")
    assert {path.suffix for path in made.files} == {".odt", ".pdf", ".xlsx"}
    assert Room.open(folder).current() == "video"
    assert [one.id for one in Room.open(folder).candidates("video")] == SIX
    make_letters(Room.open(folder), "written", STAMP)
    make_sheets(Room.open(folder), "video", STAMP)
    make_minutes(Room.open(folder), STAMP)
    fill(Room.open(folder), "video", by_hand_scores())
    final = score(Room.open(folder), "video", STAMP)
    assert (
        final.counted.summary
        == "視訊審查：6 案，錄取 A3、A1、A6；備取 A2、A5 同分並列，剩 1 個備取名額，請會議決定。".replace(
            "；備取 ", "；"
        )
    )
    decide(Room.open(folder), "video", ["A5"], "服務對象較多", Stamp(AT, "評選會議"))
    final = score(Room.open(folder), "video", STAMP)
    assert final.counted.summary == "視訊審查：6 案，錄取 A3、A1、A6；備取 A5。"
    make_letters(Room.open(folder), "video", STAMP)
    told = check_folder(Room.open(folder))
    assert all(one.holds for one in told), told
    assert [one.what for one in Room.open(folder).journal.entries] == [
        "opened", "made", *["sheet_read"] * 5, "scored", "made", "made", "made", *["sheet_read"] * 5, "scored", "decided",
        "scored", "made",
    ]  # fmt: skip


def test_a_record_tells_method_result_agreement_firmness_and_the_hash(tmp_path):
    made = score(written_room(tmp_path / "115"), "written", STAMP)
    for path in made.files:
        text = re.sub(r"\s", "", text_of(path.read_bytes(), path.suffix))
        for wanted in (
            "115年度", "89.75", "83.3", "78", "錄取", "備取", "未錄取", "三年內曾任該機關顧問", "W＝0.87", "平均比其他委員高0.79分",
            "第6名與第7名相差6.00分", "並列的名次：第4名", "115年3月5日", NAMES[0], "異動紀錄changes.jsonl至此共7筆",
        ):  # fmt: skip
            assert wanted in text, (path.suffix, wanted)
    assert all(one.holds for one in check_folder(Room.open(tmp_path / "115"), head(made)))


def head(made):
    return re.search(r"--head ([0-9a-f]{16})", text_of(made.files[0].read_bytes(), ".odt"))[1]


def test_a_reviewers_name_stands_in_no_file_name_and_in_no_refusal(tmp_path):
    room = written_room(tmp_path / "115")
    path = min(room.folder("written", rooms.FILLED).iterdir())
    path.write_bytes(b"PK")
    with pytest.raises(lk.LabkitError) as error:
        score(room, "written", STAMP)
    told = str(error.value) + "".join(path.name for path in tmp_path.rglob("*"))
    assert "評分表_書面審查_R1.xlsx" in told
    assert not [one for one in NAMES if one in told]


def test_a_fault_in_a_sheet_writes_nothing_at_all(tmp_path):
    room = written_room(tmp_path / "115")
    scores = by_hand_scores()
    del scores["R4", "A7"]
    for path in room.folder("written", rooms.FILLED).iterdir():
        path.unlink()
    fill(room, "written", scores)
    before = seen(tmp_path)
    with pytest.raises(lk.LabkitError, match=r"評分表_書面審查_R4.*第 11 列 E 欄.*未填分數（A7）"):
        score(room, "written", STAMP)
    assert seen(tmp_path) == before


def test_a_change_after_the_start_is_refused_until_it_is_logged_with_reason_and_name(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    four = [
        {"name": one.name, "weight": told} for one, told in zip(selection().criteria, (40, 20, 20, 20), strict=True)
    ]
    selection(criteria=four, weights_reason="重視資料").save(folder / "selection.yml")
    with pytest.raises(lk.LabkitError, match=r"criteria\[資料完整性\].weight：25 → 40"):
        score(Room.open(folder), "written", STAMP)
    assert not all(one.holds for one in check_folder(Room.open(folder)))
    for why, by in (("", "王科員"), ("會議決議", " ")):
        with pytest.raises(lk.LabkitError, match="請寫明理由"):
            log_change(Room.open(folder), why, Stamp(AT, by))
    assert len(log_change(Room.open(folder), "會議決議", Stamp(AT, "王科員"))) == 5
    entry = Room.open(folder).journal.entries[-1]
    assert (entry.by, entry.facts["why"], entry.at) == ("王科員", "會議決議", "2026-03-05T10:00:00+08:00")
    with pytest.raises(lk.LabkitError, match="沒有要登錄的"):
        log_change(Room.open(folder), "會議決議", Stamp(AT, "王科員"))
    with pytest.raises(lk.LabkitError, match="重新執行「labkit select score」"):
        make_letters(Room.open(folder), "written", STAMP)
    with pytest.raises(lk.LabkitError, match="應為「資料完整性（40%）」"):  # the reviewers saw 25 %
        score(Room.open(folder), "written", STAMP)


def test_a_record_tells_what_was_changed_after_scores_were_known(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    selection(written={"picks": 5, "waiting": 1}).save(folder / "selection.yml")
    log_change(Room.open(folder), "經費刪減", Stamp(AT, "王科員"))
    made = score(Room.open(folder), "written", STAMP)
    assert made.notes == ("評分表讀入之後的異動（2026-03-05，王科員）：written.picks 6 → 5；理由：經費刪減",)
    assert made.files[0].name == "評選紀錄_書面審查_第2版.odt"
    assert "經費刪減" in text_of(made.files[0].read_bytes(), ".odt")


def test_a_change_once_the_next_round_began_leaves_the_written_round_settled(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    make_sheets(Room.open(folder), "video", STAMP)
    away = [{"reviewer": one, "application": "A3", "reason": "親屬"} for one in ("R2", "R3")]
    selection(conflicts=away).save(folder / "selection.yml")
    log_change(Room.open(folder), "新發現", Stamp(AT, "王科員"))
    assert Room.open(folder).current() == "video"


def test_a_tie_stops_the_letters_until_the_meeting_decided_and_scores_were_counted_again(tmp_path):
    folder = tmp_path / "115"
    room = written_room(folder, written={"picks": 4, "waiting": 1})
    made = score(room, "written", STAMP)
    assert made.counted.standing.open_line is not None
    with pytest.raises(lk.LabkitError, match=r"A2、A5 同分並列，請會議決定"):
        make_letters(Room.open(folder), "written", STAMP)
    refusals = [(["A8"], "理由", "會議"), (["A2", "A5"], "理由", "會議"), (["A2"], "", "會議"), (["A2"], "理由", "")]
    for chosen, why, by in refusals:
        with pytest.raises(lk.LabkitError, match="會議決定不能登錄"):
            decide(Room.open(folder), "written", chosen, why, Stamp(AT, by))
    decide(Room.open(folder), "written", ["A2"], "資料較完整", Stamp(AT, "評選會議"))
    with pytest.raises(lk.LabkitError, match="重新執行"):
        make_letters(Room.open(folder), "written", STAMP)
    text = text_of(score(Room.open(folder), "written", STAMP).files[0].read_bytes(), ".odt")
    assert "會議決定：A2" in text
    assert "決定者：評選會議；A2；理由：資料較完整" in text
    with pytest.raises(lk.LabkitError, match="沒有並列"):
        decide(Room.open(folder), "written", ["A2"], "資料較完整", Stamp(AT, "評選會議"))
    assert make_letters(Room.open(folder), "written", STAMP).files


def test_sheets_are_never_overwritten_and_a_new_reviewer_gets_one(tmp_path):
    folder = tmp_path / "115"
    make_sheets(make_room(folder), "written", STAMP)
    with pytest.raises(lk.LabkitError, match="不會覆寫"):
        make_sheets(Room.open(folder), "written", STAMP)
    more = [*selection().model_dump()["reviewers"], {"id": "R6", "name": "新委員"}]
    selection(reviewers=more).save(folder / "selection.yml")
    log_change(Room.open(folder), "增聘", Stamp(AT, "王科員"))
    assert {path.name for path in make_sheets(Room.open(folder), "written", STAMP).files} == {
        "評分表_書面審查_R6.xlsx", "評分表_書面審查_R6.ods",
    }  # fmt: skip


def test_sheets_that_were_changed_after_they_were_read_are_found_and_so_are_records(tmp_path):
    folder = tmp_path / "115"
    made = score(written_room(folder), "written", STAMP)
    paths = sorted(Room.open(folder).folder("written", rooms.FILLED).iterdir())
    paths[0].write_bytes(paths[0].read_bytes() + b" ")
    paths[1].unlink()
    made.files[0].write_bytes(b"another")
    wrong = [one.sentence for one in check_folder(Room.open(folder)) if not one.holds]
    assert len(wrong) == 3
    assert "R1" in wrong[0]
    assert "不見了" in wrong[1]
    assert wrong[2].startswith("評選紀錄")


def test_a_log_written_anew_is_found_by_the_hash_on_the_signed_record(tmp_path):
    folder = tmp_path / "115"
    quoted = head(score(written_room(folder), "written", STAMP))
    (folder / "changes.jsonl").unlink()
    Room.open(folder).noted("opened", {"state": state_of(selection())}, by="", at=AT).write({})
    told = check_folder(Room.open(folder), quoted)
    assert [one.holds for one in told][:2] == [True, False]
    assert "整份重寫" in told[1].sentence
    assert not check_folder(Room.open(folder), "ab")[1].holds


def test_a_log_that_was_cut_off_is_found_by_the_records_that_it_lacks(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    log = folder / "changes.jsonl"
    log.write_text("".join(log.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    wrong = [one.sentence for one in check_folder(Room.open(folder)) if not one.holds]
    assert len(wrong) == 3
    assert all("可能被截短" in one for one in wrong)


def test_a_file_that_is_no_sheet_is_named_and_not_passed_over_in_silence(tmp_path):
    room = written_room(tmp_path / "115")
    (room.folder("written", rooms.FILLED) / "簽名掃描.pdf").write_bytes(b"%PDF")
    assert score(room, "written", STAMP).notes == ("沒有讀取（不是 xlsx 或 ods）：簽名掃描.pdf。",)


def test_sheets_in_folders_below_are_read_and_found_again(tmp_path):
    room = written_room(tmp_path / "115")
    folder = room.folder("written", rooms.FILLED)
    (folder / "第一批").mkdir()
    for path in sorted(folder.glob("*.xlsx"))[:2]:
        path.rename(folder / "第一批" / path.name)
    score(room, "written", STAMP)
    assert all(one.holds for one in check_folder(Room.open(tmp_path / "115")))


def test_a_reviewer_who_is_away_from_all_gets_no_sheet_and_few_scorers_are_told(tmp_path):
    away = [{"reviewer": "R5", "application": f"A{at}", "reason": "親屬"} for at in range(1, 9)]
    away += [{"reviewer": one, "application": "A1", "reason": "顧問"} for one in ("R1", "R2")]
    scores = {place: told for place, told in by_hand_scores().items() if {"reviewer": place[0], "application": place[1]} not in [
        {key: one[key] for key in ("reviewer", "application")} for one in away
    ]}  # fmt: skip
    scores["R2", "A3"] = scores["R1", "A3"]
    folder = tmp_path / "115"
    made = make_sheets(make_room(folder, conflicts=away), "written", STAMP)
    assert not [path for path in made.files if "R5" in path.name]
    fill(Room.open(folder), "written", scores)
    text = text_of(score(Room.open(folder), "written", STAMP).files[0].read_bytes(), ".odt")
    assert "評分委員不到 3 位：A1（2 位）" in text


def test_letters_are_neutral_dated_in_roc_years_and_unsigned(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    made = make_letters(Room.open(folder), "written", STAMP)
    letters = {path.name: text_of(path.read_bytes(), path.suffix) for path in made.files if "通知函" in path.name}
    assert len(letters) == 16
    picked, waits, not_picked = (letters[f"通知函_A{at}_示範{at}市政府.docx"] for at in (1, 4, 7))
    assert "進入視訊審查" in picked
    assert "115年3月20日 09:30–09:40（第 1 案）" in picked
    assert "備取第 1" in waits
    assert "未獲錄取" in not_picked
    assert "敬請諒察" in not_picked
    for text in letters.values():
        assert "中華民國115年3月5日" in text
        assert "示範部　函" in text
        assert "{" not in text.replace("{http", "")
        assert not re.search(r"[0-9]+\.[0-9]+ ?分|第 ?[0-9] ?名", text)


def test_the_words_of_the_letters_may_be_changed_and_unknown_places_are_refused(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    words = folder / "letters.yml"
    words.write_text(words.read_text(encoding="utf-8").replace("敬請諒察", "{score}"), encoding="utf-8")
    with pytest.raises(lk.LabkitError, match=r"letters.yml.*\{score\}"):
        make_letters(Room.open(folder), "written", STAMP)
    assert not (folder / rooms.OUTSIDE).exists()


@settings(max_examples=12)
@given(
    st.lists(st.text("閻羅鄺鑫龐燚鄔淼酈垚", min_size=2, max_size=4), min_size=2, max_size=4, unique=True),
    st.lists(st.sampled_from(["picked", "waiting", "not_picked"]), min_size=3, max_size=3),
)
def test_nothing_that_leaves_the_folder_names_a_reviewer_or_a_score(names, outcomes):
    reviewers = [{"id": f"RX{at}", "name": name, "unit": f"{name}事務所"} for at, name in enumerate(names, 1)]
    told = selection(reviewers=reviewers, conflicts=[], applications=selection().model_dump()["applications"][:3])
    ids = dict(zip(told.application_ids, outcomes, strict=True))
    waiting = {one: 1 for one, outcome in ids.items() if outcome == "waiting"}
    texts = LetterTexts.load(resource("templates", "forms", "selection_letters.yml"))
    for name in ("written", "video"):
        files = outside_files(announced(told, name, ids, waiting), texts, Path("x"), STAMP, {})
        assert len(files) == 8
        for path, content in files.items():
            text = text_of(content, path.suffix) + path.name
            assert not [one for one in names if one in text]
            assert "RX" not in text


def test_waiting_at_the_same_place_is_told_as_such():
    told = selection()
    texts = LetterTexts.load(resource("templates", "forms", "selection_letters.yml"))
    outcomes = dict.fromkeys(told.application_ids, "waiting")
    files = outside_files(announced(told, "video", outcomes, dict.fromkeys(outcomes, 2)), texts, Path("x"), STAMP, {})
    text = text_of(next(content for path, content in files.items() if path.name.endswith(".docx")), ".docx")
    assert "備取第 2" in text
    assert "有 8 案並列" in text


def test_the_schedule_gives_each_team_its_minutes_and_names_no_reviewer(tmp_path):
    folder = tmp_path / "115"
    score(
        written_room(folder, video={"date": "2026-03-20", "start": "09:30", "order": list(reversed(SIX))}),
        "written",
        STAMP,
    )
    made = make_minutes(Room.open(folder), STAMP)
    text = re.sub(r"\s", "", text_of(made.first.read_bytes(), ".odt"))
    assert "109:30–09:40A8" in text
    for part in ("等候09:3009:3409:36209:45–09:55A6", "10:45–10:55A1"):
        assert part in text
    assert not [one for one in NAMES if one in text]
    forms = [path for path in made.files if path.name.startswith("紀錄表_01_A8")]
    assert {path.suffix for path in forms} == {".odt", ".docx"}
    for label in ("提問", "答詢", "備註", "紀錄者簽名"):
        assert label in text_of(forms[0].read_bytes(), forms[0].suffix)


@pytest.mark.parametrize(
    ("video", "said"),
    [
        ({}, "date（日期）與 start"),
        ({"date": "2026-03-20", "start": "09:30", "order": ["A1"]}, "要剛好列出"),
        ({"date": "2026-03-20", "start": "23:30"}, "超過當天"),
    ],
)
def test_a_day_that_cannot_be_is_refused(tmp_path, video, said):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    selection(video=video).save(folder / "selection.yml")
    log_change(Room.open(folder), "改期", Stamp(AT, "王科員"))
    with pytest.raises(lk.LabkitError, match=re.escape(said)):
        make_minutes(Room.open(folder), STAMP)


def test_steps_out_of_order_are_refused_with_what_comes_first(tmp_path):
    room = Room.create(tmp_path / "new", 115)
    with pytest.raises(lk.LabkitError, match="還沒有申請案"):
        make_sheets(room, "written", STAMP)
    with pytest.raises(lk.LabkitError, match="還沒有計分"):
        make_letters(room, "written", STAMP)
    with pytest.raises(lk.LabkitError, match="不必登錄"):
        log_change(room, "理由", STAMP)
    with pytest.raises(lk.LabkitError, match="已經存在"):
        Room.create(tmp_path / "new", 115)
    with pytest.raises(lk.LabkitError, match="找不到"):
        Room.open(tmp_path)
    assert check_folder(room)[0].holds
    assert not (tmp_path / "new" / "changes.jsonl").exists()


def test_who_waits_moves_up_when_an_agency_withdraws_and_the_letters_are_written_beside_the_old_ones(tmp_path):
    folder = tmp_path / "115"
    score(written_room(folder), "written", STAMP)
    first = make_letters(Room.open(folder), "written", STAMP).files
    selection(withdrawn=[{"application": "A1", "reason": "機關來函放棄"}]).save(folder / "selection.yml")
    log_change(Room.open(folder), "來函", Stamp(AT, "王科員"))
    made = score(Room.open(folder), "written", STAMP)
    assert made.counted.summary == "書面審查：8 案，錄取 A3、A6、A2、A5、A8、A4；備取 A7。"
    assert made.counted.standing.outcome_of("A1") == "withdrawn"
    assert made.counted.concord.of == 7
    assert "A1 已撤案，不計名次；理由：機關來函放棄" in text_of(made.files[0].read_bytes(), ".odt")
    again = make_letters(Room.open(folder), "written", STAMP).files
    assert {path.parent.name for path in first} == {"書面審查"}
    assert {path.parent.name for path in again} == {"書面審查_第2次"}
    assert not [path for path in again if "A1_" in path.name]
    make_sheets(Room.open(folder), "video", STAMP)
    assert [one.id for one in Room.open(folder).candidates("video")] == ["A2", "A3", "A4", "A5", "A6", "A8"]


def test_two_people_who_take_a_step_at_once_lose_nothing(tmp_path):
    folder = tmp_path / "115"
    written_room(folder)
    one, other = Room.open(folder), Room.open(folder)
    score(one, "written", STAMP)
    before = seen(tmp_path)
    with pytest.raises(lk.LabkitError, match="有人同時執行了別的步驟"):
        other.noted("made", {"kind": "letters"}, by="", at=AT).write({folder / "x.odt": b"x"})
    assert seen(tmp_path) == before


def test_where_one_file_of_a_step_cannot_be_written_none_is(tmp_path, monkeypatch):
    old, new, third = (tmp_path / name for name in "abc")
    old.write_bytes(b"before")
    real = writing.write_whole

    def fails(path, content):
        if path == third:
            raise OSError("disk full")
        return real(path, content)

    monkeypatch.setattr(writing, "write_whole", fails)
    with pytest.raises(OSError, match="disk full"):
        write_all({old: b"after", new: b"new", third: b"x"})
    assert seen(tmp_path) == {old: b"before"}


def test_the_day_of_a_paper_is_the_day_that_was_told(tmp_path):
    folder = tmp_path / "115"
    made = score(written_room(folder), "written", Stamp(AT.replace(month=4)))
    assert "115年4月5日" in text_of(made.files[0].read_bytes(), ".odt")
    assert date(2026, 4, 5).isoformat() in Room.open(folder).journal.entries[-1].at
