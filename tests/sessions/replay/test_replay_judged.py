"""How outputs, versions and stages are judged; what a result says of it."""

import json
import re
import tomllib

import pytest

from labkit.sessions.replay.difference import Difference
from labkit.sessions.replay.judge import Rule, another_machine, changed_versions, judge
from labkit.sessions.replay.result import ReplayResult
from labkit.sessions.replay.stages import blocked, not_done
from labkit.sessions.running.graph import Node
from labkit.sessions.versions import versions
from tests.conftest import ROOT

WANTED = [
    {"name": "tables/04-01.csv", "sha256": "a", "kind": "exact"},
    {"name": "report/05.json", "sha256": "b", "kind": "exact"},
    {"name": "charts/04-01.png", "sha256": "c", "kind": "exact"},
]


def with_hash(changes):
    return [{**one, "sha256": changes.get(one["name"], one["sha256"])} for one in WANTED]


def result(**more):
    known = {"nth": 1, "folder": "2025-03-14-01", "outputs": 3, "same": 3}
    return ReplayResult(**{**known, **more})


def test_equal_hashes_are_equal_outputs(tmp_path):
    assert judge(WANTED, tmp_path, WANTED, tmp_path, Rule()).same == 3


def test_on_one_platform_and_lock_every_output_has_to_be_equal(tmp_path):
    judged = judge(WANTED, tmp_path, with_hash({"charts/04-01.png": "x"}), tmp_path, Rule())
    assert (judged.same, judged.derived) == (2, ())
    assert [(one.name, one.code) for one in judged.differences] == [("charts/04-01.png", "differs")]


def test_on_another_platform_csv_and_json_alone_have_to_be_equal(tmp_path):
    made = with_hash({"charts/04-01.png": "x", "tables/04-01.csv": "x", "report/05.json": "x"})
    judged = judge(WANTED, tmp_path, made, tmp_path, Rule(lenient=True))
    assert judged.derived == ("charts/04-01.png",)
    assert [one.name for one in judged.differences] == ["tables/04-01.csv", "report/05.json"]


def test_outputs_that_are_missing_or_more_are_named_whatever_the_platform(tmp_path):
    made = [*WANTED[1:], {"name": "tables/04-02.csv", "sha256": "z", "kind": "exact"}]
    judged = judge(WANTED, tmp_path, made, tmp_path, Rule(lenient=True))
    assert [(one.name, one.code) for one in judged.differences] == [
        ("tables/04-01.csv", "not_made"),
        ("tables/04-02.csv", "new"),
    ]


@pytest.mark.parametrize(
    ("change", "same"),
    [({"execution_count": 9, "id": "z"}, 1), ({"source": "2"}, 0), ({"outputs": [{"text": "3"}]}, 0)],
)
def test_notebooks_are_compared_by_what_they_say(tmp_path, change, same):
    cell = {"cell_type": "code", "id": "a", "source": "1", "execution_count": 1, "outputs": []}
    name = "notebooks/04_pivot.ipynb"
    for folder, told in (("one", cell), ("two", {**cell, **change})):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"cells": [told]}), encoding="utf-8")
    one, two = ({"name": name, "sha256": told, "kind": "canonical"} for told in "ab")
    assert judge([one], tmp_path / "one", [two], tmp_path / "two", Rule()).same == same


def test_a_package_of_another_version_is_named_with_both():
    old = json.loads(json.dumps(versions()))
    new = {**old, "packages": {**old["packages"], "pandas": "9.9", "fresh": "1"}, "code_sha256": "f" * 64}
    told = [(one.name, one.how) for one in changed_versions(old, new)]
    assert told == [
        ("labkit 的程式碼", f"當時 {old['code_sha256'][:12]}，現在 {'f' * 12}"),
        ("pandas", f"當時 {old['packages']['pandas']}，現在 9.9"),
    ]


@pytest.mark.parametrize(
    ("change", "another"),
    [
        ({"platform": "Windows AMD64"}, True),
        ({"lock_sha256": "0"}, True),
        ({"python": "3.99.0"}, True),
        ({"code_sha256": "0"}, False),
    ],
)
def test_labkits_own_code_excuses_no_byte(change, another):
    old = versions()
    assert another_machine(old, {**old, **change}) == another


def test_versions_explain_and_do_not_count():
    changed = Difference("version", "pandas", "now", {"old": "2", "new": "3"})
    assert result(differences=(changed,)).identical
    assert result(same=2, derived=("charts/04-01.png",), differences=(changed,)).identical
    assert not result(differences=(Difference("output", "x", "added"),)).identical
    assert not result(same=2).identical


def test_a_result_says_in_one_sentence_what_came_out():
    assert result().summary == "第 1 次輔導（2025-03-14-01）可以重現：3 項成果全部重算，3 項與封存的完全相同。"
    other = result(same=2, derived=("a.png",)).summary
    assert "1 項的位元組因平台或套件版本不同而不同（csv 與 json 全部相同）" in other
    assert "全部相同" not in result(same=1, derived=("a.png",)).summary
    key = Difference("key", "abc", "key_missing")
    assert (
        "無法重現：沒有當時的金鑰，沒有一項成果重算"
        in result(same=0, left_out={"lacks_key": 3}, differences=(key,)).summary
    )
    all_other = tuple(Difference("output", name, "differs") for name in "abc")
    assert "3 項成果中 0 項與封存的完全相同；與封存時不同的有成果 3 處" in result(same=0, differences=all_other).summary
    assert result(same=1, left_out={"lacks_key": 2}, differences=(key,)).summary == (
        "第 1 次輔導（2025-03-14-01）沒有完全重現：3 項成果中 1 項與封存的完全相同，2 項無法重算（沒有當時的金鑰）；重算的沒有不同。"
    )


def test_a_result_holds_counts_alone_and_shows_its_differences():
    found = result(same=2, differences=(Difference("output", "tables/04-01.csv", "differs"),))
    assert found.counts_only
    assert found.frame.to_dict("list") == {"what": ["output"], "name": ["tables/04-01.csv"], "how": ["重算的內容不同"]}
    assert "tables/04-01.csv" in found._repr_html_()


def test_changed_versions_stand_beside_outputs_that_differ_as_what_may_explain_them():
    changed = Difference("version", "labkit 的程式碼", "now", {"old": "a", "new": "b"})
    differs = Difference("output", "tables/04-01.csv", "differs")
    assert "要分辨，請以當時的版本重算" in result(same=2, differences=(changed, differs))._repr_html_()
    assert "要分辨" not in result(differences=(changed,))._repr_html_()


def node(name, reads=(), takes=(), makes=(), tmp="x"):
    return Node(name, tmp, tuple(reads), tuple(takes), tuple(makes))


NODES = [
    node("01_inventory", ["data/raw"]),
    node("02_cleaning", ["data/raw"], [], ["clean"]),
    node("03_deidentification", ["earlier", "key"], ["clean"], ["protected"]),
    node("04_pivot", ["pivots"], ["protected"], ["workbooks"]),
    node("05_own", ["*"], ["*"]),
    node("06_overview", ["*"]),
]


def test_without_the_key_the_stages_after_it_start_from_the_protected_tables():
    assert blocked(NODES[:4], {"key"}, {"protected"}) == {"03_deidentification": "key"}
    assert blocked(NODES[:4], {"earlier"}, {"protected"}) == {"03_deidentification": "earlier"}


def test_without_the_protected_tables_what_takes_them_is_left_out_too():
    assert blocked(NODES, {"key"}, ()) == dict.fromkeys(("03_deidentification", "04_pivot", "05_own"), "key")


def test_a_notebook_that_says_nothing_of_itself_may_need_the_key():
    assert blocked(NODES[4:], {"key"}, ()) == {"05_own": "key"}
    assert blocked(NODES, (), ()) == {}


def test_what_a_stage_would_have_made_and_the_whole_report_are_not_made():
    names = [
        "report/報告.html",
        "audit/03-稽核.pdf",
        "notebooks/03_deidentification.ipynb",
        "tables/04-01.csv",
        "README.md",
    ]
    assert list(not_done(names, {"03_deidentification": "key"})) == names[:3]
    assert not_done(names, {}) == {}


def test_every_package_that_labkit_asks_for_is_in_the_versions():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.split(r"[<>=]", one)[0] for one in asked} <= versions()["packages"].keys()
