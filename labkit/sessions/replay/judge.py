"""What came out again held against the manifest, and the versions of then against those of now."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from labkit.core.messages import say
from labkit.sessions.manifest import CANONICAL
from labkit.sessions.replay.difference import Difference

MACHINE = ("python", "platform", "lock_sha256")
ALWAYS = frozenset({".csv", ".json"})
HASH_SIGNS = 12
NONE = "（無）"


@dataclass(frozen=True)
class Judged:
    """How many outputs are equal, which differ only with the machine, and what differs."""

    same: int
    derived: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Rule:
    """``lenient``: another platform, Python, package or lock is used, so that csv and json alone must be equal.

    ``apart`` were not made and are not judged; ``touched`` are no longer as they were frozen: they are named already, and count for nothing.
    """

    lenient: bool = False
    apart: Collection[str] = frozenset()
    touched: Collection[str] = frozenset()


def judge(
    wanted: Sequence[Mapping[str, Any]], frozen: Path, made: Sequence[Mapping[str, Any]], outbox: Path, rule: Rule
) -> Judged:
    """Compare the outputs of ``frozen`` with those in ``outbox``: by name, then by hash, notebooks also by what they say."""
    old = {str(one["name"]): one for one in wanted if one["name"] not in rule.apart}
    new = {str(one["name"]): one for one in made if one["name"] not in rule.apart}
    same, derived, found = 0, [], []
    for name, one in old.items():
        if name not in new:
            found.append(Difference("output", name, "not_made"))
        elif one["sha256"] == new[name]["sha256"] or (
            one.get("kind") == CANONICAL and _says_the_same(frozen / name, outbox / name)
        ):
            same += name not in rule.touched
        elif rule.lenient and PurePosixPath(name).suffix not in ALWAYS:
            derived += [name] if name not in rule.touched else []
        else:
            found.append(Difference("output", name, "differs"))
    found += [Difference("output", name, "new") for name in new if name not in old]
    return Judged(same, tuple(derived), tuple(found))


def changed_versions(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return every version that is another now: packages by name, hashes by their first signs. What was not recorded then is not told."""
    found = _changed("version", {**old, "packages": None}, {**new, "packages": None})
    return [*found, *_changed_packages(old, new)]


def changed_environment(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return every variable of the kernels that is set otherwise now."""
    return _changed("environment", old, new)


def another_machine(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Tell whether bytes may differ by rights: another platform, Python, package or lock."""
    return bool(_changed_packages(old, new)) or any(old.get(name) != new.get(name) for name in MACHINE)


def cells_of(notebook: Path) -> list[Any]:
    """Return what a published notebook says: each cell's kind, source, tags and outputs, without counts and ids."""
    book = json.loads(notebook.read_text(encoding="utf-8"))
    return [
        (
            cell["cell_type"],
            "".join(cell["source"]),
            cell.get("metadata", {}).get("tags", []),
            [{key: told for key, told in one.items() if key != "execution_count"} for one in cell.get("outputs", [])],
        )
        for cell in book["cells"]
    ]


def _changed_packages(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    then, now = dict(old.get("packages", {})), dict(new.get("packages", {}))
    return _changed("version", then, {name: now.get(name) for name in then})


def _says_the_same(one: Path, other: Path) -> bool:
    try:
        return cells_of(one) == cells_of(other)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _changed(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(what, _label(name), "now", {"old": _short(name, old.get(name)), "new": _short(name, new.get(name))})
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]


def _label(name: str) -> str:
    told = say(f"replay_versions.{name}")
    return name if told == f"replay_versions.{name}" else told


def _short(name: str, value: object) -> str:
    text = str(value or NONE)
    return text[:HASH_SIGNS] if name.endswith("_sha256") else text
