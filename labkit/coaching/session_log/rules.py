"""The rules that a log is checked by. Each is a function from what is seen to faults; ``RULES`` is their order."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from labkit.coaching.log import Log
from labkit.coaching.session_log.cells import form_label
from labkit.coaching.session_log.check import Fault, Rule, Seen, is_empty
from labkit.core.errors import LabkitError
from labkit.core.files import sha256
from labkit.taiwan.office_calendar import is_working_day, standing
from labkit.taiwan.roc_dates import roc_text

TEXTS = ("previous_goals", "summary", "next_goals", "expert_remarks")
MANIFEST = "manifest.json"
NEAR = 0.5
SHORTEST_NAME = 2


def empty_cells(seen: Seen) -> Iterator[Fault]:
    """Yield the cells that say nothing."""
    log = seen.log
    told = {
        "start": str(log.start or ""),
        "end": str(log.end or ""),
        "agency": log.agency,
        "recorder": log.recorder.name if log.recorder else "",
        "attendees": "".join(one.name for one in log.attendees),
        "summary": "".join(log.summary),
        "next_goals": "".join(log.next_goals),
        "expert_remarks": log.expert_remarks,
    }
    yield from (seen.fault("empty", name, cell=form_label(name)) for name, text in told.items() if is_empty(text))
    if log.nth > 1 and not log.previous_goals:
        yield seen.notice("no_previous_goals", "previous_goals")


def goals(seen: Seen) -> Iterator[Fault]:
    """Yield the previous goals that nobody said the outcome of."""
    for at, one in enumerate(seen.log.previous_goals):
        if is_empty(one.status):
            yield seen.fault("no_status", "previous_goals", at, number=at + 1)


def times(seen: Seen) -> Iterator[Fault]:
    """Yield an end before the start, a day off, a day to come, and days of handing in that cannot be."""
    log, as_of = seen.log, seen.around.as_of
    if log.start and log.end and log.end <= log.start:
        yield seen.fault("ends_before", "end")
    if log.date > as_of:
        yield seen.fault("to_come", "date", day=roc_text(log.date))
    elif standing(log.date.year) != "不詳" and not is_working_day(log.date):
        yield seen.notice("closed_day", "date", day=roc_text(log.date))
    if log.handed_in and log.handed_in < log.date:
        yield seen.fault("handed_in_before", "handed_in")
    elif log.handed_in and log.handed_in > as_of:
        yield seen.fault("handed_in_to_come", "handed_in")


def due(seen: Seen) -> Iterator[Fault]:
    """Yield that the log is, or was handed in, too late."""
    log, late = seen.log, (seen.log.handed_in or seen.around.as_of) - seen.log.due
    if late.days > 0:
        code = "handed_in_late" if log.handed_in else "overdue"
        yield seen.notice(code, "handed_in" if log.handed_in else "date", day=roc_text(log.due), count=late.days)


def session(seen: Seen) -> Iterator[Fault]:
    """Yield that no session was run, or that the one which the log quotes is not there as it was."""
    told = seen.log.session
    if told is None:
        yield seen.notice("never_run", nth=seen.log.nth)
        return
    manifest = seen.around.sessions / told.folder / MANIFEST
    if not manifest.is_file():
        yield seen.fault("session_gone", "session", folder=told.folder)
    elif sha256(manifest) != told.manifest_sha256:
        yield seen.fault("session_differs", "session", folder=told.folder)


def number(seen: Seen) -> Iterator[Fault]:
    """Yield a number that does not fit the file's name, or that another file of the folder has, too."""
    nth, path = str(seen.log.nth), seen.path
    if path.stem.isdigit() and int(path.stem) != seen.log.nth:
        yield seen.fault("other_number", "nth", nth=nth)
    for other in sorted(path.parent.glob("*.yml")):
        if other == path:
            continue
        try:
            told = str(Log.load(other).nth)
        except LabkitError:
            yield seen.notice("unread", file=other.name)
            continue
        if told == nth:
            yield seen.fault("number_twice", "nth", nth=nth, file=other.name)


def people(seen: Seen) -> Iterator[Fault]:
    """Yield people who are not in team.yml, by their place in the list and never by name, and people named twice."""
    team = seen.around.team
    known = [one.name for one in (*team.members, *team.experts)]
    there = [*([("recorder", None, seen.log.recorder)] if seen.log.recorder else [])]
    told = [*there, *(("attendees", at, one) for at, one in enumerate(seen.log.attendees))]
    for name, at, one in told:
        if one.name in known:
            continue
        close = difflib.get_close_matches(one.name, known, n=1, cutoff=NEAR)
        near = _place_in_team(known.index(close[0]), len(team.members)) if close else ""
        spot = (name,) if at is None else (name, at)
        which = form_label(name) if at is None else f"{form_label(name)}第 {at + 1} 位"
        yield seen.fault("unknown_person_near" if near else "unknown_person", *spot, who=which, near=near)
    names = [one.name for one in seen.log.attendees]
    for at, name in enumerate(names):
        if name in names[:at]:
            yield seen.fault("person_twice", "attendees", at, who=at + 1, first=names.index(name) + 1)


def names_in_texts(seen: Seen) -> Iterator[Fault]:
    """Yield texts that hold the name of somebody of the team or the log: names belong to 紀錄者 and 參與人員 alone."""
    log, team = seen.log, seen.around.team
    there = (*team.members, *team.experts, *log.attendees, *([log.recorder] if log.recorder else []))
    names = {one.name for one in there if len(one.name) >= SHORTEST_NAME}
    for cell in TEXTS:
        for at, text in enumerate(_texts(log, cell)):
            if any(name in text for name in names):
                spot = (cell,) if cell == "expert_remarks" else (cell, at)
                yield seen.notice("name_in_text", *spot, cell=form_label(cell))


def _texts(log: Log, cell: str) -> list[str]:
    if cell == "previous_goals":
        return [f"{one.goal}\n{one.status}" for one in log.previous_goals]
    told = getattr(log, cell)
    return [told] if isinstance(told, str) else list(told)


def _place_in_team(at: int, members: int) -> str:
    return f"members 第 {at + 1} 位" if at < members else f"experts 第 {at - members + 1} 位"


RULES: tuple[Rule, ...] = (number, times, people, goals, empty_cells, session, names_in_texts, due)
