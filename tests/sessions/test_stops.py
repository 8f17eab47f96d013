"""The parts that make a stop harmless, each alone: signals, full disks, the lock, left-overs, the order in which things reach the disk."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

import labkit as lk
from labkit.core.files import through
from labkit.core.run_errors import AlreadyRunning, Interrupted
from labkit.sessions.running import freeze as freezing
from labkit.sessions.running.asked import Asked
from labkit.sessions.running.execute import _cells_begun, _why
from labkit.sessions.running.freeze import freeze, keep, recover
from labkit.sessions.running.gatekeeper import requests_of
from labkit.sessions.running.kernels import Kernels
from labkit.sessions.running.lock import only_run
from labkit.sessions.running.progress import StageProgress
from labkit.sessions.running.stops import is_full, stoppable, tells_of_full
from tests.sessions.broken_runs import tiny_workspace

posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")


@pytest.fixture
def ws(tmp_path):
    return tiny_workspace(tmp_path / "ws")


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_is_what_a_person_s_stop_is_and_afterwards_is_itself_again(number):
    outside = signal.signal(number, signal.SIG_DFL)  # whoever started the tests may have it ignored, as nohup does
    try:
        with pytest.raises(KeyboardInterrupt), stoppable():
            signal.raise_signal(number)
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, outside)


def test_outside_the_main_thread_signals_are_left_alone():
    found = []

    def body():
        with stoppable():
            found.append(signal.getsignal(signal.SIGTERM))

    one = threading.Thread(target=body)
    one.start()
    one.join()
    assert found == [signal.getsignal(signal.SIGTERM)]


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("[Errno 28] No space left on device: '/x'", True),
        ("[Errno 28] Error writing bytes to file. Detail: [errno 28]", True),
        (f"[Errno {getattr(errno, 'EDQUOT', 28)}] whatever the language", True),
        ("IO Error: Could not write file: No space left on device", True),
        ("[WinError 112] 磁碟空間不足。", True),
        ("[Errno 13] Permission denied", False),
        ("column 28] not found", False),
    ],
)
def test_a_full_disk_is_known_by_its_words(text, full):
    assert tells_of_full(text) is full


def test_a_full_disk_and_a_full_share_are_known_by_their_numbers():
    assert is_full(OSError(errno.ENOSPC, "x"))
    assert not is_full(OSError(errno.EACCES, "x"))


def test_the_lock_says_who_and_when_and_a_left_over_file_of_a_killed_run_keeps_nobody_out(tmp_path):
    (tmp_path / "running.lock").write_text('{"who": "somebody@gone", "when": "08:00"}', encoding="utf-8")
    with only_run(tmp_path) as began:
        assert began == (tmp_path / "running.lock").stat().st_mtime_ns
        told = json.loads((tmp_path / "running.lock").read_text(encoding="utf-8"))
        with pytest.raises(AlreadyRunning) as refused, only_run(tmp_path):
            pytest.fail("two at once")
    assert f"{told['who']} 從 {told['when']} 起" in str(refused.value)
    assert not (tmp_path / "running.lock").exists()


def test_of_many_who_want_the_lock_at_once_one_has_it_at_any_time(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from labkit.sessions.running.lock import only_run\n"
        "from labkit.core.run_errors import AlreadyRunning\n"
        "inside = Path('inside')\n"
        "for _ in range(150):\n"
        "    try:\n"
        "        with only_run(Path()):\n"
        "            inside.touch(exist_ok=False); time.sleep(0.001); inside.unlink()\n"
        "    except AlreadyRunning as error:\n"
        "        '？' in str(error) and sys.exit('nobody told')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(lk.__file__).parent.parent)}
    several = [subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=environment) for _ in range(3)]
    assert [one.wait(120) for one in several] == [0, 0, 0]


def test_left_overs_of_a_killed_run_go_but_not_a_file_that_another_program_is_writing(ws):
    half = ws.sessions / ".2025-03-14-01.part" / "tables"
    half.mkdir(parents=True)
    (half / "a.csv").write_text("1")
    (half / "a.csv").chmod(0o444)
    room = ws.work / "session-01" / "outbox"
    room.mkdir(parents=True)
    (room / ".x.part").write_text("1")
    old, young = ws.root / "logs" / ".old.part", ws.root / "recipes" / "proposals" / ".young.part"
    young.parent.mkdir()
    for path in (old, young):
        path.write_text("1")
    now = young.stat().st_mtime_ns
    os.utime(old, ns=(now - 61_000_000_000,) * 2)
    recover(ws, now)
    assert [path.name for path in ws.root.rglob(".*.part")] == [".young.part"]


def test_a_session_gets_its_name_when_all_of_it_is_on_the_disk_and_not_before(ws, monkeypatch):
    outbox = ws.work / "session-01" / "outbox"
    for name in ("report/報告.html", "tables/a.csv", "manifest.json"):
        (outbox / name).parent.mkdir(parents=True, exist_ok=True)
        (outbox / name).write_text(name, encoding="utf-8")
    order = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append(os.fstat(handle).st_ino), fsync(handle)))
    monkeypatch.setattr(Path, "replace", lambda self, to: (order.append(f"named {to.name}"), replace(self, to))[1])
    folder = freeze(ws, "2025-03-14-01", outbox)
    named = order.index("named 2025-03-14-01")
    inside = {path.stat().st_ino for path in (folder, *folder.rglob("*"))}
    assert set(order[:named]) == inside
    assert len(order[:named]) == len(inside)
    assert order[named + 1 :] == ([ws.sessions.stat().st_ino] if os.name == "posix" else [])
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o444}


@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_stop_in_the_middle_of_freezing_takes_the_half_made_folder_away(ws, monkeypatch, stop):
    outbox = ws.work / "outbox"
    (outbox / "tables").mkdir(parents=True)
    for at in range(3):
        (outbox / "tables" / f"{at}.csv").write_text("1")
    copy, seen = freezing._copy, []

    def stopping(path, place):
        copy(path, place)
        seen.append(place)
        if len(seen) == 2:
            raise stop

    monkeypatch.setattr(freezing, "_copy", stopping)
    with pytest.raises(type(stop)):
        freeze(ws, "2025-03-14-01", outbox)
    assert list(ws.sessions.iterdir()) == []


def test_what_a_session_is_replayed_from_is_kept_before_the_session_has_a_name(ws, monkeypatch):
    from labkit.sessions.running import whole

    order = []
    monkeypatch.setattr(whole, "keep", lambda *_: order.append("kept"))
    monkeypatch.setattr(whole, "freeze", lambda *_: order.append("frozen"))
    monkeypatch.setattr(whole, "settings_of", lambda _: [])
    monkeypatch.setattr(whole, "newest", lambda *_: None)
    work = type("Work", (), {"ws": ws, "nodes": [], "ledger": type("L", (), {"room": ws.work})})
    whole._frozen(work, ws.plan(1), Asked(), None)
    assert order == ["kept", "frozen"]


def test_a_file_is_kept_once_by_its_hash(ws):
    keep(ws, [ws.root / "team.yml", ws.root / "team.yml"])
    (only,) = (ws.work / "kept").iterdir()
    assert only.read_bytes() == (ws.root / "team.yml").read_bytes()


def test_a_drive_that_writes_no_folder_through_is_left_to_itself_and_other_troubles_are_told(tmp_path, monkeypatch):
    through(tmp_path)
    for number, refused in ((errno.EINVAL, False), (errno.EIO, True)):

        def fails(_, number=number):
            raise OSError(number, "x")

        monkeypatch.setattr(os, "fsync", fails)
        if refused:
            with pytest.raises(OSError, match="x"):
                through(tmp_path)
        else:
            through(tmp_path)


def test_after_all_kernels_were_ended_none_is_handed_out(tmp_path):
    with Kernels(tmp_path, tmp_path / "log", 2) as kernels:
        kernels.end()
        with pytest.raises(Interrupted):
            kernels.take()


@posix
def test_a_process_on_the_leash_ends_when_the_other_end_is_let_go(tmp_path):
    theirs, ours = os.pipe()
    code = (
        "import time; from labkit.sessions.running.leash import hold; hold(); print('up', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(lk.__file__).parent.parent)}
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=theirs, stdout=subprocess.PIPE, env=environment, cwd=tmp_path
    )
    assert process.stdout.readline() == b"up\n"
    assert process.poll() is None
    os.close(ours)
    assert process.wait(5) == 1
    os.close(theirs)
    process.stdout.close()


def test_the_gate_ends_in_the_middle_of_its_work_when_nobody_there_any_more(monkeypatch):
    ended = threading.Event()
    monkeypatch.setattr(os, "_exit", lambda _: ended.set())
    requests = requests_of(iter(['{"raw": "a"}\n', '{"names": []}\n']))
    assert next(requests) == {"raw": "a"}
    assert ended.wait(5)


def test_the_cell_where_a_kernel_ended_is_the_last_that_was_begun(tmp_path):
    path = tmp_path / "x.ipynb"
    assert _cells_begun(path) == 0
    states = [("code", "completed"), ("markdown", "completed"), ("code", "completed"), ("code", "pending")]
    cells = [{"cell_type": kind, "metadata": {"papermill": {"status": state}}} for kind, state in states]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert _cells_begun(path) == 2


def test_a_notebook_that_takes_long_is_said_to_run_still():
    said = []
    told = StageProgress([], None, said.append, at_once=2)
    told.still(["02_cleaning"])
    told.still(["02_cleaning"])
    assert "仍在執行：02_cleaning（已 2 分沒有新進度" in said[1]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SeatTaken", "有人用了"),
        ("UnknownColumn", "有人用了"),
        ("KeyError", "程式發生未預期的錯誤（KeyError）。請把這個訊息告訴輔導專家。"),
    ],
)
def test_a_refusal_of_any_branch_is_said_in_its_own_words_and_any_other_error_by_its_kind_alone(name, said):
    assert _why(SimpleNamespace(ename=name, evalue="有人用了")) == said
