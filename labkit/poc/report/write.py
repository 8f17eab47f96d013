"""Writes the report in four formats, and the record of its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from labkit.core.document import Picture
from labkit.core.table import Table
from labkit.documents.save import save_document
from labkit.poc.report.appendix import SHOWN
from labkit.poc.report.document import chosen_numbers, report_document
from labkit.poc.report.fill import title_of
from labkit.poc.report.record import Record, asked_of, numbers_of, sources_of, write_record, written_of
from labkit.poc.report.spec import PocReport
from labkit.poc.result import MetricResult

NAME = "成果報告"
SUFFIXES = (".odt", ".docx", ".pdf", ".html")


def write_report(  # noqa: PLR0913  (a report is made of all of these)
    spec: PocReport,
    results: Mapping[str, MetricResult],
    folder: str | Path,
    *,
    agency: str,
    as_of: date | None,
    pictures: Sequence[Picture] = (),
    sources: Mapping[str, str | Path] | None = None,
    tables: Mapping[str, Table] | None = None,
) -> list[Path]:
    """Write 成果報告 as .odt, .docx, .pdf and .html, and 成果報告.json, into ``folder``; return what was written.

    ``sources`` names where each table's file lies, relative to the workspace or to the report, ``tables`` the tables
    themselves (their digests are recorded). The same inputs make the same bytes. Raises SpecInvalid for a placeholder,
    metric or chart that is not there; then nothing is written.
    """
    target = Path(folder)
    numbers = chosen_numbers(spec, results)
    told = sources_of(numbers, sources or {}, tables or {}, target)
    document = report_document(
        spec,
        numbers,
        agency=agency,
        as_of=as_of,
        pictures=pictures,
        tables=[(one.table, one.place or "–", one.digest[:SHOWN] or "–") for one in told],
        record=f"{NAME}.json",
    )
    paths = [save_document(document, target / f"{NAME}{suffix}") for suffix in SUFFIXES]
    kept = numbers_of(numbers)
    record = Record(
        title=title_of(spec, numbers),
        agency=agency,
        as_of=as_of,
        spec=spec.to_yaml(),
        numbers=kept,
        asked=asked_of(numbers),
        tables=told,
        files=written_of(paths, kept),
    )
    return [*paths, write_record(record, target / f"{NAME}.json")]
