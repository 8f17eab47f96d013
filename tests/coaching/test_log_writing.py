"""A log that people write on: nothing is lost, whoever else writes at the same time."""

import itertools
import json
import subprocess
import sys
import threading
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.coaching.log import Log, RunFacts, draft_log
from labkit.coaching.plan import Plan
from labkit.coaching.session_log.cells import typed
from labkit.coaching.session_log.history import History, Stamp, history_path
from labkit.coaching.session_log.log_file import LogFile, start
from labkit.coaching.session_log.redraft import Draft, redraft
from labkit.coaching.session_log.sheet import read_sheet, sheet_text
from labkit.coaching.session_log.splice import spliced
from labkit.coaching.team import Team
from labkit.coaching.told import Told
from labkit.core.yaml import parse

PLAN = Plan(nth=3, date=date(2025, 12, 5), goals=["量測 30 件"])
TEAM = Team(agency="甲機關", members=[{"name": "王小明", "title": "科員"}])
STAMP = Stamp("2025-12-06T09:00:00+08:00", "王")


@pytest.fixture
def log(tmp_path):
    return start(tmp_path / "logs" / "03.yml", draft_log(PLAN, TEAM, None), STAMP)


def draft(sentence="盤點：4 檔"):
    return Draft(PLAN, TEAM, RunFacts("2025-12-05-03", "a" * 64, (Told("盤點", (sentence,)),), ()))


def test_a_new_log_takes_over_the_next_goals_of_the_log_before_without_a_status():
    before = Log(nth=2, date=date(2025, 11, 20), agency="甲", next_goals=["訪談", " "])
    told = draft_log(PLAN, TEAM, None, before=before)
    assert [(one.goal, one.status) for one in told.previous_goals] == [("訪談", "")]
    planned = PLAN.model_copy(update={"previous_goals": Log(nth=1, date=PLAN.date, agency="甲").previous_goals})
    assert draft_log(planned, TEAM, None, before=before).previous_goals == told.previous_goals


def test_a_new_logs_file_shows_every_cell_and_reads_back_equal(log):
    assert Log.load(log.path) == log.log
    text = log.path.read_text(encoding="utf-8")
    assert all(f"\n{name}:" in text for name in ("recorder", "summary", "expert_remarks", "handed_in"))
    log.path.write_text(text.replace("summary:\n", "summary:\n- 直接寫在檔案裡\n"), encoding="utf-8")
    assert Log.load(log.path).summary == ("直接寫在檔案裡",)


def test_a_second_new_log_never_takes_the_place_of_the_first(log):
    with pytest.raises(lk.LabkitError, match="已經存在"):
        start(log.path, log.log, STAMP)


def test_filling_keeps_the_comments_and_the_text_before(log):
    by_hand = log.path.read_text(encoding="utf-8").replace(
        "expert_remarks:\n", "expert_remarks: 第一版  # 待專家核對\n"
    )
    log.path.write_text(by_hand, encoding="utf-8")
    read = LogFile.read(log.path)
    filled = read.fill(typed([r"專家補充意見=第二版\n補一行"], read.log, place="03.yml"), STAMP)
    assert filled.log.expert_remarks == "第二版\n補一行"
    assert LogFile.read(log.path) == filled
    text = log.path.read_text(encoding="utf-8")
    assert "# 待專家核對" in text
    assert "# 送交工作小組的日期" in text
    entries = History.read(history_path(log.path)).entries
    assert [one.what for one in entries] == ["new", "by_hand", "filled"]
    assert entries[1].cells == {"expert_remarks": (None, "第一版")}
    assert entries[2].cells == {"expert_remarks": ("第一版", "第二版\n補一行")}
    assert (entries[2].stamp, entries[2].after) == (STAMP, filled.sha256)


def test_the_slower_of_two_writers_is_refused_and_both_texts_are_kept(log):
    mine, theirs = LogFile.read(log.path), LogFile.read(log.path)
    theirs.fill({"summary": ["別人的摘要"], "expert_remarks": "別人的意見"}, STAMP)
    with pytest.raises(lk.LabkitError, match="別人改過（內容摘要、專家補充意見）") as refused:
        mine.fill({"summary": ["我的摘要"]}, STAMP)
    now = LogFile.read(log.path)
    assert now.log.summary == ("別人的摘要",)
    aside = next((log.path.parent / "未併入").iterdir())
    assert f"labkit log fill 3 --from logs/未併入/{aside.name}" in str(refused.value)
    changes, base = read_sheet(aside, now)
    assert (changes, now.stamp) == ({"summary": ["我的摘要"]}, base)
    again = now.fill(changes, STAMP, since=base)
    assert (again.log.summary, again.log.expert_remarks) == (("我的摘要",), "別人的意見")
    texts = History.read(history_path(log.path)).entries[-1].cells["summary"]
    assert texts == (["別人的摘要"], ["我的摘要"])


def test_an_editor_that_saved_meanwhile_is_seen_and_so_is_a_file_that_was_broken_or_moved(log):
    read = LogFile.read(log.path)
    log.path.write_text(log.path.read_text(encoding="utf-8") + "# 只加一行註解\n", encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="只有註解或排版"):
        read.fill({"expert_remarks": "我的"}, STAMP)
    log.path.write_text("nth: [", encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="讀不出來"):
        read.fill({"expert_remarks": "我的"}, STAMP)
    assert log.path.read_text(encoding="utf-8") == "nth: ["
    log.path.unlink()
    with pytest.raises(lk.LabkitError, match="已移走"):
        read.fill({"expert_remarks": "我的"}, STAMP)
    assert not log.path.exists()


def test_of_many_writers_at_once_each_is_either_written_or_refused_and_no_text_is_lost(log):
    def write(number):
        for turn in range(6):
            try:
                LogFile.read(log.path).fill({"expert_remarks": f"第 {number} 人第 {turn} 次"}, Stamp(by=str(number)))
                done.append((number, turn))
            except lk.LabkitError:
                refused.append((number, turn))

    done, refused = [], []
    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    entries = [one for one in History.read(history_path(log.path)).entries if one.what == "filled"]
    assert len(entries) == len(done)
    assert len(done) + len(refused) == 24
    chain = [one.cells["expert_remarks"] for one in entries]
    assert all(earlier[1] == later[0] for earlier, later in itertools.pairwise(chain))
    assert LogFile.read(log.path).log.expert_remarks == chain[-1][1]
    aside = [path.read_text(encoding="utf-8") for path in (log.path.parent / "未併入").glob("*.yml")]
    told = {f"第 {number} 人第 {turn} 次" for number, turn in refused}
    assert all(any(text in one for one in aside) for text in told)
    assert not list(log.path.parent.glob("*.part"))


def test_two_processes_never_overwrite_each_other(log):
    code = (
        "import sys; from pathlib import Path; from labkit.coaching.session_log.log_file import LogFile\n"
        "from labkit.coaching.session_log.history import Stamp; from labkit.core.errors import LabkitError\n"
        "for turn in range(8):\n"
        "    try: LogFile.read(Path(sys.argv[1])).fill({'summary': [f'{sys.argv[2]}-{turn}']}, Stamp(by=sys.argv[2]))\n"
        "    except LabkitError: pass\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(log.path), name]) for name in ("甲", "乙")]
    assert [one.wait(timeout=120) for one in running] == [0, 0]
    history = History.read(history_path(log.path))
    chain = [one.cells["summary"] for one in history.entries if one.what == "filled"]
    assert history.broken == 0
    assert all(earlier[1] == later[0] for earlier, later in itertools.pairwise(chain))
    assert list(LogFile.read(log.path).log.summary) == chain[-1][1]
    aside = list((log.path.parent / "未併入").glob("*.yml")) if (log.path.parent / "未併入").is_dir() else []
    assert len(chain) + len(aside) == 16


def test_a_sheet_taken_before_somebody_wrote_is_refused_with_the_cells_that_changed_since(log, tmp_path):
    sheet = tmp_path / "待填.yml"
    sheet.write_text(sheet_text(log).replace("expert_remarks:", "專家補充意見: 很好"), encoding="utf-8")
    log.fill({"summary": ["別人先填"]}, STAMP)
    now = LogFile.read(log.path)
    changes, base = read_sheet(sheet, now)
    assert changes == {"expert_remarks": "很好"}
    with pytest.raises(lk.LabkitError, match="別人改過（內容摘要）"):
        now.fill(changes, STAMP, since=base)
    with pytest.raises(lk.LabkitError, match="不在這份紀錄表的歷程裡"):
        now.fill(changes, STAMP, since="0" * 12)
    assert LogFile.read(log.path).log.expert_remarks == ""


def test_a_run_keeps_what_people_wrote_also_while_it_ran(log):
    log.fill({"summary": ["人寫的"], "handed_in": "2025-12-08"}, STAMP)
    done = redraft(log.path, draft())
    told = LogFile.read(log.path).log
    assert (told.summary, told.session.folder, done.kept) == (("人寫的",), "2025-12-05-03", ("summary",))
    assert told.handed_in == date(2025, 12, 8)
    assert "# 送交工作小組的日期" in log.path.read_text(encoding="utf-8")


def test_cells_that_nobody_changed_follow_the_newest_run_and_the_text_before_stays_in_the_history(log):
    redraft(log.path, draft("盤點：4 檔"))
    redraft(log.path, draft("盤點：5 檔"))
    assert LogFile.read(log.path).log.summary == ("盤點：5 檔",)
    assert LogFile.read(log.path).log.drafted == {}
    last = History.read(history_path(log.path)).entries[-1]
    assert (last.what, last.cells) == ("drafted", {"summary": (["盤點：4 檔"], ["盤點：5 檔"])})


def test_a_log_that_cannot_be_read_after_a_run_is_left_alone_and_the_draft_stands_beside_it(log):
    log.path.write_text("summary: [\n", encoding="utf-8")
    done = redraft(log.path, draft())
    assert log.path.read_text(encoding="utf-8") == "summary: [\n"
    assert "盤點：4 檔" in done.aside.read_text(encoding="utf-8")


def test_a_history_line_cut_off_by_a_crash_is_passed_over_and_the_next_one_stands_on_its_own(log):
    path = history_path(log.path)
    path.write_bytes(path.read_bytes() + b'{"at": "2025')
    log.fill({"expert_remarks": "很好"}, STAMP)
    history = History.read(path)
    assert ([one.what for one in history.entries], history.broken) == (["new", "filled"], 1)
    assert all(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if not line.endswith("2025"))


def test_wrong_values_are_refused_with_their_line_and_nothing_is_written(log):
    before = log.path.read_bytes()
    with pytest.raises(lk.LabkitError, match=r"logs/03.yml 第 \d+ 行 start：應為時刻"):
        log.fill({"start": "25:00"}, STAMP)
    assert log.path.read_bytes() == before
    assert len(History.read(history_path(log.path)).entries) == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("摘要內容=一", "是不是「內容摘要」"),
        ("專家簽名=張", "簽名欄留空"),
        ("沒有等號", "第 1 個 --set 應寫成"),
        ("前次目標.3=完成", "目前有 0 項"),
        ("內容摘要.1=完成", "只有前次目標"),
        ("送交日期=下週", "應為日期"),
    ],
)
def test_what_cannot_be_typed_is_refused_in_one_sentence(log, told, said):
    with pytest.raises(lk.LabkitError, match=said):
        typed([told], log.log, place="logs/03.yml")


def test_people_lists_and_days_are_typed_as_people_write_them(log):
    told = typed(
        ["參與人員=科員/王小明、李示範", "紀錄者=科員／王小明", "內容摘要=一", r"summary=二\n三", "送交日期=114/12/8"],
        log.log,
        place="",
    )
    assert told["attendees"] == [{"name": "王小明", "title": "科員"}, {"name": "李示範"}]
    assert (told["recorder"], told["summary"], told["handed_in"]) == (
        {"name": "王小明", "title": "科員"},
        ["一", "二", "三"],
        "2025-12-08",
    )


def test_a_time_typed_in_full_width_is_taken(log):
    assert typed(["結束時間=１６：３０", "start="], log.log, place="") == {"end": "16:30", "start": None}


def test_marks_of_a_merge_are_refused_with_their_lines(log):
    log.path.write_text(f"<<<<<<< HEAD\n{log.text}=======\n{log.text}>>>>>>> b\n", encoding="utf-8")
    with pytest.raises(lk.LabkitError, match=r"logs/03.yml 第 1 行：有合併衝突"):
        LogFile.read(log.path)


YAML_TEXTS = st.text(alphabet=st.sampled_from("甲乙 #:-'\"\\[]{}|>&*!%@`\n0a~,?"), max_size=30).map(str.strip)


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.one_of(YAML_TEXTS, st.lists(YAML_TEXTS)), min_size=1))
def test_whatever_is_put_in_reads_back_and_the_comments_of_the_other_lines_stay(changes):
    text = "# 一\na: 1  # 二\n# 三\nb:\n- x  # 四\n- y\n# 五\nd: |\n  # 不是註解\n  文\n# 六\n"
    told = spliced(text, changes, place="a.yml")
    assert parse(told).value == {**parse(text).value, **changes}
    assert all(f"# {sign}" in told for sign in "一二三四五六")
