"""Stages are run as needed and never without need: shown with notebooks that only write a file."""

import json
import threading
from datetime import date

import pytest

import labkit as lk
from labkit.core.errors import StageFailed
from labkit.core.progress import silent
from labkit.core.run_errors import NotReady
from labkit.sessions.running import schedule
from labkit.sessions.running.asked import Asked
from labkit.sessions.running.graph import graph_of
from labkit.sessions.running.ledger import Ledger

TOLD = {
    "01_list": {"reads": ["inventory"], "takes": [], "makes": ["list"]},
    "02_clean": {"reads": ["recipes"], "takes": [], "makes": ["clean", "seconds.json"]},
    "03_hide": {"reads": ["policies"], "takes": ["clean"], "makes": ["protected"]},
    "04_count": {"reads": ["pivots"], "takes": ["protected"], "makes": []},
    "05_claim": {"reads": ["metrics"], "takes": ["protected"], "makes": []},
}
MADE = {
    "01_list": "list/a",
    "02_clean": "clean/a",
    "03_hide": "protected/a",
    "04_count": "outbox/tables/04-a",
    "05_claim": "outbox/tables/05-a",
}


class NoKernels:
    """Stands in for kernels, which these stages do not need."""

    def end(self):
        self.ended = True


@pytest.fixture
def ws(tmp_path):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2025, 3, 14))
    for path in ws.notebooks:
        path.unlink()
    for name, told in TOLD.items():
        cell = {"cell_type": "code", "source": ["x = 1"], "metadata": {}}
        book = {"cells": [cell], "metadata": {"labkit": told}}
        (ws.root / "notebooks" / f"{name}.ipynb").write_text(json.dumps(book), encoding="utf-8")
    return ws


@pytest.fixture
def ran(monkeypatch):
    """Run stages by writing what they make from what they read; the list of those that were run."""
    names = []

    def execute(notebook, output, _parameters, _kernels, **_):
        names.append(notebook.stem)
        room = output.parent.parent
        wanted = TOLD[notebook.stem]
        root = room.parent.parent
        read = [
            path.read_text(encoding="utf-8") for one in wanted["reads"] for path in sorted((root / one).glob("*.yml"))
        ]
        read += [path.read_text(encoding="utf-8") for one in wanted["takes"] for path in sorted((room / one).glob("*"))]
        if "fail" in read:
            raise StageFailed(place=notebook.name, cell=1, why="停", trace="work/x")
        path = room / MADE[notebook.stem]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("|".join(read), encoding="utf-8")
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text("{}", encoding="utf-8")

    monkeypatch.setattr(schedule, "execute", execute)
    return names


def run(ws, asked=Asked(), say=silent, parameters=None):  # noqa: B008  (frozen)
    nodes = graph_of(ws.notebooks)
    work = schedule.Schedule(ws, 1, date(2025, 3, 14), nodes, parameters or {}, Ledger(ws.work / "session-01"))
    work.refuse_unready(asked)
    work.run(asked, NoKernels(), say, lambda _: None)
    return work


def test_a_second_run_runs_nothing_and_a_changed_file_only_what_depends_on_it(ws, ran):
    run(ws)
    assert sorted(ran) == sorted(TOLD)
    ran.clear()
    assert set(run(ws).status.values()) == {"kept"}
    assert ran == []
    (ws.root / "pivots" / "a.yml").write_text("new", encoding="utf-8")
    run(ws)
    assert ran == ["04_count"]
    ran.clear()
    (ws.root / "recipes" / "a.yml").write_text("new", encoding="utf-8")
    run(ws)
    assert ran[:2] == ["02_clean", "03_hide"]
    assert sorted(ran[2:]) == ["04_count", "05_claim"]


def test_a_stage_that_makes_the_same_as_before_does_not_wake_those_that_wait_for_it(ws, ran):
    (ws.root / "policies" / "a.yml").write_text("same", encoding="utf-8")
    run(ws)
    ran.clear()
    (ws.root / "notebooks" / "03_hide.ipynb").write_text(
        (ws.root / "notebooks" / "03_hide.ipynb").read_text(encoding="utf-8").replace("x = 1", "x = 2"),
        encoding="utf-8",
    )
    run(ws)
    assert ran == ["03_hide"]


def test_outputs_kept_in_a_notebook_and_a_touched_file_change_nothing_but_another_parameter_or_day_does(ws, ran):
    (ws.root / "metrics" / "a.yml").write_text("a", encoding="utf-8")
    run(ws)
    ran.clear()
    path = ws.root / "notebooks" / "05_claim.ipynb"
    book = json.loads(path.read_text(encoding="utf-8"))
    book["cells"][0] |= {"outputs": [{"text": "old"}], "execution_count": 3, "id": "abc"}
    path.write_text(json.dumps(book), encoding="utf-8")
    (ws.root / "metrics" / "a.yml").write_text("a", encoding="utf-8")
    run(ws)
    assert ran == []
    run(ws, parameters={"05_claim": {"effect": 2}})
    assert ran == ["05_claim"]


def test_what_was_removed_or_changed_by_hand_under_work_is_made_again(ws, ran):
    run(ws)
    ran.clear()
    (ws.work / "session-01" / "outbox" / "tables" / "04-a").unlink()
    run(ws)
    assert ran == ["04_count"]
    ran.clear()
    (ws.work / "session-01" / "protected" / "a").write_text("by hand", encoding="utf-8")
    run(ws)
    assert ran == ["03_hide"]
    ran.clear()
    (ws.work / "session-01" / "outbox" / "tables" / "05-left over").write_text("x", encoding="utf-8")
    run(ws)
    assert ran == ["05_claim"]
    assert not (ws.work / "session-01" / "outbox" / "tables" / "05-left over").exists()


def test_after_a_failure_only_the_rest_is_run(ws, ran):
    (ws.root / "policies" / "a.yml").write_text("fail", encoding="utf-8")
    with pytest.raises(StageFailed):
        run(ws)
    assert "02_clean" in ran
    assert "04_count" not in ran
    ran.clear()
    (ws.root / "policies" / "a.yml").write_text("well", encoding="utf-8")
    run(ws)
    assert sorted(ran) == ["03_hide", "04_count", "05_claim"]


def test_only_runs_what_is_named_and_refuses_where_its_tables_are_not_those_of_now(ws, ran):
    with pytest.raises(NotReady, match="02_clean、03_hide 要先執行"):
        run(ws, Asked(only=("05_claim",)))
    assert ran == []
    run(ws)
    ran.clear()
    work = run(ws, Asked(only=("05_claim",)))
    assert ran == ["05_claim"]
    assert work.stale() == []
    (ws.root / "pivots" / "a.yml").write_text("new", encoding="utf-8")
    assert run(ws, Asked(only=("05_claim",))).stale() == ["04_count"]


def test_from_runs_a_stage_and_all_that_wait_for_it_again(ws, ran):
    run(ws)
    ran.clear()
    run(ws, Asked(first="03_hide"))
    assert sorted(ran) == ["03_hide", "04_count", "05_claim"]
    ran.clear()
    run(ws, Asked(again=True))
    assert sorted(ran) == sorted(TOLD)


@pytest.mark.usefixtures("ran")
def test_stages_that_wait_for_nothing_of_one_another_run_at_once(ws, monkeypatch):
    beside = threading.Barrier(2, timeout=20)
    plain = schedule.execute

    def execute(notebook, *rest, **_):
        if notebook.stem in ("04_count", "05_claim"):
            beside.wait()
        plain(notebook, *rest)

    monkeypatch.setattr(schedule, "execute", execute)
    run(ws)
    assert not beside.broken


@pytest.mark.usefixtures("ran")
def test_a_stage_taken_out_of_the_session_leaves_nothing_behind(ws):
    run(ws)
    (ws.root / "notebooks" / "04_count.ipynb").unlink()
    ledger = Ledger(ws.work / "session-01")
    ledger.forget_others(graph_of(ws.notebooks))
    assert not (ws.work / "session-01" / "outbox" / "tables" / "04-a").exists()
    assert (ws.work / "session-01" / "outbox" / "tables" / "05-a").exists()
    assert ledger.entry("04_count") is None


@pytest.mark.usefixtures("ran")
def test_progress_names_every_notebook_once_and_the_time_left_when_it_is_known(ws):
    lines = []
    run(ws, say=lines.append)
    assert len(lines) == 5
    assert "約還要" not in lines[0]
    again = []
    run(ws, Asked(again=True), say=again.append)
    assert "全部約還要 0 秒" in again[0]
    kept = []
    run(ws, say=kept.append)
    assert all("沒有變動" in line for line in kept)
    assert kept[-1].startswith("［5/5］")


def test_an_entry_that_cannot_be_read_counts_as_none(ws, ran):
    run(ws)
    ran.clear()
    (ws.work / "session-01" / "ledger" / "04_count.json").write_text("{", encoding="utf-8")
    run(ws)
    assert ran == ["04_count"]
