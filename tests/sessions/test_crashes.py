"""A run that is killed at any moment loses nothing: raw data, sessions, logs and what was done before it stay; the next run goes on by itself."""

import json
import os
import random
import re
import signal
import sys

import pytest

from labkit.sessions.manifest import Manifest
from labkit.sessions.running.lock import only_run
from tests.sessions.broken_runs import (
    Runs,
    last_line,
    only_chinese,
    small_disk,
    tiny_workspace,
    unnamed,
    wait_for,
    whole,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("crashes"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found through /proc"),
]
PAGE = 4096
PROOF = bool(os.environ.get("LABKIT_PROOF"))
MOMENTS = {  # in the order of a run: which process writes where
    "cleaning": ("kernel", r"clean/|/examples|recipes/proposals|seconds|outbox/tables/02|parts/02"),
    "saving": ("run", r"session-01/notebooks/03"),
    "protecting": ("kernel", r"protected/|policies/proposals|outbox/audit|parts/03"),
    "ledger": ("run", r"session-01/ledger/"),
    "composing": ("run", r"outbox/(report|notebooks)"),
    "gate": ("run", r"outbox/manifest\.json"),
    "keeping": ("run", r"work/kept"),
    "freezing": ("run", r"^sessions/\."),
    "naming": ("run", r"^sessions/2"),
    "drafting": ("run", r"^logs"),
    "noting": ("run", r"session-01/(last\.json|\.)"),
}
FULL = (  # in the order of a run: in a kernel, in the executed notebook's file, in the ledger, in the report, in the frozen folder, in the log
    ("run", r"running\.lock"),
    ("kernel", r"outbox/tables/02|outbox/tables/\."),
    ("run", r"session-01/ledger/"),
    ("run", r"session-01/notebooks/03"),
    ("run", r"outbox/report"),
    ("run", r"work/kept"),
    ("run", r"^sessions/\.[^/]+/tables"),
    ("run", r"^sessions/2"),
    ("run", r"^logs"),
    ("run", r"session-01/(last\.json|\.)"),
)
SHORT = ("cleaning", "protecting", "gate", "freezing", "drafting")
FROZEN = {"drafting", "noting"}
CHAINS = [(seed, MOMENTS) for seed in (1, 2, 3)] if PROOF else [(0, SHORT)]


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """A run that nothing disturbed: its manifest, every place that it wrote, process by process, and how many bytes of a disk it took."""
    folder = tmp_path_factory.mktemp("reference")
    runs = Runs(tiny_workspace(folder / "ws"), folder)
    trace, before = folder / "trace", room_taken(folder / "ws")
    code, said = runs.run(trace=str(trace))
    assert code == 0, said
    runs.check()
    assert unnamed(runs.ws) == []
    lines = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    return Manifest.load(runs.ws.sessions / "2025-03-14-01"), lines, room_taken(folder / "ws") - before


def room_taken(folder):
    return sum(-(-path.stat().st_size // PAGE) * PAGE for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def runs(tmp_path):
    return Runs(tiny_workspace(tmp_path / "ws"), tmp_path)


def fault_at(moment, trace, chance):
    """Return a seeded moment: one of the writes that the undisturbed run made there, or a little after the last."""
    process, place = MOMENTS[moment]
    count = sum(kind == process and bool(re.search(place, path)) for kind, _, path in trace)
    assert count, moment
    fault = {"process": process, "event": "", "place": place, "nth": chance.randrange(count)}
    if moment == "gate":
        fault["after"] = chance.uniform(0.01, 0.2)
    elif moment == "ledger":
        fault["nth"] = chance.randrange(5)  # those of the first stage that is done
    return {**fault, "do": chance.choice(["kill run", "kill group"])}


@pytest.mark.parametrize(("seed", "moments"), CHAINS, ids=lambda value: str(value) if isinstance(value, int) else "")
def test_a_run_killed_at_any_moment_leaves_all_whole_and_the_next_one_goes_on_where_it_stood(
    runs, reference, seed, moments
):
    manifest, trace, _ = reference
    chance = random.Random(seed)
    known = {}
    for moment in moments:
        fault = fault_at(moment, trace, chance)
        code, said = runs.run(**fault)
        assert (code, runs.flag.is_file()) == (-signal.SIGKILL, True), (moment, fault, said)
        runs.check()
        kept = re.findall(r"\](\w+)：沒有變動", said.replace("］", "]"))
        assert set(kept) == set(known), moment
        entries = runs.entries()
        assert known.items() <= entries.items(), moment
        known = entries
        frozen = [path for path in runs.ws.sessions.iterdir() if not path.name.startswith(".")]
        assert bool(frozen) == (moment in FROZEN), moment
    code, said = runs.run()
    assert code == 0, said
    assert said.count("沿用上次的結果") == len(known) == 2
    runs.check()
    (folder,) = runs.ws.sessions.iterdir()
    assert whole(folder)
    assert Manifest.load(folder).differences(manifest) == []
    assert runs.ws.log(1).session.folder == folder.name
    assert [path for path in unnamed(runs.ws) if not re.match(r"logs|\w+/proposals|\.labkit", path)] == []
    assert not (runs.ws.work / "running.lock").exists()
    assert "沒有任何變動" in runs.run()[1]


@pytest.mark.parametrize(
    ("signal_name", "moment"), [("SIGINT", "protecting"), *([("SIGTERM", "freezing"), ("SIGHUP", "cleaning")] * PROOF)]
)
def test_a_run_that_a_person_or_the_system_stops_says_so_in_one_sentence(runs, signal_name, moment):
    process, place = MOMENTS[moment]
    code, said = runs.run(process=process, place=place, event="", do=signal_name)
    assert code == 1
    assert last_line(said) == "錯誤：已停止；沒有留下封存到一半的成果。再執行一次會接著做，做完的筆記本不會重做。"
    assert only_chinese(said)
    runs.check()
    assert list(runs.ws.sessions.iterdir()) == []
    assert unnamed(runs.ws) == []
    assert not (runs.ws.work / "running.lock").exists()


def test_a_full_disk_is_one_sentence_wherever_it_shows_and_the_next_run_goes_on(runs):
    for process, place in FULL if PROOF else [FULL[at] for at in (1, 3, 6, 8)]:
        code, said = runs.run(process=process, place=place, event="open|rename", do="full")
        assert code == 1, (place, said)
        told = "錯誤：「ws」所在的磁碟空間不足，這次沒有做完；沒有留下封存到一半的成果。請清出空間後再執行一次，做完的筆記本不會重做。"
        assert last_line(said) == told, place
        assert only_chinese(said), place
        runs.check()
        assert unnamed(runs.ws) == [], place
    code, said = runs.run()
    assert code == 0
    assert said.count("沿用上次的結果") == 2
    (folder,) = runs.ws.sessions.iterdir()
    assert runs.ws.log(1).session.folder == folder.name


def test_a_notebook_whose_process_ends_and_a_gate_that_ends_are_one_sentence_each(runs):
    code, said = runs.run(process="kernel", place="protected/", event="", do="kill self")
    assert code == 1
    assert re.fullmatch(
        r"錯誤：03_deidentification.ipynb 在第 \d+ 格中止了（可能是記憶體不足）。請關掉其他程式後再執行一次，做完的筆記本不會重做。",
        last_line(said),
    )
    assert only_chinese(said)
    process = runs.start()
    gate = wait_for(lambda: runs.processes("gatekeeper"))
    os.kill(gate[0], signal.SIGKILL)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 1
    assert last_line(said).startswith("錯誤：個資檢查的程式中止了")
    assert only_chinese(said)
    assert runs.gone() == []
    runs.check()
    assert runs.run()[0] == 0


def test_two_runs_at_once_are_one_run_and_a_sentence_that_says_who_and_since_when(runs):
    first = runs.start()
    wait_for((runs.ws.work / "running.lock").exists)
    second = runs.start()
    _, said = second.communicate(timeout=300)
    assert second.returncode == 1
    assert re.fullmatch(
        r"錯誤：\S+@\S+ 從 \d\d:\d\d 起正在執行這個工作區的輔導。請等它結束；同一個工作區一次只能執行一個。",
        last_line(said),
    )
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    assert runs.gone() == []
    assert (runs.ws.work / "running.lock").exists()
    with only_run(runs.ws.work) as began:
        assert began
    assert not (runs.ws.work / "running.lock").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="a small disk is mounted, which only root may")
@pytest.mark.parametrize("share", [0.2, 0.5, 0.75, 0.85, 0.9, 0.95] if PROOF else [0.6])
def test_a_small_disk_that_fills_up_is_one_sentence_and_with_more_room_the_run_goes_on(tmp_path, reference, share):
    needed = reference[2]
    with small_disk() as disk:
        runs = Runs(tiny_workspace(disk.folder / "ws"), tmp_path)
        disk.resize(disk.used() + int(share * needed))
        code, said = runs.run()
        assert code == 1, said
        assert "所在的磁碟空間不足" in last_line(said)
        assert only_chinese(said)
        runs.check()
        assert list(runs.ws.sessions.iterdir()) == []
        disk.resize(disk.used() + 2 * needed)
        code, said = runs.run()
        assert code == 0, said
        runs.check()
