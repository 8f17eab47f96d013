"""What a log lacks before it can be sent is said with file and line."""

from datetime import date

import pytest

from labkit.coaching.session_log.check import Around, check_log
from labkit.coaching.team import Team
from labkit.core.files import sha256, write_whole

TEAM = Team(
    agency="示範市政府地政局",
    members=[{"name": "王小明", "title": "科員"}, {"name": "林示範", "title": "科長"}],
    experts=[{"name": "張試作", "title": "輔導專家"}],
)
WHOLE = """version: 1
nth: 3
date: 2025-12-05
form: 實體
start: 14:00
end: 16:00
agency: 示範市政府地政局
recorder: {name: 王小明, title: 科員}
attendees:
- {name: 王小明, title: 科員}
- {name: 張試作, title: 輔導專家}
previous_goals:
- {goal: 匯出資料, status: 完成}
- {goal: 訪談櫃檯, status: 進行中}
summary:
- 盤點 4 個檔案
next_goals:
- 量測 30 件
expert_remarks: 請先量測基準
handed_in: 2025-12-08
session:
  folder: 2025-12-05-03
  manifest_sha256: "{sha}"
"""


@pytest.fixture
def around(tmp_path):
    manifest = write_whole(tmp_path / "sessions" / "2025-12-05-03" / "manifest.json", "{}")
    write_whole(tmp_path / "logs" / "03.yml", WHOLE.replace("{sha}", sha256(manifest)))
    return Around(TEAM, tmp_path / "sessions", date(2025, 12, 10))


def checked(around, *swaps):
    path = around.sessions.parent / "logs" / "03.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    write_whole(path, text)
    return check_log(path, around)


def test_a_whole_log_lacks_nothing(around):
    assert checked(around) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("expert_remarks: 請先量測基準", "expert_remarks:", "logs/03.yml 第 19 行：「專家補充意見」還沒有填。"),
        ("summary:\n- 盤點 4 個檔案", "summary:", "logs/03.yml 第 15 行：「本次輔導內容摘要」還沒有填。"),
        ("next_goals:\n- 量測 30 件\n", "", "logs/03.yml：「下次輔導預定達成目標項目」還沒有填。"),
        ("agency: 示範市政府地政局", "agency: （請填機關名稱）", "第 7 行：「輔導機關」還沒有填"),
        ("recorder: {name: 王小明, title: 科員}", "recorder:", "第 8 行：「紀錄者」還沒有填"),
        ("start: 14:00", "start:", "第 5 行：「開始時間」還沒有填"),
        (", status: 進行中", "", "第 14 行：前次目標第 2 項還沒有寫執行情形"),
        ("end: 16:00", "end: 13:59", "第 6 行：結束時間應晚於開始時間"),
        ("end: 16:00", "end: 14:00", "第 6 行：結束時間應晚於開始時間"),
        ("date: 2025-12-05", "date: 2025-12-19", "第 3 行：輔導日期 114年12月19日 還沒有到"),
        ("handed_in: 2025-12-08", "handed_in: 2025-12-04", "第 20 行：送交日期早於輔導日期"),
        ("handed_in: 2025-12-08", "handed_in: 2025-12-11", "第 20 行：送交日期還沒有到"),
        ("nth: 3", "nth: 4", "第 2 行：次數是第 4 次，和檔名不符"),
        ("folder: 2025-12-05-03", "folder: 2025-12-05-04", "第 21 行：引用的成果資料夾 sessions/2025-12-05-04 不在了"),
        ("- {name: 張試作", "- {name: 陳路人", "第 11 行：參與人員第 2 位不在 team.yml 的成員或專家裡"),
        ("- {name: 張試作", "- {name: 張試做", "第 11 行：參與人員第 2 位不在 team.yml 裡，和 team.yml 的 experts 第 1 位很像"),
        ("recorder: {name: 王小明", "recorder: {name: 王曉明", "第 8 行：紀錄者不在 team.yml 裡，和 team.yml 的 members 第 1 位很像"),
        ("- {name: 張試作", "- {name: 王小明", "第 11 行：參與人員第 2 位和第 1 位是同一人"),
        ("start: 14:00", "strat: 14:00", "logs/03.yml 第 5 行 strat：沒有這個欄位，是不是「start」"),
    ],
)  # fmt: skip
def test_what_stops_a_log_is_said_with_its_line(around, old, new, said):
    found = checked(around, (old, new))
    assert any(said in one.sentence and one.stops for one in found), [one.sentence for one in found]


@pytest.mark.parametrize(
    ("swaps", "said"),
    [
        ([("date: 2025-12-05", "date: 2025-12-06"), ("end: 16:00", "end: 17:00")], "114年12月6日 是放假日"),
        ([("handed_in: 2025-12-08", "handed_in: 2025-12-10")], "應於 114年12月8日 前送交，晚了 2 天"),
        ([("handed_in: 2025-12-08", "handed_in:")], "已過 2 天"),
        ([("盤點 4 個檔案", "盤點 4 個檔案，林示範說明")], "第 16 行：「本次輔導內容摘要」裡有成員或專家的姓名"),
        ([("請先量測基準", "張試作：請先量測基準")], "「專家補充意見」裡有成員或專家的姓名"),
    ],
)
def test_what_people_should_look_at_again_does_not_stop_a_log(around, swaps, said):
    found = checked(around, *swaps)
    assert [one.stops for one in found] == [False]
    assert said in found[0].sentence


def test_a_log_is_in_time_on_the_third_day_and_late_on_the_fourth(around):
    path = around.sessions.parent / "logs" / "03.yml"
    checked(around, ("handed_in: 2025-12-08", "handed_in:"))
    told = {day: check_log(path, Around(TEAM, around.sessions, date(2025, 12, day))) for day in (8, 9)}
    assert (told[8], [one.stops for one in told[9]]) == ([], [False])


def test_a_log_of_no_session_and_one_whose_session_was_changed_are_told_apart(around):
    write_whole(around.sessions / "2025-12-05-03" / "manifest.json", "{ }")
    assert "雜湊不符" in checked(around)[0].sentence
    text = (around.sessions.parent / "logs" / "03.yml").read_text(encoding="utf-8")
    found = checked(around, (text[text.index("session:") :], ""))
    assert [("還沒有執行過" in one.sentence, one.stops) for one in found] == [(True, False)]


def test_a_number_in_two_files_and_a_file_that_cannot_be_compared_are_named(around):
    logs = around.sessions.parent / "logs"
    write_whole(logs / "03 - 複製.yml", (logs / "03.yml").read_text(encoding="utf-8"))
    write_whole(logs / "02.yml", "nth: [")
    found = [one.sentence for one in checked(around)]
    assert any("第 2 行：第 3 次在 03 - 複製.yml 也有一份" in one for one in found)
    assert any("02.yml 讀不出來" in one for one in found)


def test_every_mark_of_a_merge_is_named_with_its_line(around):
    found = checked(around, ("- 盤點 4 個檔案\n", "<<<<<<< HEAD\n- 甲\n=======\n- 乙\n>>>>>>> other\n"))
    assert [one.place for one in found] == [f"logs/03.yml 第 {line} 行" for line in (16, 18, 20)]


def test_no_name_of_a_person_stands_in_a_sentence(around):
    found = checked(around, ("- {name: 張試作", "- {name: 張試做"), ("盤點 4 個檔案", "林示範說明"))
    assert len(found) == 2
    assert not any(name in one.sentence for one in found for name in ("張試", "林示範", "王小明"))


@pytest.mark.parametrize("code", ["big5", "utf-16"])
def test_a_log_saved_in_another_encoding_is_told_as_that_and_not_as_wrong_words(around, code):
    path = around.sessions.parent / "logs" / "03.yml"
    path.write_bytes(path.read_text(encoding="utf-8").encode(code))
    assert [one.sentence for one in check_log(path, around)] == ["logs/03.yml：不是 UTF-8 文字檔，請另存為 UTF-8。"]


def test_every_fault_that_reading_refuses_is_counted_with_its_own_line(around):
    found = checked(around, ("summary:\n- 盤點 4 個檔案", "summary: 盤點"), ("start: 14:00", "start: 14點"))
    assert [one.place for one in found if one.stops] == ["logs/03.yml 第 5 行 start", "logs/03.yml 第 15 行 summary"]
