"""The index of a workspace: current whatever changes, small, and without anybody's name or words."""

import json
import os
import stat
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labkit.core.errors import FileMissing
from labkit.documents.save import save_document
from labkit.workspace import index as made
from labkit.workspace.facts import read_facts
from labkit.workspace.index import PLACE, facts_of, refresh_index
from labkit.workspace.layout import Workspace
from labkit.workspace.many import overview_of, workspaces_below
from tests.workspace.test_facts import LOG, PLAN, put, workspace

AS_OF = date(2025, 4, 1)


@pytest.fixture
def land(tmp_path):
    root = workspace(tmp_path / "land")
    older(root)
    return root


def older(root, seconds=100):
    """Set every file's time back, so that none is as young as an index."""
    for path in root.rglob("*"):
        if path.is_file() and path.parent.name != ".labkit":
            at = path.stat().st_mtime_ns - seconds * 10**9
            os.utime(path, ns=(at, at))


def reads(monkeypatch):
    """Count how often the files themselves are read."""
    found = []
    monkeypatch.setattr(made, "read_facts", lambda root: found.append(root) or read_facts(root))
    return found


def test_a_current_index_is_taken_and_no_file_is_read(land, monkeypatch):
    first, found = facts_of(land), reads(monkeypatch)
    assert facts_of(land).model_dump_json() == first.model_dump_json() == read_facts(land).model_dump_json()
    assert found == []


@pytest.mark.parametrize("name", ["team.yml", "programme.yml", "plan/02.yml", "logs/03.yml", "plan/04.yml"])
def test_a_file_that_changed_came_or_went_is_read_again(land, monkeypatch, name):
    facts_of(land)
    found = reads(monkeypatch)
    text = "version: 1\n# 改\n" + ((land / name).read_text(encoding="utf-8")[11:] if (land / name).exists() else "")
    put(land, name, text)
    facts_of(land)
    assert found == [land]
    older(land)
    (land / name).unlink()
    if name != "team.yml":
        facts_of(land)
        assert len(found) == 2


def test_a_change_of_the_same_size_within_the_clocks_step_is_seen(land):
    facts_of(land)
    path, index = land / "logs" / "02.yml", land / PLACE
    at = index.stat().st_mtime_ns
    text = path.read_text(encoding="utf-8")
    os.utime(path, ns=(at, at))
    assert facts_of(land).meetings[1].minutes == 120
    path.write_text(text.replace("16:00", "15:00"), encoding="utf-8")
    os.utime(path, ns=(at, at))
    os.utime(index, ns=(at, at))
    assert facts_of(land).meetings[1].minutes == 60


def test_a_copy_with_new_times_and_the_same_bytes_is_not_parsed_again(land, monkeypatch):
    facts_of(land)
    found = reads(monkeypatch)
    older(land, 5000)
    facts_of(land)
    assert found == []
    monkeypatch.setattr(made, "_hash", lambda *_: pytest.fail("times were kept, so nothing is hashed again"))
    facts_of(land)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"labkit": "0", "files": {}, "facts": {}}', '{"facts": 3}'])
def test_a_broken_or_foreign_index_is_built_anew(land, content):
    expected = facts_of(land)
    (land / PLACE).write_text(content, encoding="utf-8")
    assert facts_of(land).model_dump_json() == expected.model_dump_json()
    assert json.loads((land / PLACE).read_text(encoding="utf-8"))["files"]


def test_the_index_of_another_labkit_or_another_folder_is_not_believed(land, tmp_path, monkeypatch):
    facts_of(land)
    found = reads(monkeypatch)
    moved = land.rename(tmp_path / "moved")
    assert facts_of(moved).folder == "moved"
    for name, other in (("__version__", "999"), ("READER", 999)):
        monkeypatch.setattr(made, name, other)
        facts_of(moved)
    assert len(found) == 3


def test_the_index_holds_nobodys_name_or_words_and_is_small(land):
    words = "previous_goals:\n- {goal: 訪談王小明, status: 未完成}\nsummary: [陳大文說明]\nexpert_remarks: 請洽李四\n"
    put(land, "logs/02.yml", LOG.format(nth=2, day=4) + words + "attendees:\n- {name: 王小明, title: 科員}\n")
    put(land, "logs/03.yml", LOG.format(nth=3, day=5) + "attendees:\n- 王小明: 科員\n")
    put(land, "plan/王小明.yml", "nth: 1")
    put(land, "programme.yml", "workshops:\n- {date: 2025-03-20, name: 李四專題, attended: 2}\nstart: 2025-03-03\n")
    facts = refresh_index(Workspace.open(land))
    kept = (land / PLACE).read_text(encoding="utf-8")
    assert (len(facts.terms.workshops), len(facts.goals)) == (1, 1)
    assert not [word for word in ("王小明", "陳大文", "李四", "林範例", "訪談") if word in kept]
    assert len(kept) < 3000


def test_a_folder_that_cannot_be_written_is_read_all_the_same(land, monkeypatch):
    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(made, "write_whole", refused)
    assert len(facts_of(land).meetings) == 3
    assert not (land / PLACE).exists()


def test_a_broken_workspace_is_a_row_with_why_and_the_others_are_shown(tmp_path):
    for name in ("甲/land", "乙", "丙", "丁/深/一/層"):
        workspace(tmp_path / name)
    (tmp_path / "丙" / "team.yml").unlink()
    put(tmp_path / "乙", "team.yml", "<<<<<<< HEAD\nagency: 甲\n")
    (tmp_path / "空").mkdir()
    (tmp_path / ".hidden").mkdir()
    assert len(list(workspaces_below(tmp_path))) == 4
    result = overview_of(tmp_path, AS_OF)
    told = {row[1]: (row[3], row[-1]) for row in result.rows}
    assert set(told) == {"甲/land", "乙", "丙", "丁/深/一/層"}
    assert told["丙"][0] == "讀不到"
    assert "沒有 team.yml" in told["丙"][1]
    assert "team.yml 第 1 行：有 git 合併衝突" in told["乙"][1]
    assert {row[4] for row in result.rows if row[3] != "讀不到"} == {3}


def test_a_coach_sees_the_teams_that_name_them_and_the_indexes_do_not_know_it(tmp_path):
    for name in ("a", "b", "c"):
        workspace(tmp_path / name)
    put(tmp_path / "b", "team.yml", "version: 1\nagency: 別局\nexperts: [{name: 王範例}]\n")
    put(tmp_path / "c", "team.yml", "agency: [")
    assert [one.facts.folder for one in overview_of(tmp_path, AS_OF, expert="林範例 ").teams] == ["a", "c"]
    found = overview_of(tmp_path, AS_OF, expert="王範例")
    assert [one.facts.folder for one in found.teams] == ["b", "c"]
    assert found.teams[1].facts.faults[0].code == "status_unreadable"
    assert not [path for path in tmp_path.rglob("index.json") if "範例" in path.read_text(encoding="utf-8")]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        overview_of(tmp_path / "none", AS_OF)


def test_an_index_is_written_whole_and_readable_by_the_group(land):
    facts_of(land)
    assert stat.S_IMODE((land / PLACE).stat().st_mode) & stat.S_IRGRP
    assert [path.name for path in (land / ".labkit").iterdir()] == ["index.json"]


HOSTILE = [
    b"",
    b"\x00\x01",
    b"\xff\xfe\x00",
    b"- 1",
    b"nth",
    b"version: 2",
    b"[" * 4000,
    b"a: &x 1\nb: *x",
    b"nth: 1\nnth: 2",
    b"x" * 1_000_001,
    b"version: 1\nnth: 1\ndate: 0114-03-04\n",
    b"version: 1\nnth: 1\ndate: 9999-12-31\n",
    b"version: 1\nstart: 9999-12-01\n",
    b"version: 1\nagency: a\n---\nagency: b\n",
]


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["team.yml", "programme.yml", "plan/02.yml", "logs/02.yml"])
def test_whatever_stands_in_one_file_the_other_teams_are_shown_and_the_team_is_told(tmp_path, name, content):
    for one in ("a", "b"):
        workspace(tmp_path / one)
    (tmp_path / "a" / name).write_bytes(content)
    result = overview_of(tmp_path, AS_OF)
    first, second = sorted(result.teams, key=lambda one: one.facts.folder)
    assert (first.held, second.held, second.facts.faults) == (3, 3, ())
    assert first.facts.faults
    assert len(result.to_document().blocks) == 3
    assert overview_of(tmp_path, AS_OF).frame.equals(result.frame)


@given(st.binary(max_size=60), st.integers(0, 200), st.sampled_from(["plan/02.yml", "logs/02.yml", "programme.yml"]))
@settings(max_examples=40)
def test_bytes_put_anywhere_into_a_file_never_stop_the_reading(tmp_path_factory, noise, at, name):
    root = workspace(tmp_path_factory.mktemp("noise") / "a")
    before = (root / name).read_bytes() if (root / name).exists() else b"version: 1\nkind: x\n"
    (root / name).write_bytes(before[:at] + noise + before[at:])
    result = overview_of(root.parent, AS_OF)
    assert len(result.rows) == 1
    assert {1, 3} <= {one.nth for one in result.teams[0].facts.meetings}


BAD_NAMES = ["甲\n乙", "ctrl\x07\x1b[31m", "bidi\u202e", os.fsdecode("甲機關".encode("cp950"))]


@pytest.mark.parametrize("name", BAD_NAMES, ids=range(len(BAD_NAMES)))
def test_a_folder_whose_name_no_paper_can_hold_is_shown_on_one_line_and_hides_no_other_team(tmp_path, name):
    for one in (name, "good"):
        workspace(tmp_path / "all" / one)
    (tmp_path / "all" / name / "sessions" / name).mkdir()
    put(tmp_path / "all" / name, f"plan/03 {name}.yml", "nth: 3")
    for _ in ("read", "from the index"):
        result = overview_of(tmp_path / "all", AS_OF)
        assert len(result.teams) == 2
        for suffix in ("ods", "docx", "html"):
            save_document(result.to_document(), tmp_path / f"x.{suffix}")
            (tmp_path / f"x.{suffix}").unlink()
        assert all(one.facts.folder.encode("utf-8").decode("utf-8").isprintable() for one in result.teams)


def test_an_agency_written_with_control_signs_is_shown_on_one_line(tmp_path):
    put(workspace(tmp_path / "a"), "team.yml", 'version: 1\nagency: "甲\\u202e局\\x07\\e[31m\\n乙"\n')
    assert read_facts(tmp_path / "a").agency == "甲\ufffd局\ufffd\ufffd[31m\ufffd乙"


def test_the_facts_are_the_same_whether_they_come_from_the_files_or_from_the_index(land):
    put(land, "plan/02.yml", PLAN.format(nth=2, day=4) + "place: 王小明家\n")
    put(land, "logs/03.yml", LOG.format(nth=3, day=5) + "王小明: x\n")
    first = facts_of(land)
    assert [one.place for one in first.meetings] == ["", "", ""]
    assert [one.detail for one in first.faults] == [""]
    assert first == facts_of(land)


def test_a_file_changed_under_the_same_size_and_time_is_read_again(land):
    facts_of(land)
    path = land / "logs" / "02.yml"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("16:00", "17:00"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert [one.minutes for one in facts_of(land).meetings] == [120, 180, 120]


def test_files_dated_in_the_future_do_not_make_the_index_be_written_at_every_look(land):
    older(land, -10_000_000)
    facts_of(land)
    before = (land / PLACE).stat()
    facts_of(land)
    assert (land / PLACE).stat().st_ino == before.st_ino


def test_a_file_that_was_locked_for_a_moment_is_read_again_at_the_next_look(land, monkeypatch):
    def locked(path, *_, **__):
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr("labkit.workspace.spec_file._text", locked)
        assert {one.code for one in facts_of(land).faults} == {"status_unreadable"}
    assert facts_of(land).faults == ()


def test_a_session_folder_that_is_none_leaves_no_name_in_the_index(land):
    (land / "sessions" / "王小明備份").mkdir()
    facts_of(land)
    assert "王小明" not in (land / PLACE).read_text(encoding="utf-8")


def test_a_workspace_that_lost_its_team_file_is_told_to_find_it_and_not_to_make_a_new_one(tmp_path):
    root = workspace(tmp_path / "a")
    (root / "team.yml").rename(root / "Team.yaml")
    told = overview_of(tmp_path, AS_OF).broken[0].why
    assert "請找回 team.yml" in told
    assert "labkit new" not in told


def test_a_folder_that_links_lead_to_twice_or_in_circles_is_one_team(tmp_path):
    root = workspace(tmp_path / "all" / "a")
    (tmp_path / "all" / "circle").symlink_to(tmp_path / "all", target_is_directory=True)
    (tmp_path / "all" / "again").symlink_to(root, target_is_directory=True)
    assert [path.name for path in workspaces_below(tmp_path / "all")] == ["a"]


@pytest.mark.parametrize("asked", ["林範例", " 林　範 例 ", "林範例\n"])
def test_a_coachs_name_is_found_however_its_spaces_are_set(tmp_path, asked):
    put(workspace(tmp_path / "a"), "team.yml", "version: 1\nagency: 甲局\nexperts: [{name: 林 範例}]\n")
    assert len(overview_of(tmp_path, AS_OF, expert=asked).teams) == 1
