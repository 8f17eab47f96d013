"""Verify: every number of a report computed again from its specs and its data, and looked for in the report's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from labkit.core.document import Document, Text
from labkit.core.errors import FileBroken, FileMissing, LabkitError, ReportStale
from labkit.core.files import sha256
from labkit.core.finding import Finding
from labkit.core.result import Result
from labkit.core.table import Table
from labkit.core.yaml import parse
from labkit.poc.graph import evaluate_all
from labkit.poc.metric import Metric
from labkit.poc.report.differences import changed_numbers, changed_tables, changed_text
from labkit.poc.report.places import data_of
from labkit.poc.report.record import Record, Written
from labkit.taiwan.roc_dates import roc_text
from labkit.version import __version__

if TYPE_CHECKING:
    from labkit.core.cells import Tabulated
    from labkit.poc.result import MetricResult


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class VerifyResult(Result):
    """A report whose numbers all came out again: how many metrics and numbers, from how many tables, in which files."""

    counts_only: ClassVar[bool] = True
    as_of: date | None
    metrics: int
    numbers: int
    tables: int
    files: tuple[str, ...]
    edited: tuple[str, ...] = field(default=())

    @property
    def summary(self) -> str:
        """Return that all numbers came out again."""
        day = f"（計算基準日 {roc_text(self.as_of)}）" if self.as_of else ""
        data = f"與 {self.tables} 份資料表" if self.tables else ""
        told = (
            f"「{self.name}」的 {self.metrics} 個指標、{self.numbers} 個數字，已由規格{data}全部重算，與報告相同{day}。"
        )
        return told + (f"{'、'.join(self.edited)} 的文字改過，數字沒有變。" if self.edited else "")

    def to_document(self) -> Document:
        """Return the summary, the files looked at, and what was noticed."""
        looked = Text(f"核對的檔案：{'、'.join(self.files)}", "note")
        return Document(
            "報告核對", (Text(self.summary), looked, *(Text(one.sentence, "note") for one in self.findings))
        )


def verify_report(
    path: str | Path,
    tables: Mapping[str, Table] | None = None,
    *,
    results: Mapping[str, Tabulated] | None = None,
) -> VerifyResult:
    """Compute every number of the report at ``path`` (any of its files, or its .json) again and compare.

    The data are ``tables`` by name, else the files at the recorded places; ``results`` are pivots and analyses that metrics
    read. Prose may be edited; numbers may not. Raises ReportStale, with every number that was and is now, every source that
    changed and every file whose numbers were edited; FileMissing for a source that is not there, with where it was looked for.
    """
    path = Path(path)
    place = record_of(path)
    record = Record.load(place)
    data = data_of(record, place.parent, tables or {})
    again = recomputed(record, data, results)
    files = _files(record, path, place.parent)
    stale = [*changed_numbers(record, again), *changed_tables(record, data)]
    edited, absent = [], []
    for written, one in files:
        if not one.is_file():
            absent.append(written.file)
        elif sha256(one) != written.sha256:
            stale += changed_text(record, written, one)
            edited.append(one.name)
    if stale:
        if record.labkit != __version__:
            stale.append(f"報告由 labkit {record.labkit} 產生，現在是 {__version__}：差異也可能來自版本。")
        raise ReportStale(place=path.name, what="\n".join(f"．{line}" for line in stale))
    return VerifyResult(
        name=record.title,
        as_of=record.as_of,
        metrics=len(record.numbers),
        numbers=sum(len(one.printed) for one in record.numbers),
        tables=len(record.tables),
        files=tuple(one.name for _, one in files if one.is_file()),
        edited=tuple(edited),
        findings=tuple(_absent(absent)),
    )


def record_of(path: Path) -> Path:
    """Return the record that belongs to a file of a report; raises FileMissing."""
    if not path.is_file():
        which = "（這是資料夾，請寫其中的報告檔或它的 .json）" if path.is_dir() else ""
        raise FileMissing(place=f"{path.name or path}{which}")
    if path.suffix.lower() == ".json":
        return path
    beside = path.with_suffix(".json")
    if beside.is_file():
        return beside
    others = [one for one in sorted(path.parent.glob("*.json")) if _names(one, path)]
    if not others:
        raise FileMissing(place=f"{beside.name}（{path.name} 的紀錄檔，要和報告放在一起）")
    return others[0]


def recomputed(
    record: Record, data: Mapping[str, Table], results: Mapping[str, Tabulated] | None = None
) -> dict[str, MetricResult]:
    """Return every metric of the record computed again, by id; raises ReportStale where one cannot be."""
    texts = {**record.asked, **{one.id: one.spec for one in record.numbers}}
    try:
        metrics = {name: Metric.of_yaml(parse(text, place=f"{name}.yml")) for name, text in texts.items()}
        found = evaluate_all(list(metrics.values()), data, record.as_of, results=results)
    except LabkitError as error:
        raise ReportStale(place=record.title, what=f"．無法重算：{error}") from error
    if any(metric.id != name for name, metric in metrics.items()) or len({one.id for one in record.numbers}) < len(
        record.numbers
    ):
        raise ReportStale(place=record.title, what="．無法重算：紀錄裡的指標代號重複，或與規格不同。")
    return found


def _files(record: Record, path: Path, folder: Path) -> list[tuple[Written, Path]]:
    """Return the recorded files that are asked about: all of them for the record, one for a file."""
    if path.suffix.lower() == ".json":
        return [(one, folder / Path(one.file).name) for one in record.files]
    found = [(one, path) for one in record.files if Path(one.file).suffix == path.suffix.lower()]
    if not found:
        known = "、".join(one.file for one in record.files)
        raise FileBroken(place=path.name, why=f"紀錄檔沒有這種格式（有：{known}）")
    return found


def _names(record: Path, path: Path) -> bool:
    try:
        return any(one.file == path.name for one in Record.load(record).files)
    except LabkitError:
        return False


def _absent(names: list[str]) -> Iterator[Finding]:
    if names:
        yield Finding("report_files_absent", count=len(names), facts={"names": "、".join(names)})
