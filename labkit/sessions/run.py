"""One coaching session: check everything, run what changed, pass the gate, freeze the folder, draft the log."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labkit.coaching.plan import Plan
from labkit.coaching.told import spoken
from labkit.core.errors import NoRawFiles
from labkit.core.progress import Say, silent
from labkit.core.run_errors import DiskFull, Interrupted
from labkit.sessions.manifest import Manifest
from labkit.sessions.names import table_names
from labkit.sessions.parameters import check_parameters
from labkit.sessions.record import SessionRecord
from labkit.sessions.report import read_results
from labkit.sessions.rooms import room_of
from labkit.sessions.running.asked import Asked
from labkit.sessions.running.freeze import recover
from labkit.sessions.running.graph import graph_of
from labkit.sessions.running.last import Last
from labkit.sessions.running.ledger import Ledger
from labkit.sessions.running.lock import only_run
from labkit.sessions.running.prove import whole_digest
from labkit.sessions.running.schedule import KEPT, Schedule
from labkit.sessions.running.stops import is_full, stoppable
from labkit.sessions.told import told_of
from labkit.workspace.layout import Workspace

NEEDED = Asked()


def run_session(
    ws: Workspace,
    nth: int | None = None,
    *,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    asked: Asked = NEEDED,
    progress: Say = silent,
) -> SessionRecord:
    """Run session ``nth`` (default: the newest planned) of ``ws`` and freeze its results.

    Only stages whose notebook, parameters, files, tables, code or packages changed are run; where nothing changed, the folder
    frozen before is returned. ``asked`` may want all again, some notebooks only, or those from one on.

    Everything that can be refused is refused before a notebook runs: AlreadyRunning, PlanMissing, SpecInvalid, NoRawFiles,
    ParameterRefused, SettingsRefused, NotReady, RawRefused. Later StageFailed, GateRefused, Interrupted or DiskFull may come; then nothing is
    published, and what was done stays for the next run.
    """
    try:
        with stoppable(), only_run(ws.work) as began:
            recover(ws, began)
            return _run(ws, nth if nth is not None else ws.next_session(), parameters or {}, asked, progress)
    except KeyboardInterrupt:
        raise Interrupted from None
    except OSError as error:
        if is_full(error):
            raise DiskFull(place=ws.root.name) from None
        raise


def _run(
    ws: Workspace, nth: int, parameters: Mapping[str, Mapping[str, Any]], asked: Asked, progress: Say
) -> SessionRecord:
    plan = ws.plan(nth)
    work = _schedule(ws, plan, parameters)
    asked.check(work.nodes)
    if not ws.raw_files():
        raise NoRawFiles(place="data/raw")
    if asked == NEEDED and (folder := _unchanged(work)):
        progress("沒有任何變動：沿用上次封存的成果，沒有另存（要重做請加 --again）。")
        return _record_of(work, folder)
    work.refuse_unready(asked)
    from labkit.sessions.running.gatekeeper import Gatekeeper  # noqa: PLC0415  (heavy, as what follows, and not needed above)

    with Gatekeeper(ws.raw) as keeper:  # it reads the raw files while settings are checked here
        from labkit.sessions.preflight import check_settings  # noqa: PLC0415
        from labkit.sessions.running.whole import run_whole  # noqa: PLC0415

        check_settings(ws, table_names(ws.raw_files(), ws.raw), work.parameters)
        return run_whole(work, plan, asked, keeper, progress)


def _schedule(ws: Workspace, plan: Plan, given: Mapping[str, Mapping[str, Any]]) -> Schedule:
    """Return the session's work; stages of an earlier run that are no longer part of it are forgotten."""
    checked = check_parameters(ws.notebooks, given, plan=ws.plan_path(plan.nth))
    nodes = graph_of(ws.notebooks)
    ledger = Ledger(room_of(ws, plan.nth))
    ledger.forget_others(nodes)
    return Schedule(ws, plan.nth, plan.date, nodes, checked, ledger)


def _unchanged(work: Schedule) -> Path | None:
    """Return the folder that was frozen for just this state of everything, if it still stands."""
    last = Last.read(work.ledger.room)
    if last is None or work.stale() or not work.ws.log_path(work.nth).is_file():
        return None
    return last.stands(work.ws, whole_digest(work))


def _record_of(work: Schedule, folder: Path) -> SessionRecord:
    results = read_results(work.ledger.room, work.nodes)
    status = {node.name: KEPT for node in work.nodes}
    return SessionRecord(
        work.nth,
        folder,
        Manifest.load(folder),
        spoken(told_of(results)),
        work.ws.log_path(work.nth),
        status=status,
        fresh=False,
    )
