"""The stages of a session as a graph: what each notebook reads, takes from earlier ones, and makes.

A notebook says so in its own metadata (``labkit``: reads, takes, makes); one that says nothing reads and takes everything.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.core.errors import ParameterRefused

EVERYTHING = "*"
KEYS = ("reads", "takes", "makes")


@dataclass(frozen=True)
class Node:
    """One notebook of a session.

    ``reads`` are files and folders of the workspace (``*``: all; ``earlier``: protected tables of earlier sessions; ``key``: the key of
    pseudonyms). ``takes`` and ``makes`` are places in the session's room under work/. ``after`` are the stages it waits for.
    """

    name: str
    notebook: Path
    reads: tuple[str, ...]
    takes: tuple[str, ...]
    makes: tuple[str, ...]
    after: tuple[str, ...] = ()

    @property
    def patterns(self) -> tuple[str, ...]:
        """Return globs, relative to the room, of all that this stage writes there."""
        number = self.name[:2]
        own = (
            f"results/{self.name}.jsonl",
            f"notebooks/{self.notebook.name}",
            f"outbox/*/{number}-*",
            f"parts/{number}-*",
        )
        return (*own, *self.makes)


def graph_of(notebooks: Sequence[Path]) -> list[Node]:
    """Return the stages in the order of their names, each with the earlier ones whose tables it takes.

    Raises ParameterRefused for a notebook that cannot be read.
    """
    nodes: list[Node] = []
    for path in notebooks:
        told = _declared(path)
        takes = tuple(told.get("takes", (EVERYTHING,)))
        after = tuple(one.name for one in nodes if _needs(takes, one.makes))
        nodes.append(
            Node(path.stem, path, tuple(told.get("reads", (EVERYTHING,))), takes, tuple(told.get("makes", ())), after)
        )
    return nodes


def below(nodes: Sequence[Node], names: Sequence[str]) -> set[str]:
    """Return ``names`` and every stage that waits for one of them, through any number of others."""
    found = set(names)
    for node in nodes:
        if found.intersection(node.after):
            found.add(node.name)
    return found


def above(nodes: Sequence[Node], names: Sequence[str]) -> set[str]:
    """Return every stage that one of ``names`` waits for, through any number of others."""
    found: set[str] = set()
    for node in reversed(nodes):
        if node.name in names or node.name in found:
            found.update(node.after)
    return found


def longest_way(nodes: Sequence[Node]) -> set[str]:
    """Return the stages of the longest chains of those that wait for each other: how long they take is how long a session takes."""
    lengths = {one.name: _length(nodes, one) for one in nodes}
    most = max(lengths.values(), default=0)
    return {name for name, length in lengths.items() if length == most}


def _length(nodes: Sequence[Node], node: Node) -> int:
    """Return how many stages the longest chain through ``node`` has."""
    before: dict[str, int] = {}
    behind: dict[str, int] = {}
    for one in nodes:
        before[one.name] = 1 + max((before[name] for name in one.after), default=0)
    for one in reversed(nodes):
        behind[one.name] = 1 + max((behind[other.name] for other in nodes if one.name in other.after), default=0)
    return before[node.name] + behind[node.name] - 1


def _needs(takes: Sequence[str], makes: Sequence[str]) -> bool:
    return EVERYTHING in takes or bool({one.split("/")[0] for one in takes} & {one.split("/")[0] for one in makes})


def _declared(notebook: Path) -> dict[str, Any]:
    """Return what a notebook says of itself; raises ParameterRefused."""
    try:
        told = json.loads(notebook.read_text(encoding="utf-8"))["metadata"].get("labkit", {})
        found = {key: told[key] for key in KEYS if key in told}
        sound = all(isinstance(one, list) and all(isinstance(part, str) for part in one) for one in found.values())
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        sound = False
    if not sound:
        what = f"．{notebook.name}：筆記本無法解讀，請以「labkit new」另建工作區後複製原版筆記本。"
        raise ParameterRefused(what=what)
    return found
