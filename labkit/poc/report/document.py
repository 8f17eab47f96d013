"""The report as a Document: the team's words, the metrics with their marks, how the claims stand, and the appendix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from labkit.core.document import Document, Picture, Text
from labkit.core.errors import MetricInput
from labkit.poc.report.appendix import appendix
from labkit.poc.report.chapters import Material, chapters
from labkit.poc.report.fill import title_of
from labkit.poc.report.printed import Printed, printed
from labkit.poc.report.spec import PocReport
from labkit.poc.report.unlinked import unlinked_findings
from labkit.poc.result import MetricResult
from labkit.taiwan.roc_dates import roc_text


def chosen_numbers(spec: PocReport, results: Mapping[str, MetricResult]) -> dict[str, Printed]:
    """Return the report's metrics with their marks; raises MetricInput where there is none."""
    numbers = printed(results, spec.chosen(results))
    if not numbers:
        raise MetricInput(place="成果報告", what="沒有任何指標。請先在 metrics 資料夾寫好指標。")
    return numbers


def report_document(  # noqa: PLR0913  (a report is made of all of these)
    spec: PocReport,
    numbers: Mapping[str, Printed],
    *,
    agency: str,
    as_of: date | None,
    pictures: Sequence[Picture] = (),
    tables: Sequence[tuple[str, str, str]] = (),
    record: str = "成果報告.json",
) -> Document:
    """Return the whole report; ``tables`` are name, place and digest of every source."""
    given = Material(
        spec=spec,
        numbers=numbers,
        pictures=pictures,
        tables=tables,
        noticed=tuple(unlinked_findings(spec.report_texts())),
    )
    dated = f"計算基準日：{roc_text(as_of)}" if as_of else "計算基準日：未註明"
    front = (
        Text(f"{agency}　{dated}"),
        Text("數字旁的〔M1〕〔M2〕是指標編號，定義、計算過程與雜湊列在附錄。", "note"),
    )
    return Document(title_of(spec, numbers), (*front, *chapters(given), *appendix(numbers, record)), as_of=as_of)
