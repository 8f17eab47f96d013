"""What a person asked of a run: as needed, all again, only some notebooks, or from one on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labkit.core.errors import ParameterRefused
from labkit.core.near import near_miss
from labkit.sessions.running.graph import Node, below


@dataclass(frozen=True)
class Asked:
    """``again``: every stage; ``only``: these alone, the others are taken as they are; ``first``: this one and what waits for it."""

    again: bool = False
    only: tuple[str, ...] = ()
    first: str = ""

    def check(self, nodes: Sequence[Node]) -> None:
        """Raise ParameterRefused for the name of a notebook that is not there."""
        known = [one.name for one in nodes]
        told = [one for one in (*self.only, self.first) if one]
        faults = [f"．沒有筆記本「{name}」，{near_miss(name, known)}" for name in told if name not in known]
        if faults:
            raise ParameterRefused(what="\n".join(faults))

    def forced(self, nodes: Sequence[Node]) -> set[str]:
        """Return the stages to be done whatever is known of them."""
        if self.again:
            return {one.name for one in nodes}
        return below(nodes, [self.first]) if self.first else set(self.only)
