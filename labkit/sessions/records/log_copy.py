"""The log of a session as it is handed over (附件4), and as the gate reads it: without the names that it may hold.

The one exemption: people's names in the rows 紀錄者 and 參與人員. Their posts, and every other row, are read like anything else; so
is a name that holds anything but a name.
"""

from __future__ import annotations

from pathlib import Path

from labkit.coaching.log import Log, RanAs
from labkit.coaching.team import Person
from labkit.core.files import write_whole
from labkit.documents.save import render_document
from labkit.privacy.detection.spans import find_all

FORMATS = ("odt", "pdf")
STANDS_FOR_A_NAME = "（姓名）"


def write_log(log: Log, folder: Path) -> list[Path]:
    """Write the log as odt and pdf, and as yml for programs; returns the files.

    The yml is made again from what the log says: comments and the hashes of drafts stay in the workspace.
    """
    session = log.session and RanAs(folder=log.session.folder, manifest_sha256=log.session.manifest_sha256)
    plain = log.model_copy(update={"session": session, "drafted": {}})
    paper = plain.to_document()
    written = [write_whole(folder / f"{plain.file_name}.{one}", render_document(paper, one)) for one in FORMATS]
    return [*written, write_whole(folder / f"{plain.nth:02}.yml", plain.to_yaml())]


def for_the_gate(log: Log) -> Log:
    """Return the log with a word in the place of each name in 紀錄者 and 參與人員."""
    recorder = _without_name(log.recorder) if log.recorder else None
    return log.model_copy(
        update={"recorder": recorder, "attendees": tuple(_without_name(one) for one in log.attendees)}
    )


def _without_name(one: Person) -> Person:
    """Return a person without the name, unless something else stands there.

    >>> [_without_name(Person(name=name)).name for name in ("王小明", "王小明0912-345-678")]
    ['（姓名）', '王小明0912-345-678']
    """
    only_a_name = all(span.entity == "PERSON" for span in find_all(one.name))
    return one.model_copy(update={"name": STANDS_FOR_A_NAME}) if only_a_name else one
