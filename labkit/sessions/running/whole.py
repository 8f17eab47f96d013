"""The whole of a run once it is known that something has to be done: notebooks, report, gate, folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from labkit.coaching.plan import Plan
from labkit.coaching.told import spoken
from labkit.core.errors import RawRefused
from labkit.core.files import through, write_whole
from labkit.core.progress import Say
from labkit.privacy.release_gate import GateResult, allowed_by, judged
from labkit.sessions import manifest as manifests
from labkit.sessions.folders import newest
from labkit.sessions.manifest import Manifest
from labkit.sessions.record import SessionRecord
from labkit.sessions.records import crate
from labkit.sessions.report import compose, read_results
from labkit.sessions.running.after import draft, facts_for_log, log_before
from labkit.sessions.running.asked import Asked
from labkit.sessions.running.execute import load_papermill
from labkit.sessions.running.freeze import freeze, keep
from labkit.sessions.running.gatekeeper import Gatekeeper
from labkit.sessions.running.graph import Node
from labkit.sessions.running.kernels import Kernels
from labkit.sessions.running.last import Last
from labkit.sessions.running.prove import compared_facts, settings_of, whole_digest
from labkit.sessions.running.schedule import Schedule
from labkit.sessions.state import load_tables
from labkit.sessions.told import told_of

AHEAD = 2


def run_whole(work: Schedule, plan: Plan, asked: Asked, keeper: Gatekeeper, say: Say) -> SessionRecord:
    """Run what has to be run, look everything through, freeze it and draft the log.

    Where only some notebooks were asked for and others are out of date, nothing is frozen: the record's ``stale`` names them.
    """
    room, before = work.ledger.room, log_before(work.ws, plan.nth)
    manifest = produce(work, plan, asked, keeper, say)
    results = read_results(room, work.nodes)
    told = spoken(told_of(results))
    if manifest is None:
        nothing, stale = Manifest({}, {}), tuple(work.stale())
        log = work.ws.log_path(plan.nth)
        return SessionRecord(plan.nth, None, nothing, told, log, work.seconds, work.status, stale=stale)
    say("個資檢查與封存……")
    looked_through(work, keeper).refuse_unless_passed()
    folder, fresh = _frozen(work, plan, asked, manifest)
    if not fresh:
        say("成果與上次封存的完全相同，沒有另存。")
    log = draft(work.ws, plan, before, facts_for_log(work.ws, folder, results), say)
    through(log.parent)
    Last.write(room, whole_digest(work), folder)  # last of all: a run that finds it has nothing left to do
    return SessionRecord(plan.nth, folder, manifest, told, log, work.seconds, work.status, fresh=fresh)


def produce(work: Schedule, plan: Plan, asked: Asked, keeper: Gatekeeper, say: Say) -> Manifest | None:
    """Run what has to be run; put the report, the notebooks and the manifest into the outbox. None where stages are still out of date.

    ``keeper`` hears of every stage's files as soon as they stand. Raises RawRefused before a notebook runs, and StageFailed.
    """
    room = work.ledger.room
    with Kernels(work.ws.root, room / "kernels.log", AHEAD) as kernels:
        say("檢查原始資料……")
        load_papermill()  # meanwhile
        rows, errors = keeper.raw_rows()
        if errors:
            raise RawRefused(count=len(errors), what="\n".join(f"．{one}" for one in errors.values()))
        kernels.expect(work.expected(asked))
        work.run(asked, kernels, say, lambda node: keeper.check(room / "outbox", _files(work, node)))
    if work.stale():
        return None
    compose(room, plan, work.ws, read_results(room, work.nodes))
    return _described(work, plan, rows)


def _files(work: Schedule, node: Node) -> list[Path]:
    """Return the publishable files of one stage."""
    entry = work.ledger.entry(node.name)
    return [work.ledger.room / place for place in (entry.made if entry else ()) if place.startswith("outbox/")]


def _described(work: Schedule, plan: Plan, rows: Mapping[str, int]) -> Manifest:
    """Write the crate, and the manifest that lists it with all else, into the outbox; the manifest comes last."""
    outbox = work.ledger.room / "outbox"
    facts = compared_facts(work, plan, rows)
    write_whole(outbox / crate.NAME, crate.crate_of(facts))
    facts["outputs"] = manifests.outputs_of(outbox)
    manifest = Manifest(facts, {"seconds": work.seconds, "status": work.status})
    write_whole(outbox / manifests.NAME, manifest.to_json())
    return manifest


def looked_through(work: Schedule, keeper: Gatekeeper) -> GateResult:
    """Have the rest looked through (report, notebooks, manifest, the names of folders); return what the gate says of all.

    What policies keep with a reason is listed and passes in just those columns.
    """
    outbox = work.ledger.room / "outbox"
    looked = {path for node in work.nodes for path in _files(work, node)}
    paths = sorted(outbox.rglob("*"))
    keeper.check(outbox, [path for path in paths if path not in looked])
    tables = load_tables(work.ledger.room / "protected").values()
    allowed = [one for table in tables for one in allowed_by(table.protection)]
    return judged(keeper.seen(), sum(path.is_file() for path in paths), allowed)


def _frozen(work: Schedule, plan: Plan, asked: Asked, manifest: Manifest) -> tuple[Path, bool]:
    """Return the session's frozen folder, and whether it is new: an equal one is not made twice unless all was asked for again."""
    newest_one = newest(work.ws, plan.nth)
    if newest_one and not asked.again and Manifest.load(newest_one).digest == manifest.digest:
        return newest_one, False
    keep(work.ws, [*settings_of(work), *(node.notebook for node in work.nodes)])
    return freeze(work.ws, f"{plan.date.isoformat()}-{plan.nth:02}", work.ledger.room / "outbox"), True
