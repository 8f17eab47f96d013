"""The order of the work: each stage as soon as what it waits for is done, two at once, and none without need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from labkit.core.progress import Say, timed
from labkit.core.run_errors import NotReady
from labkit.sessions.parameters import declared
from labkit.sessions.running.asked import Asked
from labkit.sessions.running.digests import digest_of_stage
from labkit.sessions.running.execute import execute
from labkit.sessions.running.graph import Node, above, below, longest_way
from labkit.sessions.running.kernels import Kernels
from labkit.sessions.running.ledger import Ledger
from labkit.sessions.running.progress import STILL, StageProgress
from labkit.workspace.layout import Workspace

AT_ONCE = 2
DONE, KEPT, LEFT = "done", "kept", "left"
Finished = Callable[[Node], None]


@dataclass(frozen=True)
class Schedule:
    """The stages of one session and what became of each: done, kept as it was, or left alone."""

    ws: Workspace
    nth: int
    day: date
    nodes: Sequence[Node]
    parameters: Mapping[str, Mapping[str, Any]]
    ledger: Ledger
    status: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def digest(self, node: Node) -> str:
        """Return the hash of all that the stage depends on now."""
        taken = self.ledger.taken(node, self.nodes)
        given = {"session": self.nth, "day": self.day.isoformat(), **self.parameters.get(node.name, {})}
        return digest_of_stage(self.ws, node, given, taken)

    def stale(self) -> list[str]:
        """Return the stages whose results are not those of now."""
        changed = [one.name for one in self.nodes if not self.ledger.holds(one, self.digest(one))]
        wanted = below(self.nodes, changed)
        return [one.name for one in self.nodes if one.name in wanted]

    def refuse_unready(self, asked: Asked) -> None:
        """Raise NotReady where ``only`` names a stage that others would have to be done for."""
        if asked.only and (missing := sorted(above(self.nodes, asked.only) & set(self.stale()) - set(asked.only))):
            raise NotReady(names="、".join(asked.only), missing="、".join(missing))

    def expected(self, asked: Asked) -> int:
        """Return how many notebooks will be run, as far as that is known before."""
        forced = asked.forced(self.nodes)
        return len(forced) if asked.only else len(forced | set(self.stale()))

    def run(self, asked: Asked, kernels: Kernels, say: Say, finished: Finished) -> None:
        """Do what has to be done; ``finished`` hears of every stage whose files stand.

        Raises StageFailed when a notebook stops: after the one beside it has ended.
        """
        forced = asked.forced(self.nodes)
        told = StageProgress(self.nodes, self.ledger, say, at_once=AT_ONCE)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                self._work(pool, _Choice(asked, forced), kernels, told, finished)
            except BaseException:  # whatever it is, the notebooks that still run have to end before the pool can
                kernels.end()
                raise

    def _work(
        self, pool: ThreadPoolExecutor, choice: _Choice, kernels: Kernels, told: StageProgress, finished: Finished
    ) -> None:
        running: dict[Future[None], Node] = {}
        while len(self.status) < len(self.nodes):
            for node in self._ready(running.values()):
                if choice.leaves(node):
                    self.status[node.name] = LEFT
                elif not choice.forces(node) and self.ledger.holds(node, self.digest(node)):
                    self.status[node.name] = KEPT
                    told.kept(node)
                    finished(node)
                elif len(running) < AT_ONCE:
                    told.begins(node)
                    running[pool.submit(self._do, node, kernels)] = node
            self._collect(running, told, finished)

    def _ready(self, running: Sequence[Node] | Any) -> list[Node]:
        """Return the stages that wait for nothing any more; first those that the longest way waits for."""
        busy = {one.name for one in running}
        open_ = (one for one in self.nodes if one.name not in self.status and one.name not in busy)
        ready = [one for one in open_ if all(name in self.status for name in one.after)]
        return sorted(ready, key=lambda one: -len(below(self.nodes, [one.name])))

    def _collect(self, running: dict[Future[None], Node], told: StageProgress, finished: Finished) -> None:
        """Wait for the next stage to end; raises StageFailed of the first in order once all have ended."""
        if not running:
            return
        while not (done := wait(running, STILL, FIRST_COMPLETED).done):
            told.still(node.name for node in running.values())
        if any(one.exception() for one in done):
            while wait(running, STILL).not_done:
                told.still(node.name for one, node in running.items() if not one.done())
            failed = sorted((node.name, error) for one, node in running.items() if (error := one.exception()))
            raise failed[0][1]
        for one in done:
            node = running.pop(one)
            self.status[node.name] = DONE
            finished(node)

    def _do(self, node: Node, kernels: Kernels) -> None:
        """Run one notebook and enter it into the ledger; what it left before is taken back first."""
        digest = self.digest(node)
        self.ledger.take_back(node)
        own = {"workspace": ".", "session": self.nth}
        known = {name: value for name, value in own.items() if name in declared(node.notebook)}
        with timed(self.seconds, node.name):
            execute(
                node.notebook,
                self.ledger.room / "notebooks" / node.notebook.name,
                {**known, **self.parameters.get(node.name, {})},
                kernels,
                yields=node.name not in longest_way(self.nodes),
            )
        self.ledger.write(node, digest, self.seconds[node.name])


@dataclass(frozen=True)
class _Choice:
    """Which stages a person's wish forces, and which it leaves alone."""

    asked: Asked
    forced: set[str]

    def forces(self, node: Node) -> bool:
        return node.name in self.forced

    def leaves(self, node: Node) -> bool:
        return bool(self.asked.only) and node.name not in self.asked.only
