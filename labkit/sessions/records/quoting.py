"""Whether the log of a bundle quotes exactly this session: in what programs read, and in what its papers print."""

from __future__ import annotations

import re

from labkit.coaching.log import Log
from labkit.core.errors import LabkitError
from labkit.poc.report.texts import text_of
from labkit.sessions.records.contents import LOGS, Contents
from labkit.sessions.records.fault import Fault
from labkit.sessions.records.frozen import Frozen
from labkit.sessions.records.log_copy import FORMATS


def log_faults(contents: Contents, frozen: Frozen) -> list[Fault]:
    """Return where the log is absent, unreadable, of another session, or does not quote this manifest's hash."""
    place = f"{LOGS}{frozen.nth:02}.yml"
    if place not in contents.hashes:
        return [Fault(place, "log_missing")]
    try:
        log = Log.load(contents.root / place)
    except LabkitError as error:
        return [Fault(place, "log_unread", {"why": str(error)})]
    faults = []
    told = log.session
    if told is None or told.folder != frozen.folder:
        faults.append(Fault(place, "log_session", {"name": told.folder if told else ""}))
    if told is None or told.manifest_sha256 != frozen.sha256:
        faults.append(Fault(place, "log_manifest"))
    if (log.nth, log.date) != (frozen.nth, frozen.day):
        faults.append(Fault(place, "log_day"))
    papers = [f"{LOGS}{log.file_name}.{suffix}" for suffix in FORMATS]
    others = [name for name in contents.hashes if name.startswith(LOGS) and name not in {place, *papers}]
    faults += [Fault(name, "misplaced") for name in others]
    return faults or [fault for name in papers for fault in _printed(contents, frozen, name)]


def _printed(contents: Contents, frozen: Frozen, name: str) -> list[Fault]:
    """Return that a paper is absent or does not print the hash; line breaks within do not count."""
    if name not in contents.hashes:
        return [Fault(name, "log_missing")]
    try:
        text = re.sub(r"\s", "", text_of(contents.root / name) or "")
    except LabkitError as error:
        return [Fault(name, "log_unread", {"why": str(error)})]
    held = frozen.printed in text and frozen.folder in text
    return [] if held else [Fault(name, "log_silent", {"printed": frozen.printed})]
