"""One coaching session: check everything, run the notebooks, pass the gate, freeze the folder, draft the log."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.coaching.log import Log, RunFacts
from labkit.coaching.plan import Plan
from labkit.coaching.session_log.cells import labels
from labkit.coaching.session_log.log_file import LogFile
from labkit.coaching.session_log.redraft import Draft, Redrafted, redraft
from labkit.coaching.team import Team
from labkit.core.errors import RawRefused
from labkit.core.files import sha256, write_whole
from labkit.core.progress import Say, silent, timed
from labkit.inventory.catalogue import InventoryResult, take_inventory
from labkit.privacy.release_gate import Allowed, allowed_by, gate
from labkit.sessions import manifest as manifests
from labkit.sessions.manifest import Manifest
from labkit.sessions.names import table_names
from labkit.sessions.next_goals import proposed_goals
from labkit.sessions.notebooks import ENVIRONMENT, execute
from labkit.sessions.parameters import check_parameters, declared
from labkit.sessions.preflight import check_settings
from labkit.sessions.report import compose, read_results
from labkit.sessions.stage.room import room_of
from labkit.sessions.state import load_tables
from labkit.tables.read import read_all
from labkit.workspace.layout import Workspace


@dataclass(frozen=True)
class SessionRecord:
    """A frozen session: its number, folder, manifest, and the sentences of its results."""

    nth: int
    folder: Path
    manifest: Manifest
    sentences: tuple[str, ...]
    log: Path
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def outputs(self) -> list[str]:
        """Return the names of the published files."""
        return [str(one["name"]) for one in self.manifest.compared["outputs"]]


def run_session(
    ws: Workspace,
    nth: int | None = None,
    *,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    progress: Say = silent,
) -> SessionRecord:
    """Run session ``nth`` (default: the newest planned) of ``ws`` and freeze its results.

    Everything that can be refused is refused before a kernel starts: PlanMissing, SpecInvalid, NoRawFiles,
    ParameterRefused, SettingsRefused, RawRefused. Later StageFailed or GateRefused may come; then nothing is published.
    """
    number = nth if nth is not None else ws.next_session()
    plan, team = ws.plan(number), ws.team
    given = _joined(plan.parameters, parameters or {})
    checked = check_parameters(ws.notebooks, given)
    before = _logs_readable(ws, number)
    check_settings(ws, table_names(ws.raw_files(), ws.raw), checked)
    progress("檢查原始資料……")
    inventory = _readable(ws)
    seconds = _run_notebooks(ws, number, checked, progress)
    progress("個資檢查與封存……")
    room = room_of(ws, number)
    results = read_results(room)
    compose(room, plan, team.agency, ws, results)
    found = Manifest(_compared(ws, plan, checked, inventory, room), {"seconds": seconds})
    write_whole(room / "outbox" / manifests.NAME, found.to_json())
    raw = [table for path in ws.raw_files() for table in read_all(path).values()]
    gate(room / "outbox", raw=raw, allowed=_allowed(room)).refuse_unless_passed()
    folder = _freeze(ws, plan, room / "outbox")
    sentences = tuple(f"{one['title']}：{_one_sentence(one['said'])}" for one in results)
    drafted = _draft(
        ws, plan, RunFacts(folder.name, sha256(folder / manifests.NAME), sentences, proposed_goals(ws, results)), before
    )
    _remind(team, drafted, progress)
    return SessionRecord(number, folder, found, sentences, drafted.path, seconds)


def _run_notebooks(
    ws: Workspace, nth: int, parameters: Mapping[str, Mapping[str, Any]], progress: Say
) -> dict[str, float]:
    """Run every notebook in a fresh kernel, in an emptied room under work/; return the seconds of each."""
    room = room_of(ws, nth)
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    seconds: dict[str, float] = {}
    for index, notebook in enumerate(ws.notebooks, 1):
        progress(f"［{index}/{len(ws.notebooks)}］{notebook.stem}")
        own = {"workspace": ".", "session": nth}
        known = {name: value for name, value in own.items() if name in declared(notebook)}
        with timed(seconds, notebook.stem):
            execute(
                notebook, room / "notebooks" / notebook.name, {**known, **parameters[notebook.stem]}, folder=ws.root
            )
    return seconds


def _allowed(room: Path) -> list[Allowed]:
    """Return what the policies of this session keep with a reason: the gate lists it and lets it pass in those columns."""
    tables = load_tables(room / "protected").values()
    return [one for table in tables for one in allowed_by(table.protection)]


def _remind(team: Team, drafted: Redrafted, progress: Say) -> None:
    """Say what people still have to look at."""
    if drafted.kept:
        progress(f"紀錄表有 {len(drafted.kept)} 欄已由人填寫，保留不更新：{labels(drafted.kept)}。請核對。")
    if drafted.aside:
        told = f"logs/{drafted.aside.parent.name}/{drafted.aside.name}"
        progress(f"logs/{drafted.path.name} 現在無法寫入（讀不出來或寫法特別），沒有更動它；這次的草稿存在 {told}。")
    if team.agency.startswith("（"):
        progress("提醒：team.yml 的機關名稱尚未填寫，報告與紀錄表會留著「請填機關名稱」。")


def _joined(*layers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    joined: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for notebook, values in layer.items():
            joined.setdefault(notebook, {}).update(values)
    return joined


def _readable(ws: Workspace) -> InventoryResult:
    """Read every raw file once; raises RawRefused with all that cannot be read."""
    ws.raw_files()
    inventory = take_inventory(ws.raw)
    if inventory.errors:
        what = "\n".join(f"．{error}" for error in inventory.errors.values())
        raise RawRefused(count=len(inventory.errors), what=what)
    return inventory


def _compared(
    ws: Workspace, plan: Plan, parameters: Mapping[str, Any], inventory: InventoryResult, room: Path
) -> dict[str, Any]:
    rows: dict[str, int] = {}
    for entry in inventory.entries:
        rows[entry.file] = rows.get(entry.file, 0) + entry.rows
    raw = [
        manifests.described(path, ws.root, rows=rows[path.relative_to(ws.raw).as_posix()]) for path in ws.raw_files()
    ]
    return {
        "session": {"nth": plan.nth, "date": plan.date.isoformat()},
        "tables": {
            name: path.relative_to(ws.root).as_posix() for name, path in table_names(ws.raw_files(), ws.raw).items()
        },
        "inputs": raw,
        "specs": [manifests.described(path, ws.root) for path in ws.spec_files()],
        "notebooks": [manifests.described(path, ws.root) for path in ws.notebooks],
        "parameters": {name: dict(values) for name, values in parameters.items()},
        "environment": ENVIRONMENT,
        "versions": manifests.versions(),
        "outputs": manifests.outputs_of(room / "outbox"),
    }


def _freeze(ws: Workspace, plan: Plan, outbox: Path) -> Path:
    """Move the outbox to sessions/ in one step; an earlier run is never overwritten."""
    base = f"{plan.date.isoformat()}-{plan.nth:02}"
    names = [base, *(f"{base}.r{number}" for number in range(2, 1000))]
    folder = next(ws.sessions / name for name in names if not (ws.sessions / name).exists())
    for path in outbox.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
    ws.sessions.mkdir(exist_ok=True)
    outbox.replace(folder)
    return folder


def _draft(ws: Workspace, plan: Plan, facts: RunFacts, before: Log | None) -> Redrafted:
    """Write the log's draft; cells that people changed, also during the run, and their comments, stay."""
    return redraft(ws.log_path(plan.nth), Draft(plan, ws.team, facts, before))


def _logs_readable(ws: Workspace, nth: int) -> Log | None:
    """Read this session's log, if there is one, and return the one before it, if there is one; raises what reading raises."""
    if ws.log_path(nth).is_file():
        LogFile.read(ws.log_path(nth))
    return LogFile.read(ws.log_path(nth - 1)).log if ws.log_path(nth - 1).is_file() else None


def _one_sentence(said: Sequence[str]) -> str:
    """Join sentences into one: full stops between them give way to 「；」."""
    return "；".join([*(one.rstrip("。") for one in said[:-1]), *said[-1:]])
