"""What people see while a session runs: which notebook, which of how many, and about how long it will still take."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from labkit.core.progress import Say
from labkit.sessions.running.graph import Node
from labkit.sessions.running.ledger import Ledger

MINUTE = STILL = 60


class StageProgress:
    """Counts the stages that were begun or kept; the time left is that of an earlier run, divided by how many run at once."""

    def __init__(self, nodes: Sequence[Node], ledger: Ledger, say: Say, *, at_once: int) -> None:
        self.total, self.say, self.at_once = len(nodes), say, at_once
        self.earlier = {one.name: entry.seconds for one in nodes if (entry := ledger.entry(one.name))}
        self.left = [one.name for one in nodes]
        self.quiet = 0
        self._lock = threading.Lock()

    def begins(self, node: Node) -> None:
        """Say that a notebook begins."""
        self._step(node, self._time_left())

    def kept(self, node: Node) -> None:
        """Say that nothing changed for a notebook."""
        self._step(node, "：沒有變動，沿用上次的結果")

    def still(self, names: Iterable[str]) -> None:
        """Say that nothing has ended for a while: long notebooks have no limit, and people want to know that they still run."""
        self.quiet += STILL
        self.say(
            f"　　　仍在執行：{'、'.join(names)}（已 {self.quiet // MINUTE} 分沒有新進度；要停止請按 Ctrl-C，做完的會保留）"
        )

    def _step(self, node: Node, more: str) -> None:
        with self._lock:
            self.left.remove(node.name)
            self.quiet = 0
            self.say(f"［{self.total - len(self.left)}/{self.total}］{node.name}{more}")

    def _time_left(self) -> str:
        known = [self.earlier[name] for name in self.left if name in self.earlier]
        if len(known) < len(self.left):
            return ""
        seconds = max(sum(known) / self.at_once, *known)
        return f"（全部約還要 {seconds:.0f} 秒）" if seconds < MINUTE else f"（全部約還要 {seconds / MINUTE:.0f} 分）"
