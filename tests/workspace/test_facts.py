"""What is read from a workspace: one broken file, copy or slip is told with file and line and hides nothing else."""

import os
import re
from datetime import date

import pytest

from labkit.coaching.obligations.status import status
from labkit.core.errors import WorkspaceMissing
from labkit.workspace.facts import read_facts
from labkit.workspace.layout import Workspace

PLAN = "version: 1\nnth: {nth}\ndate: 2025-03-{day:02}\nform: 實體\nstart: 14:00\nend: 16:00\n"
LOG = PLAN + "agency: 示範市政府地政局\n"


def workspace(root, sessions=3):
    for folder in ("plan", "logs", "sessions"):
        (root / folder).mkdir(parents=True)
    put(root, "team.yml", "version: 1\nagency: 示範市政府地政局\nexperts:\n- {name: 林範例, title: 教授}\n")
    for nth in range(1, sessions + 1):
        put(root, f"plan/{nth:02}.yml", PLAN.format(nth=nth, day=nth + 2))
        put(root, f"logs/{nth:02}.yml", LOG.format(nth=nth, day=nth + 2))
        (root / "sessions" / f"2025-03-{nth + 2:02}-{nth:02}").mkdir()
    return root


def put(root, name, text):
    (root / name).write_text(text, encoding="utf-8")
    return root / name


def told(root):
    return [(one.code, one.file, one.line) for one in read_facts(root).faults]


def test_plan_folder_and_log_of_a_session_are_one_meeting(tmp_path):
    facts = read_facts(workspace(tmp_path / "land"))
    assert [(one.nth, one.day, one.minutes, one.planned, one.run, one.logged) for one in facts.meetings] == [
        (nth, date(2025, 3, nth + 2), 120, True, True, True) for nth in (1, 2, 3)
    ]
    assert (facts.agency, facts.folder, facts.faults) == ("示範市政府地政局", "land", ())


def test_the_logs_day_and_times_go_before_the_plans(tmp_path):
    root = workspace(tmp_path / "land", 1)
    put(root, "logs/01.yml", LOG.format(nth=1, day=10).replace("16:00", "17:30"))
    assert [(one.day.day, one.minutes) for one in read_facts(root).meetings] == [(10, 210)]
    put(root, "logs/01.yml", LOG.format(nth=1, day=10).replace("end: 16:00", "end:").replace("14:00", "09:00"))
    assert [one.minutes for one in read_facts(root).meetings] == [120]


def test_a_merge_conflict_is_told_with_its_line_and_the_rest_still_counts(tmp_path):
    root = workspace(tmp_path / "land")
    text = LOG.format(nth=2, day=4)
    put(root, "logs/02.yml", f"{text}<<<<<<< HEAD\nsummary: [甲]\n=======\nsummary: [乙]\n>>>>>>> other\n")
    assert told(root) == [("status_conflict", "logs/02.yml", 8)]
    facts = read_facts(root)
    assert [(one.nth, one.logged, one.minutes) for one in facts.meetings] == [
        (1, True, 120),
        (2, True, 120),
        (3, True, 120),
    ]
    assert [one.state for one in status(facts, date(2025, 4, 1)).logs] == ["missing", "unread", "missing"]
    assert facts.faults[0].finding.sentence.startswith("logs/02.yml 第 8 行：有 git 合併衝突的記號")


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("plan/02.yml", PLAN.format(nth=2, day=4).replace("16:00", "13:00"), "status_times", 6),
        ("logs/02.yml", LOG.format(nth=2, day=4).replace("16:00", "14:00"), "status_times", 6),
        ("logs/02.yml", LOG.format(nth=1, day=4), "status_twice", 2),
        ("plan/03.yml", PLAN.format(nth=2, day=5), "status_twice", 2),
        ("logs/03.yml", LOG.format(nth=7, day=5), "status_number", 2),
        ("logs/09.yml", LOG.format(nth=9, day=20), "status_never_run", 2),
        (
            "logs/02.yml",
            LOG.format(nth=2, day=4) + "session:\n  folder: gone\n  manifest_sha256: ab\n",
            "status_no_folder",
            8,
        ),
        ("logs/02.yml", LOG.format(nth=2, day=4) + "attendes: []\n", "status_unreadable", 8),
        ("logs/02.yml", LOG.format(nth=2, day=4) + "summary: [甲\n", "status_unreadable", 9),
        ("programme.yml", "version: 1\nkind: 協助\n", "status_unreadable", 2),
        ("team.yml", "version: 1\nagency: 甲\naspect: 別的\n", "status_unreadable", 3),
        ("plan/03 (1).yml", PLAN.format(nth=3, day=5), "status_stray", 0),
        ("logs/3.yml", LOG.format(nth=3, day=5), "status_stray", 0),
    ],
)
def test_a_slip_is_told_with_file_and_line_and_the_other_sessions_stay(tmp_path, name, text, code, line):
    root = workspace(tmp_path / "land")
    put(root, name, text)
    found = told(root)
    file = name.split("/")[0] + "/" if code == "status_stray" else name
    assert (code, file, line) in found
    facts = read_facts(root)
    assert {1, 2, 3} <= {one.nth for one in facts.meetings}
    assert all(
        "errors." not in one.finding.sentence and one.finding.code not in one.finding.sentence for one in facts.faults
    )
    assert status(facts, date(2025, 4, 1)).held >= 3


def test_a_file_that_is_no_utf8_is_told(tmp_path):
    root = workspace(tmp_path / "land")
    (root / "logs" / "02.yml").write_bytes("agency: 地政局".encode("cp950"))
    assert told(root) == [("status_unreadable", "logs/02.yml", 1)]


def test_the_full_sentence_is_for_the_teams_own_screen_and_is_in_no_copy_of_the_facts(tmp_path):
    root = workspace(tmp_path / "land")
    put(root, "logs/02.yml", LOG.format(nth=2, day=4) + "attendees:\n- 王小明: 科員\n")
    fault = read_facts(root).faults[0]
    assert "王小明" in fault.detail
    assert "王小明" not in read_facts(root).model_dump_json() + fault.finding.sentence


def test_a_folder_without_team_yml_is_no_workspace(tmp_path):
    with pytest.raises(WorkspaceMissing):
        read_facts(tmp_path)


def test_the_newest_run_of_a_session_gives_its_day_where_plan_and_log_are_missing(tmp_path):
    root = workspace(tmp_path / "land", 0)
    for name in ("2025-03-04-01", "2025-03-04-01.r2", "2025-03-11-01", "2025-13-40-02", "x"):
        (root / "sessions" / name).mkdir()
    assert [(one.nth, one.day) for one in read_facts(root).meetings] == [(1, date(2025, 3, 11))]


def test_the_day_of_handing_in_makes_a_log_on_time_or_late_and_one_before_the_session_is_a_fault(tmp_path):
    root = workspace(tmp_path / "land")
    for nth, day in ((1, 6), (2, 9), (3, 4)):
        put(root, f"logs/{nth:02}.yml", LOG.format(nth=nth, day=nth + 2) + f"handed_in: 2025-03-{day:02}\n")
    assert told(root) == [("status_handed_early", "logs/03.yml", 8)]
    result = status(read_facts(root), date(2025, 4, 1))
    assert [one.words for one in result.logs] == ["準時", "遲交 2 天", "逾期未交 24 天"]


@pytest.mark.parametrize(
    "name", ["輔導協作紀錄表_第3次.yml", "03.history.jsonl", ".03.yml.part", "20250305.yml", "notes.yml"]
)
def test_other_files_beside_plans_and_logs_are_no_fault(tmp_path, name):
    root = workspace(tmp_path / "land")
    put(root, f"logs/{name}", "a: 1")
    assert told(root) == []


@pytest.mark.parametrize("name", ["3.yml", "03 (1).yml", "03 - 複製.yml", "003.yml", "03.yaml", "03_backup.yml"])
def test_a_copy_of_a_cloud_drive_is_told(tmp_path, name):
    root = workspace(tmp_path / "land")
    put(root, f"plan/{name}", "nth: 3")
    assert told(root) == [("status_stray", "plan/", 0)]
    assert read_facts(root).faults[0].detail.endswith(name)


def test_a_days_date_that_is_no_date_is_told_and_the_session_stays_with_the_other_files_day(tmp_path):
    root = workspace(tmp_path / "land")
    put(root, "logs/02.yml", LOG.format(nth=2, day=4).replace("2025-03-04", "114/3/4"))
    facts = read_facts(root)
    assert told(root) == [("status_unreadable", "logs/02.yml", 3)]
    assert (facts.meetings[1].day, facts.meetings[1].logged) == (date(2025, 3, 4), True)


def test_a_new_workspace_owes_its_first_session_and_has_no_fault(tmp_path):
    ws = Workspace.create(tmp_path / "new", as_of=date(2025, 3, 4))
    facts = read_facts(ws.root)
    assert (facts.faults, facts.terms.monthly, facts.terms.hours_granted) == ((), 2, 40.0)
    assert [one.what for one in status(facts, date(2025, 3, 1)).dues] == ["第 1 次輔導"]
    (ws.root / "plan" / "01.yml").unlink()
    assert [one.what for one in status(read_facts(ws.root), date(2025, 3, 1)).dues] == [
        "填寫 plan/01.yml，排定第 1 次輔導"
    ]


@pytest.mark.parametrize("kind", ["folder", "dangling link", "pipe"])
def test_a_file_that_is_none_is_told_in_a_sentence_of_our_own_and_stops_nothing(tmp_path, kind):
    root = workspace(tmp_path / "land")
    path = root / "logs" / "02.yml"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("there are no named pipes here")
        os.mkfifo(path)
    else:
        path.symlink_to("nowhere.yml")
    faults = read_facts(root).faults
    assert [(one.code, one.place) for one in faults] == [("status_unreadable", "logs/02.yml")]
    assert faults[0].detail.startswith("logs/02.yml：")
    assert "請" in faults[0].detail
    assert not re.search(r"[A-Za-z]{4}", faults[0].detail.replace("logs/02.yml", "").replace("YAML", ""))
