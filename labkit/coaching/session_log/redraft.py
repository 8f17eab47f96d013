"""The log after a run: cells that nobody changed follow the newest run; what people wrote stays, also what they wrote meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.coaching.log import Log, RunFacts, draft_log, edited_cells
from labkit.coaching.plan import Plan
from labkit.coaching.session_log.cells import CELLS, cells_of, plain
from labkit.coaching.session_log.history import Entry, Stamp, history_path, note
from labkit.coaching.session_log.lock import only_writer
from labkit.coaching.session_log.log_file import LogFile, keep_aside, start
from labkit.coaching.session_log.splice import spliced
from labkit.coaching.team import Team
from labkit.core.errors import FileExists, LabkitError
from labkit.core.files import sha256, sha256_text, write_whole

TRIES = 20


@dataclass(frozen=True)
class Redrafted:
    """Where the log stands, the cells kept because people wrote them, and the draft's own file where the log could not be written."""

    path: Path
    kept: tuple[str, ...] = ()
    aside: Path | None = None


@dataclass(frozen=True)
class Draft:
    """What a log is drafted from: plan, team, what the run said, and the log before this one."""

    plan: Plan
    team: Team
    facts: RunFacts
    before: Log | None = None

    def log(self, earlier: Log | None) -> Log:
        """Return the log, with the cells that people changed in ``earlier``."""
        return draft_log(self.plan, self.team, self.facts, earlier, before=self.before)


def redraft(path: Path, draft: Draft, stamp: Stamp = Stamp()) -> Redrafted:  # noqa: B008  (a frozen value)
    """Write the draft at ``path``: newly, or into the cells of the log that people have not changed; comments stay.

    The log is read when it is written, under the lock, so that what was written during the run is seen; a file that another
    program replaces at that moment is read again. A log that cannot be read is left alone, and the draft stands beside it.
    """
    for _ in range(TRIES):
        try:
            if not path.exists():
                start(path, draft.log(None), stamp, "drafted")
                return Redrafted(path)
            done = _into(path, draft, stamp)
        except FileExists:
            continue
        except LabkitError:
            break
        if done is not None:
            return done
    return Redrafted(path, aside=keep_aside(path, _whole(draft.log(None))))


def _into(path: Path, draft: Draft, stamp: Stamp) -> Redrafted | None:
    """Write the draft into the log at ``path``; None where another program changed it meanwhile."""
    with only_writer(history_path(path)) as history:
        read = LogFile.read(path)
        log = draft.log(read.log)
        old, now = cells_of(read.log), cells_of(log)
        cells = {name: (old[name], now[name]) for name in CELLS if old[name] != now[name]}
        changes = {**{name: pair[1] for name, pair in cells.items()}, **_bookkeeping(read.log, log)}
        text = spliced(read.text, changes, place=read.place)
        read.note_hand_edits(history)
        note(history, Entry("drafted", stamp, read.sha256, sha256_text(text), cells))
        if sha256(path) != read.sha256:
            return None
        write_whole(path, text)
    return Redrafted(path, tuple(edited_cells(read.log)))


def _bookkeeping(old: Log, new: Log) -> dict[str, Any]:
    """Return the keys, other than cells, that the draft changes."""
    told = {"nth": new.nth, "session": new.session.model_dump(mode="json") if new.session else None}
    return {**told, **({"drafted": {}} if old.drafted else {})}


def _whole(log: Log) -> dict[str, Any]:
    return {name: value for name in CELLS if (value := plain(log, name)) is not None}
