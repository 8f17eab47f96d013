"""The record beside a report: every number as printed, the specs and the tables' digests that it comes from, every file's hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic_core import from_json

from labkit.core.digest import digest_of
from labkit.core.errors import FileBroken, FileMissing
from labkit.core.files import sha256, write_whole
from labkit.core.table import Table
from labkit.poc.report.printed import COUNT, Printed
from labkit.poc.report.texts import found_in, text_of
from labkit.poc.report.unlinked import LONG, numbers_in
from labkit.poc.result import MetricResult
from labkit.version import __version__

KIND = "labkit poc report"
SCHEMA = 1
LARGEST = 50_000_000
NO_RECORD = "不是 labkit 成果報告的紀錄檔"


@dataclass(frozen=True)
class Source:
    """A table: its name, where its file lies (relative to the workspace or the record), the digest of its content."""

    table: str
    place: str
    digest: str = ""


@dataclass(frozen=True)
class Number:
    """A metric: id, mark, name, its spec as YAML, the hash of its result, every form of its number as printed, its working."""

    id: str
    mark: Annotated[str, Field(pattern=r"^〔M[0-9]+〕$")]
    metric: str
    spec: str
    sha256: str
    printed: Mapping[str, str]
    statement: str
    working: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file: its name, its hash, and how often each linked number stands in its text (nothing for a picture)."""

    file: str
    sha256: str
    held: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Record:
    """All that a check needs to compute a report again."""

    title: str
    agency: str
    as_of: date | None
    spec: str
    numbers: Annotated[tuple[Number, ...], Field(min_length=1)]
    asked: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[Source, ...] = ()
    files: Annotated[tuple[Written, ...], Field(min_length=1)] = ()
    labkit: str = __version__
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    def to_json(self) -> str:
        """Return the record as JSON; the same record makes the same bytes."""
        told = {"kind": KIND, "schema": SCHEMA, **asdict(self), "as_of": self.as_of.isoformat() if self.as_of else None}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def load(cls, path: Path) -> Record:
        """Read the record at ``path``; raises FileMissing, or FileBroken for a JSON file that is none or of another form."""
        if not path.is_file():
            raise FileMissing(place=path.name)
        if path.stat().st_size > LARGEST:
            raise FileBroken(place=path.name, why=NO_RECORD)
        try:
            told = from_json(path.read_bytes())
            form = told.pop("schema") if told.pop("kind") == KIND else None
            if form == SCHEMA:
                return TypeAdapter(cls).validate_python(told)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FileBroken(place=path.name, why=NO_RECORD) from error
        if not isinstance(form, int):
            raise FileBroken(place=path.name, why=NO_RECORD)
        why = f"是另一版 labkit 的紀錄檔（格式 {form}，這一版讀格式 {SCHEMA}），要用產生它的那一版核對"
        raise FileBroken(place=path.name, why=why)


def sources_of(
    numbers: Mapping[str, Printed], places: Mapping[str, str | Path], tables: Mapping[str, Table], folder: Path
) -> tuple[Source, ...]:
    """Return where the tables that were read lie, in the order of their names.

    An absolute place is told relative to ``folder``. Without ``tables`` every place is told, and no digest.
    """
    read = _read(numbers, tables)
    names = sorted(read) if tables else sorted(places)
    return tuple(
        Source(name, _relative(places.get(name, ""), folder), digest_of(read[name]) if name in read else "")
        for name in names
    )


def _read(numbers: Mapping[str, Printed], tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables that the metrics read; all of them where one cannot be told by itself."""
    behind: list[Table] = []
    ahead = [one.result for one in numbers.values()]
    while ahead:
        found = ahead.pop().found
        behind += found.used
        ahead += found.asked
    known = {id(table) for table in tables.values()}
    if any(id(table) not in known for table in behind):
        return dict(tables)
    wanted = {id(table) for table in behind}
    return {name: table for name, table in tables.items() if id(table) in wanted}


def numbers_of(numbers: Mapping[str, Printed]) -> tuple[Number, ...]:
    """Return what the record keeps of every metric."""
    return tuple(
        Number(
            id=name,
            mark=one.mark,
            metric=one.result.name,
            spec=one.result.metric.to_yaml(),
            sha256=one.result.sha256,
            printed=dict(one.forms),
            statement=one.result.statement,
            working=working_of(one.result),
        )
        for name, one in numbers.items()
    )


def working_of(result: MetricResult) -> tuple[str, ...]:
    """Return the numbers of the working with their units, each once."""
    told = (f"{line.number} {line.unit}".strip() for line in result.lines if line.unit or len(line.number) >= LONG)
    return tuple(dict.fromkeys(text for text in told if numbers_in(text, least=1)))


def asked_of(numbers: Mapping[str, Printed]) -> dict[str, str]:
    """Return the specs, by id, of metrics that are not printed and that printed ones are computed from."""
    found: dict[str, str] = {}
    ahead = [one.result for one in numbers.values()]
    while ahead:
        ahead += (below := ahead.pop().found.asked)
        found |= {one.metric.id: one.metric.to_yaml() for one in below if one.metric.id not in numbers}
    return found


def written_of(paths: Iterable[Path], numbers: Iterable[Number]) -> tuple[Written, ...]:
    """Return every file's hash and the linked numbers that its text holds."""
    wanted = list(dict.fromkeys(text for one in numbers for text in linked(one)))
    found = []
    for path in paths:
        text = text_of(path)
        held = {} if text is None else {one: count for one, count in found_in(text, wanted).items() if count}
        found.append(Written(path.name, sha256(path), held))
    return tuple(found)


def linked(one: Number) -> list[str]:
    """Return what stands in a text for ``one``: every form with its mark, without it where it has a unit, its working, and bare numbers."""
    forms = [f"{text}{one.mark}" for text in one.printed.values()]
    forms += [*(text for name, text in one.printed.items() if name != COUNT), *one.working]
    bare = (number for text in (*one.printed.values(), one.statement) for number in numbers_in(text))
    return list(dict.fromkeys([*forms, *bare]))


def write_record(record: Record, path: Path) -> Path:
    """Write ``record`` whole."""
    return write_whole(path, record.to_json())


def _relative(place: str | Path, folder: Path) -> str:
    import os  # noqa: PLC0415

    path = Path(place)
    if not path.is_absolute():
        return path.as_posix() if str(place) else ""
    try:
        return Path(os.path.relpath(path, folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.name
