"""What a workspace tells about its coaching: plans, frozen sessions and logs put together; one broken file hides nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from labkit.coaching.log import Log
from labkit.coaching.obligations.facts import Facts, Fault, FaultCode, Meeting
from labkit.coaching.obligations.goals import LogGoals, dropped, open_goals
from labkit.coaching.obligations.reworded import reworded
from labkit.coaching.obligations.terms import Terms
from labkit.coaching.plan import Plan
from labkit.coaching.team import Team
from labkit.core.errors import WorkspaceMissing
from labkit.core.glyphs import one_line
from labkit.workspace.spec_file import SpecFile, read_spec

TEAM, TERMS = "team.yml", "programme.yml"
NUMBERED = re.compile(r"[0-9]{2}\.yml")
STRAY = re.compile(r"(?![0-9]{2}\.yml$)[0-9]{1,3}(?![0-9])")
FROZEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{2,}(?:\.r[0-9]+)?")
P = TypeVar("P", Plan, Log)
NO_AGENCY = "（機關未填）"


def read_facts(root: Path) -> Facts:
    """Read team.yml, programme.yml, plan/, sessions/ and logs/ below ``root``; raises WorkspaceMissing without a team.yml."""
    if not (root / TEAM).is_file():
        raise WorkspaceMissing(place=one_line(root.name))
    team = read_spec(root, TEAM, Team)
    terms = read_spec(root, TERMS, Terms) if (root / TERMS).is_file() else SpecFile[Terms](TERMS, Terms())
    plans = [read_spec(root, name, Plan) for name in _numbered(root, "plan")]
    logs = [read_spec(root, name, Log) for name in _numbered(root, "logs")]
    folders = _folders(root)
    runs = {int(name[11:].split(".")[0]): date.fromisoformat(name[:10]) for name in folders}
    faults = [*team.faults, *terms.faults]
    faults += [fault for file in plans for fault in file.faults] + [fault for file in logs for fault in file.faults]
    faults += [*_strays(root), *_numbers(plans), *_numbers(logs), *_claims(logs, {*_kept(plans), *runs}, folders)]
    goals = {
        nth: LogGoals(tuple((one.goal, one.status) for one in log.previous_goals), log.next_goals)
        for nth, log in _kept(logs).items()
    }
    return Facts(
        agency=one_line(team.spec.agency if team.spec else "") or NO_AGENCY,
        folder=one_line(root.name),
        terms=(terms.spec or Terms()).without_names(),
        meetings=tuple(_meetings(_kept(plans), _kept(logs), runs, _written(logs))),
        goals=open_goals(goals),
        dropped_goals=dropped(goals),
        reworded=reworded(goals),
        faults=tuple(faults),
    )


def _numbered(root: Path, folder: str) -> list[str]:
    """Return the files of plan/ or logs/ that labkit reads, by name."""
    place = root / folder
    found = [path.name for path in place.iterdir() if NUMBERED.fullmatch(path.name)] if place.is_dir() else []
    return [f"{folder}/{name}" for name in sorted(found)]


def _strays(root: Path) -> Iterable[Fault]:
    """Yield the YAML files whose names begin with a number that is not all: copies of a cloud drive, which nothing reads."""
    for folder in ("plan", "logs"):
        place = root / folder
        for path in sorted(place.glob("*.y*ml")) if place.is_dir() else ():
            if STRAY.match(path.name):
                yield Fault(code="status_stray", file=f"{folder}/", line=0, detail=one_line(f"{folder}/{path.name}"))


def _folders(root: Path) -> list[str]:
    """Return the names of the frozen sessions; the newest run of a session stands last."""
    place = root / "sessions"
    found = [path.name for path in place.iterdir() if path.is_dir()] if place.is_dir() else []
    return sorted((name for name in found if is_frozen(name)), key=lambda name: (name[:10], len(name), name))


def is_frozen(name: str) -> bool:
    """Tell whether a folder of sessions/ has the name of a frozen session; others are not read."""
    try:
        return bool(FROZEN.fullmatch(name) and date.fromisoformat(name[:10]))
    except ValueError:
        return False


def _kept(files: Iterable[SpecFile[P]]) -> dict[int, P]:
    """Return what could be read by its number; the file whose name says the number goes before a copy of it."""
    found: dict[int, P] = {}
    for file in files:
        if file.spec is not None and (file.spec.nth == _number(file.name) or file.spec.nth not in found):
            found[file.spec.nth] = file.spec
    return found


def _number(name: str) -> int:
    return int(Path(name).stem)


def _written(logs: Iterable[SpecFile[Log]]) -> set[int]:
    """Return the numbers of the logs that are there but cannot be read."""
    return {_number(file.name) for file in logs if file.spec is None}


def _numbers(files: list[SpecFile[P]]) -> Iterable[Fault]:
    """Yield files whose number is not their name's: the number of another file, or of none."""
    read = [(file, file.spec.nth) for file in files if file.spec is not None]
    for file, nth in read:
        if nth == _number(file.name):
            continue
        other = next((one.name for one, number in read if number == nth and one is not file), "")
        code: FaultCode = "status_twice" if other else "status_number"
        yield file.fault(code, ("nth",), nth=str(nth), other=other, number=str(_number(file.name)))


def _claims(logs: list[SpecFile[Log]], known: set[int], folders: list[str]) -> Iterable[Fault]:
    """Yield logs of sessions that nobody planned or ran, that quote a folder which is not there, or went in before their session."""
    for file in logs:
        log = file.spec
        if log is None:
            continue
        if log.nth not in known:
            yield file.fault("status_never_run", ("nth",), nth=str(log.nth))
        if log.session is not None and log.session.folder not in folders:
            yield file.fault("status_no_folder", ("session",), nth=str(log.nth))
        handed: date | None = getattr(log, "handed_in", None)
        if handed is not None and handed < log.date:
            yield file.fault("status_handed_early", ("handed_in",), nth=str(log.nth))


def _meetings(
    plans: Mapping[int, Plan], logs: Mapping[int, Log], runs: Mapping[int, date], written: set[int]
) -> Iterable[Meeting]:
    """Yield every session by number; day, times and form are the log's, else the plan's."""
    for nth in sorted({*plans, *logs, *runs}):
        plan, log = plans.get(nth), logs.get(nth)
        first = log or plan
        timed = next((one for one in (log, plan) if one and one.start and one.end), first)
        handed: date | None = getattr(log, "handed_in", None)
        yield Meeting(
            nth=nth,
            day=first.date if first else runs[nth],
            start=timed.start if timed else None,
            end=timed.end if timed else None,
            form=first.form if first else "",
            planned=plan is not None,
            run=nth in runs,
            logged=log is not None or nth in written,
            handed_in=None if handed is not None and log is not None and handed < log.date else handed,
            unread=log is None and nth in written,
            place=plan.place if plan else "",
        )
