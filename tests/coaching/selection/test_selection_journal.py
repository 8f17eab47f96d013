"""The log of changes: a later edit of any kind is found."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.coaching.selection.differences import differences, state_of
from labkit.coaching.selection.journal import NEEDED, Journal
from labkit.core.selection_errors import JournalBroken
from tests.coaching.selection.made_up_selection import selection

AT = datetime.fromisoformat("2026-03-05T10:00:00+08:00")


def journal(count=4):
    found = Journal()
    for at in range(count):
        found = found.with_entry("changed", {"differences": [], "state": {}, "why": f"理由{at}"}, by="王科員", at=AT)
    return found


def test_a_log_is_read_back_as_it_was_written(tmp_path):
    path = tmp_path / "changes.jsonl"
    path.write_text(journal().text, encoding="utf-8")
    assert Journal.load(path) == journal()
    assert Journal.load(tmp_path / "none.jsonl").entries == ()


@given(st.data())
def test_a_line_that_is_changed_taken_out_put_in_or_moved_is_found(tmp_path_factory, data):
    lines = journal(5).text.splitlines(keepends=True)
    at = data.draw(st.integers(0, 3))
    how = data.draw(st.sampled_from(["change", "remove", "double", "swap", "rehash", "cut"]))
    if how == "change":
        lines[at] = lines[at].replace("理由", "藉口")
    elif how == "remove":
        del lines[at]
    elif how == "double":
        lines.insert(at, lines[at])
    elif how == "swap":
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    elif how == "rehash":  # changed with a hash of its own that fits: the next line does not follow any more
        entry = Journal.load(written(tmp_path_factory, lines)).entries[at]
        lines[at] = type(entry)(entry.n, entry.at, entry.by, entry.what, {"why": "藉口"}, entry.before).line + "\n"
    else:
        lines[at] = lines[at][:-9] + "\n"
    with pytest.raises(JournalBroken, match=r"changes.jsonl.*第 \d+ 行"):
        Journal.load(written(tmp_path_factory, lines))


def written(factory, lines):
    path = factory.mktemp("log") / "changes.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("text", ["x\n", "[]\n", '{"n": 1}\n', journal(1).text.rstrip("\n")])
def test_what_is_no_log_is_refused(tmp_path, text):
    path = tmp_path / "changes.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JournalBroken):
        Journal.load(path)


def test_a_log_that_was_written_anew_as_a_whole_lacks_the_hash_that_was_signed():
    signed = journal().head[:16]
    assert journal().with_entry("decided", {"round": "written"}, by="", at=AT).holds(signed)
    other = Journal().with_entry("changed", {"why": "另一個"}, by="王科員", at=AT)
    assert not other.holds(signed)


def test_each_change_is_told_with_its_place_old_and_new():
    before = selection()
    weights = [
        {"name": one.name, "weight": weight} for one, weight in zip(before.criteria, (40, 30, 20, 10), strict=True)
    ]
    after = selection(criteria=weights, weights_reason="本年度重視資料", conflicts=[])
    told = [one.sentence for one in differences(state_of(before), state_of(after))]
    assert "criteria[資料完整性].weight：25 → 40" in told
    assert "weights_reason：（無） → 本年度重視資料" in told
    assert "conflicts[R2×A3].reason：三年內曾任該機關顧問 → （無）" in told
    assert len(told) == 6


def test_an_added_line_moves_no_other():
    before, after = state_of(selection()), state_of(selection(reviewers=[
        {"id": "R0", "name": "新委員"}, *[one.model_dump() for one in selection().reviewers],
    ]))  # fmt: skip
    assert [one.sentence for one in differences(before, after)] == ["reviewers[R0].name：（無） → 新委員"]
    assert differences(before, json.loads(json.dumps(before))) == []


@pytest.mark.parametrize("what", sorted(NEEDED))
def test_a_line_with_a_good_hash_that_lacks_what_it_should_hold_is_refused_and_no_traceback(tmp_path, what):
    log = tmp_path / "changes.jsonl"
    log.write_text(journal().with_entry(what, {}, by="", at=AT).text, encoding="utf-8")
    with pytest.raises(JournalBroken, match=r"第 \d+ 行缺少應有的內容"):
        Journal.load(log)
