"""The results sheet on one page: the announcement's four rows, and large numbers that are never a bare claim."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from labkit.core.table import Table
from labkit.documents.one_page.page import Figure, OnePage, Row
from labkit.documents.one_page.save import save_page
from labkit.poc.evidence import rung_name
from labkit.poc.report.document import chosen_numbers
from labkit.poc.report.fill import filled, title_of
from labkit.poc.report.printed import HEADLINE, Printed
from labkit.poc.report.record import Record, asked_of, numbers_of, sources_of, write_record, written_of
from labkit.poc.report.spec import MOST_FIGURES, ROWS, PocReport
from labkit.poc.report.unlinked import unlinked_findings
from labkit.poc.result import MetricResult
from labkit.taiwan.roc_dates import roc_text

NAME = "成果摘要"
SUFFIXES = (".odt", ".pdf", ".png")
SHOWN = 16
FIGURES_IN = "proof"


def write_sheet(  # noqa: PLR0913  (a sheet is made of all of these)
    spec: PocReport,
    results: Mapping[str, MetricResult],
    folder: str | Path,
    *,
    agency: str,
    as_of: date | None,
    sources: Mapping[str, str | Path] | None = None,
    tables: Mapping[str, Table] | None = None,
) -> list[Path]:
    """Write 成果摘要 as .odt, .pdf and .png, one A4 page each, and its record; return what was written.

    Raises SpecInvalid for a placeholder or metric that is not there, and for a text too long, naming its row: nothing is cut.
    """
    target = Path(folder)
    numbers = chosen_numbers(spec, results)
    page = sheet_page(spec, numbers, agency=agency, as_of=as_of)
    paths = save_page(page, target, tuple(f"{NAME}{suffix}" for suffix in SUFFIXES))
    kept = numbers_of(numbers)
    record = Record(
        title=f"{title_of(spec, numbers)}（{NAME}）",
        agency=agency,
        as_of=as_of,
        spec=spec.to_yaml(),
        numbers=kept,
        asked=asked_of(numbers),
        tables=sources_of(numbers, sources or {}, tables or {}, target),
        files=written_of(paths, kept),
    )
    return [*paths, write_record(record, target / f"{NAME}.json")]


def sheet_page(spec: PocReport, numbers: Mapping[str, Printed], *, agency: str, as_of: date | None) -> OnePage:
    """Return the page: the four rows with their numbers filled in, the large numbers in the last, the marks resolved."""
    chosen = [numbers[name] for name in spec.sheet.metrics or list(numbers)[:MOST_FIGURES]]
    rows = tuple(
        Row(
            label,
            tuple(filled(text, numbers, label) for text in getattr(spec.sheet, name)),
            tuple(_figure(one) for one in chosen) if name == FIGURES_IN else (),
        )
        for name, label in ROWS.items()
    )
    dated = f"計算基準日：{roc_text(as_of)}" if as_of else "計算基準日：未註明"
    marks = "　".join(f"{one.mark} {name} {one.result.sha256[:SHOWN]}" for name, one in numbers.items())
    loose = sum(finding.count for finding in unlinked_findings(spec.sheet_texts()))
    foot = (
        f"指標代號與結果雜湊：{marks}",
        *((f"這一頁有 {loose} 個數字沒有連到指標，請先處理再對外使用。",) if loose else ()),
        f"大數字依規格重算；定義、計算過程與限制見成果報告。可用 labkit poc verify {NAME}.json 全部重算核對。",
    )
    return OnePage(title_of(spec, numbers), f"{agency}　{NAME}　{dated}", rows, foot, as_of)


def _figure(one: Printed) -> Figure:
    result = one.result
    number, _, unit = one.forms[HEADLINE].partition(" ")
    same = [f"＝{one.forms[name]}" for name in ("人日",) if name in one.forms]
    lines = (*same, one.interval, f"{result.metric.status}，證據階梯{rung_name(result.measure.design)}")
    return Figure(number, unit, result.name, one.mark, lines)
