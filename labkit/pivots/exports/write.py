"""The verb: a pivot becomes a file in the format of its suffix, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from labkit.core.errors import CellsRefused, FormatUnknown, NotProtected, RecordsReveal
from labkit.core.files import write_whole
from labkit.pivots.exports.adapt import notes, plan_of, sentences
from labkit.pivots.exports.html import pivot_page
from labkit.pivots.exports.plan import NativePlan, RecordField, StaticTable
from labkit.pivots.exports.sheet import native_sheet
from labkit.pivots.exports.static import static_table
from labkit.pivots.native._format import NATIVE_FORMATS, NativeFormat, Page
from labkit.tables.write import write
from labkit.tables.writers._writer import refuse_in_xml

if TYPE_CHECKING:
    from labkit.pivots.result import PivotResult

HEADS = 8  # lines above and below a table, at least


def write_pivot(result: PivotResult, path: str | Path, *, records: bool = True) -> Path:
    """Write ``result`` by suffix: xlsx or ods with its finished table, and with ``records`` a pivot that can be refreshed.

    html is one page of the finished table; csv holds the wide frame in UTF-8 with its mark, texts guarded for Excel.

    The refreshable pivot needs the records beside it: they must be protected (NotProtected), and no cell of the pivot may be
    hidden, since the records would give it away (RecordsReveal). Only the columns that the pivot uses are written.
    Medians, distinct counts and percentiles stand beside as finished numbers. Real Excel was not tried.

    Raises FormatUnknown for another suffix and CellsRefused for what no sheet can hold; nothing is written then.
    """
    path = Path(path)
    name = path.suffix.lower().lstrip(".")
    if name == "html":
        return write_whole(path, pivot_page(result))
    if name == "csv":
        write(result.frame, path, for_excel=True)
        return path
    if name not in NATIVE_FORMATS:
        names = "、".join(f".{one}" for one in sorted([*NATIVE_FORMATS, "csv", "html"]))
        raise FormatUnknown(place=path.name, suffix=path.suffix or "（無副檔名）", names=names)
    format_ = NATIVE_FORMATS[name]
    plan = _plan(result, path.name, format_) if records else None
    table = static_table(result)
    _fits(table, path.name, format_)
    page = Page(result.name, tuple(sentences(result)), tuple(notes(result)), table)
    return write_whole(path, format_.render(page, plan))


def _plan(result: PivotResult, place: str, format_: NativeFormat) -> NativePlan | None:
    if result.protection is None:
        raise NotProtected(place=result.name)
    if hidden := sum(one.hidden for one in getattr(result, "cells", ())):
        raise RecordsReveal(place=place, count=hidden)
    rows = result.used.num_rows
    if not rows:
        raise CellsRefused(place=place, what="沒有任何紀錄，樞紐無從更新；請以 records=False 只存統計表")
    if rows >= format_.limits[0]:
        what = f"{rows:,} 列紀錄，超過一張工作表的 {format_.limits[0] - 1:,} 列；請以 records=False 只存統計表"
        raise CellsRefused(place=place, what=what)
    plan = plan_of(result)
    if refused := [f"欄位「{one.name}」：{why}" for one in plan.fields if (why := _refused(one))]:
        raise CellsRefused(place=place, what="\n".join(refused))
    if unknown := [one.caption for one in plan.values if one.show_as not in {"normal", *format_.shows}]:
        raise CellsRefused(place=place, what=f"{'、'.join(unknown)}：這個格式的樞紐沒有這種顯示方式，請改存成 xlsx")
    if not plan.values:
        raise CellsRefused(place=place, what="這些數值試算表的樞紐都做不出來；請以 records=False 只存統計表")
    if (wide := native_sheet(plan).laid.width) > format_.limits[1]:
        raise CellsRefused(place=place, what=f"樞紐有 {wide:,} 欄，超過一張工作表的 {format_.limits[1]:,} 欄")
    return plan


def _refused(field: RecordField) -> str:
    """Tell why the records of a field cannot be written as they are: the first reason that holds."""
    return next((why for cell in field.cells if (why := refuse_in_xml(cell))), "")


def _fits(table: StaticTable, place: str, format_: NativeFormat) -> None:
    rows, columns = len(table.kinds) + HEADS + len(table.head), len(table.columns)
    if rows > format_.limits[0] or columns > format_.limits[1]:
        raise CellsRefused(place=place, what=f"統計表有 {rows:,} 列 × {columns:,} 欄，超過一張工作表的上限")
