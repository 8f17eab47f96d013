"""Every check of the doctor: it answers its own trials, says what to do, changes nothing, and calls nobody."""

import datetime as dt
import re
import socket

import pytest

from labkit.sessions.doctor.check import BAD, CHECKS, GOOD, STATES, Check, Machine
from labkit.sessions.doctor.examine import answered

TAIPEI = dt.timezone(dt.timedelta(hours=8))
TRIALS = [(name, at) for name in CHECKS for at in range(len(CHECKS[name].trials))]


def machine(folder, platform="linux", encoding="utf-8", **environ):
    return Machine(dt.datetime(2026, 3, 2, tzinfo=TAIPEI), folder, platform, encoding, environ)


@pytest.mark.parametrize(("name", "at"), TRIALS)
def test_a_check_answers_its_trials_and_says_what_to_do(name, at):
    measured, state = CHECKS[name].trials[at]
    answer = CHECKS[name].judge(measured)
    assert answer.state == state
    assert bool(answer.then) == (state != GOOD)
    for sentence in filter(None, (answer.said, answer.then)):
        assert re.fullmatch(r"(?s).*[。]", sentence), sentence
        assert not re.search(r"。。|None|  |「」", sentence), sentence


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_labelled_and_tried_in_good_and_other_states(name):
    check = CHECKS[name]
    assert check.label
    assert check.label_en.isascii()
    states = {state for _, state in check.trials}
    assert GOOD in states
    assert states - {GOOD}
    assert states <= set(STATES)


@pytest.mark.parametrize("name", [one for one in CHECKS if one != "kernel"])
@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_a_check_of_any_system_leaves_the_folder_alone_and_calls_nobody(name, platform, tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a check called out")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    answer = answered(CHECKS[name], machine(tmp_path, platform))
    assert answer.state in STATES
    assert "無法檢查" not in answer.said
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_the_kernel_starts_here(tmp_path):
    assert answered(CHECKS["kernel"], machine(tmp_path)).state == GOOD


def test_a_check_that_breaks_is_told_and_stops_no_other(tmp_path):
    def broken(_machine):
        raise ZeroDivisionError("secret")

    answer = answered(Check("壞", "broken", broken, lambda _told: None, ()), machine(tmp_path))
    assert answer.state != BAD
    assert "ZeroDivisionError" in answer.said
    assert "secret" not in answer.said + answer.then
