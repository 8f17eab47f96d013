"""The numbers of a bundle's reports against the records beside them: computed again where no data is needed, else counted.

Tables that a report read are never looked for: they stay with the agency, and a bundle from elsewhere names no file to open here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from labkit.core.errors import FileBroken, LabkitError
from labkit.poc.report.record import Record, written_of
from labkit.poc.report.verify import verify_report
from labkit.sessions.records.contents import SESSION, Contents
from labkit.sessions.records.fault import Fault
from labkit.sessions.records.frozen import Frozen


@dataclass(frozen=True)
class Papers:
    """How many reports were computed again, how many only compared with their records, and what differs."""

    recomputed: int
    compared: int
    faults: tuple[Fault, ...]


def check_papers(contents: Contents, frozen: Frozen) -> Papers:
    """Check every report of the session; run it on files whose hashes hold."""
    faults: list[Fault] = []
    counts = {True: 0, False: 0}
    for name, record in _records(contents, f"{SESSION}{frozen.folder}/report/"):
        alone = not record.tables
        counts[alone] += 1
        path = contents.root / name
        told = list(_told_otherwise(record, path, name))
        faults += told or (_stale(path, name) if alone else [])
    return Papers(counts[True], counts[False], tuple(faults))


def _records(contents: Contents, prefix: str) -> Iterator[tuple[str, Record]]:
    for name in sorted(contents.hashes):
        if name.startswith(prefix) and name.endswith(".json"):
            try:
                yield name, Record.load(contents.root / name)
            except FileBroken:  # another kind of JSON, or of another version: its hash is all that can be checked
                continue


def _told_otherwise(record: Record, path: Path, name: str) -> Iterator[Fault]:
    """Yield the report's files that are absent, or whose text holds its numbers otherwise than the record says."""
    folder = path.parent
    for one in record.files:
        paper = folder / Path(one.file).name
        if not paper.is_file():
            yield Fault(name, "paper_absent", {"name": paper.name})
            continue
        try:
            found = written_of([paper], record.numbers)[0]
        except LabkitError:
            found = None
        if found is None or (found.sha256, dict(found.held)) != (one.sha256, dict(one.held)):
            yield Fault(name, "paper_differs", {"name": paper.name})


def _stale(path: Path, name: str) -> list[Fault]:
    try:
        verify_report(path)
    except LabkitError as error:
        return [Fault(name, "paper_stale", {"why": str(error)})]
    return []
