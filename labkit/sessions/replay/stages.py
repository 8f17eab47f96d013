"""Which stages can be done again without the key, or without the tables of earlier sessions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from labkit.sessions.report import REPORT
from labkit.sessions.running.graph import EVERYTHING, Node

KEY, EARLIER = "key", "earlier"


def blocked(nodes: Sequence[Node], lacking: Collection[str], supplied: Collection[str]) -> dict[str, str]:
    """Return the stages that cannot be done again, with what they lack: ``lacking`` itself, or what such a stage would have made.

    ``supplied`` are folders of the room that are there as they were.
    """
    found: dict[str, str] = {}
    gone: dict[str, str] = {}
    for node in nodes:
        wanted = [one for one in (KEY, EARLIER) if one in lacking and _needs(node, one)]
        wanted += [why for folder, why in gone.items() if EVERYTHING in node.takes or folder in _folders(node.takes)]
        if wanted:
            found[node.name] = wanted[0]
            gone.update(dict.fromkeys(_folders(node.makes) - {*supplied}, wanted[0]))
    return found


def not_done(names: Sequence[str], stages: Mapping[str, str]) -> dict[str, str]:
    """Return the outputs that ``stages`` would have made, each with what they lack; the report holds something of every stage."""
    numbers = {stage[:2]: why for stage, why in stages.items()}
    found = {}
    for name in names:
        path = PurePosixPath(name)
        own = path.stem in stages if path.suffix == ".ipynb" else path.parts[1:] and path.parts[1][2:3] == "-"
        if name == REPORT and stages:
            found[name] = next(iter(stages.values()))
        elif own and (why := numbers.get(path.parts[1][:2])):
            found[name] = why
    return found


def _needs(node: Node, what: str) -> bool:
    """Tell whether a stage reads the key or earlier tables; one that says nothing of itself may read the key."""
    silent = EVERYTHING in node.reads and EVERYTHING in node.takes
    return what in node.reads or (what == KEY and silent)


def _folders(places: Sequence[str]) -> set[str]:
    return {one.split("/")[0] for one in places}
