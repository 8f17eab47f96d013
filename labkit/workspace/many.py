"""Many workspaces below one folder: found, read through their indexes, and put into one overview."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from labkit.coaching.obligations.facts import Facts
from labkit.coaching.obligations.overview import Broken, OverviewResult, overview
from labkit.coaching.obligations.status import status
from labkit.coaching.team import Team
from labkit.core.errors import FileMissing, WorkspaceMissing
from labkit.core.glyphs import one_line
from labkit.core.messages import say
from labkit.workspace.facts import TEAM
from labkit.workspace.index import facts_of
from labkit.workspace.spec_file import read_spec, why

DEEPEST = 4
SIGNS = ("plan", "logs")


def workspaces_below(folder: Path) -> Iterator[Path]:
    """Yield the workspaces in ``folder``, at most four folders deep, by name; one that lost its team.yml is yielded too.

    A folder that links lead to twice is yielded once.
    Raises FileMissing for a folder that is not there.
    """
    if not folder.is_dir():
        raise FileMissing(place=folder.name)
    yield from _below(folder, DEEPEST, set())


def _below(folder: Path, deep: int, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in seen:  # a link to a folder that was met before, or to one around it
        return
    seen.add(real)
    if (folder / TEAM).is_file() or all((folder / name).is_dir() for name in SIGNS):
        yield folder
        return
    if not deep:
        return
    try:
        with os.scandir(folder) as entries:
            inner = sorted(entry.path for entry in entries if entry.is_dir() and not entry.name.startswith("."))
    except OSError:
        yield folder
        return
    for one in inner:
        yield from _below(Path(one), deep - 1, seen)


def overview_of(folder: Path, as_of: date, *, expert: str = "") -> OverviewResult:
    """Return the status of every workspace below ``folder`` on ``as_of``; with ``expert``, of the teams that name this coach.

    A workspace that cannot be read is listed with why, also among one coach's teams: whose it is cannot be known.
    """
    facts, broken = facts_below(folder, expert=expert)
    return overview([status(one, as_of) for one in facts], broken, as_of)


def facts_below(folder: Path, *, expert: str = "") -> tuple[list[Facts], list[Broken]]:
    """Return the facts of every workspace below ``folder``, and those that cannot be read; raises FileMissing."""
    facts: list[Facts] = []
    broken: list[Broken] = []
    for root in workspaces_below(folder):
        place = one_line(root.relative_to(folder).as_posix() if root != folder else root.name)
        try:
            if expert and (coaches := coaches_of(root)) is not None and _name(expert) not in coaches:
                continue
            facts.append(facts_of(root).model_copy(update={"folder": place}))
        except WorkspaceMissing:
            broken.append(Broken(place, say("status.no_team")))
        except OSError as error:
            broken.append(Broken(place, why(error)))
    return facts, broken


def coaches_of(root: Path) -> set[str] | None:
    """Return the coaches that the team names; None where its file cannot be read. Names are read here, as ``_name`` has them, and kept nowhere."""
    team = read_spec(root, TEAM, Team).spec
    return None if team is None else {_name(one.name) for one in team.experts}


def _name(told: str) -> str:
    """Return a name without spaces and width of signs, which people set as they like."""
    return "".join(unicodedata.normalize("NFKC", told).split()).casefold()
