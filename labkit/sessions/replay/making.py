"""Making a session again: the clean workspace filled, the stages that can be done, done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.core.errors import KeyMissing, LabkitError, StageFailed
from labkit.core.progress import Say
from labkit.privacy.keys import load_key
from labkit.privacy.release_gate import GateResult
from labkit.sessions.parameters import check_parameters
from labkit.sessions.replay.difference import Difference
from labkit.sessions.replay.place import build, copy_tables
from labkit.sessions.replay.sources import Sources
from labkit.sessions.replay.stages import EARLIER, KEY, blocked
from labkit.sessions.replay.tables import PROTECTED, chain, check_tables, names_of
from labkit.sessions.rooms import room_of
from labkit.sessions.running.asked import Asked
from labkit.sessions.running.gatekeeper import Gatekeeper
from labkit.sessions.running.graph import Node, graph_of
from labkit.sessions.running.ledger import Ledger
from labkit.sessions.running.schedule import Schedule
from labkit.sessions.running.whole import looked_through, produce
from labkit.workspace.layout import Workspace


@dataclass(frozen=True)
class Made:
    """What was made again: the files, the stages that could not be done with what they lack, and what was found to differ on the way."""

    outbox: Path
    outputs: Sequence[Mapping[str, Any]]
    blocked: Mapping[str, str]
    differences: Sequence[Difference]
    stopped: bool = False
    gate: GateResult | None = None

    def refuse_unless_passed(self) -> None:
        """Raise GateRefused where the gate would not let out what was made."""
        if self.gate is not None:
            self.gate.refuse_unless_passed()


def make(ws: Workspace, root: Path, compared: Mapping[str, Any], sources: Sources, say: Say) -> Made:
    """Fill the clean folder ``root`` and run in it what can be run; a stage that stops is a difference, not an error."""
    place, nth = build(root, sources.files), int(compared["session"]["nth"])
    nodes = graph_of(place.notebooks)
    lacks = _lacking(ws, compared, nodes)
    found = [one for several in lacks.values() for one in several]
    supplied: tuple[str, ...] = ()
    if lacks:
        changed = check_tables(ws, nth, compared)
        found += changed
        supplied = () if changed else (PROTECTED,)
    stages = blocked(nodes, lacks, supplied)
    for name in stages:
        (place.root / "notebooks" / f"{name}.ipynb").unlink()
    if stages and supplied:
        copy_tables(ws, place, nth, names_of(compared))
    if EARLIER not in lacks and _reads_earlier(nodes):
        for number, before in chain(ws, compared)[0].items():
            copy_tables(ws, place, number, names_of(before.compared))
    return _run(place, compared, stages, found, say)


def _run(
    place: Workspace, compared: Mapping[str, Any], stages: Mapping[str, str], found: list[Difference], say: Say
) -> Made:
    nth = int(compared["session"]["nth"])
    outbox = room_of(place, nth) / "outbox"
    nodes, plan = graph_of(place.notebooks), place.plan(nth)
    if not nodes:
        return Made(outbox, (), stages, found)
    given = {name: values for name, values in compared.get("parameters", {}).items() if name not in stages}
    work = Schedule(place, nth, plan.date, nodes, check_parameters(place.notebooks, given), Ledger(room_of(place, nth)))
    with Gatekeeper(place.raw) as keeper:
        try:
            made = produce(work, plan, Asked(), keeper, say)
        except StageFailed as error:
            told = {name: str(error.facts.get(name, "")) for name in ("cell", "why")}
            stop = Difference("notebook", str(error.facts.get("place", "")), "stopped", told)
            return Made(outbox, (), stages, [*found, stop], stopped=True)
        outputs = made.compared["outputs"] if made else ()
        return Made(outbox, outputs, stages, found, gate=looked_through(work, keeper))


def _lacking(ws: Workspace, compared: Mapping[str, Any], nodes: Sequence[Node]) -> dict[str, list[Difference]]:
    """Return what is not as it was then of the key and of earlier sessions' tables, with what there is to say of it."""
    found = {}
    wanted = str(compared.get("key", ""))
    if wanted and (other := _another_key(wanted)):
        found[KEY] = other
    if _reads_earlier(nodes):
        earlier, broken = chain(ws, compared)
        changed = [one for number, before in earlier.items() for one in check_tables(ws, number, before.compared)]
        if broken or changed:
            found[EARLIER] = [*broken, *changed]
    return found


def _another_key(wanted: str) -> list[Difference]:
    """Return in which way the key of now is not the one of the fingerprint ``wanted``."""
    try:
        now = load_key().fingerprint
    except KeyMissing:
        return [Difference("key", wanted, "key_missing")]
    except LabkitError as error:
        return [Difference("key", wanted, "key_refused", {"why": str(error)})]
    return [] if now == wanted else [Difference("key", wanted, "key_other", {"new": now})]


def _reads_earlier(nodes: Sequence[Node]) -> bool:
    return any(EARLIER in one.reads for one in nodes)
