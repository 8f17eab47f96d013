"""Excel workbooks: the finished table, and a PivotTable that Excel and LibreOffice refresh from the records beside it.

XlsxWriter makes the sheets; the parts of the pivot are put into the finished package. Texts are never read as formulas.
Read back and refreshed with LibreOffice 7.4; real Excel was not tried.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

from labkit.pivots.exports.plan import NativePlan
from labkit.pivots.exports.sheet import NATIVE_SHEET, RECORD_SHEET, STATIC_SHEET, NativeSheet, native_sheet
from labkit.pivots.exports.show_as import ALONG, LATER, PLAIN
from labkit.pivots.native import _xlsx_parts as parts_of
from labkit.pivots.native._format import NativeFormat, Page
from labkit.pivots.native._package import part, with_parts
from labkit.pivots.native._xlsx_sheets import Pens, write_native, write_records, write_static

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MADE = datetime(2000, 1, 1, tzinfo=UTC)


def render(page: Page, plan: NativePlan | None) -> bytes:
    """Return the workbook; with ``plan`` it has the records and the refreshable pivot."""
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": page.title, "created": MADE})
    pens = Pens(book)
    write_static(book.add_worksheet(STATIC_SHEET), pens, page)
    if plan is None:
        book.close()
        return with_parts(out.getvalue(), {})
    sheet = native_sheet(plan)
    write_native(book.add_worksheet(NATIVE_SHEET), pens, sheet)
    write_records(book.add_worksheet(RECORD_SHEET), pens, plan)
    book.close()
    return with_pivot(out.getvalue(), sheet, "xl/worksheets/sheet2.xml")


def with_pivot(package: bytes, sheet: NativeSheet, on: str) -> bytes:
    """Return the workbook ``package`` with the pivot of ``sheet`` on its part ``on``."""
    folder, _, name = on.rpartition("/")
    cache = parts_of.CACHE.rpartition("/")[2]
    kinds = {parts_of.CACHE: "pivotCacheDefinition", parts_of.PIVOT: "pivotTable"}
    types = "".join(
        f"<Override{parts_of.attributes(PartName=f'/{one}', ContentType=f'{parts_of.TYPES}{kind}+xml')}/>"
        for one, kind in kinds.items()
    )
    link = parts_of.relation("rIdPivot1", "pivotCacheDefinition", f"pivotCache/{cache}")
    caches = f'<pivotCaches><pivotCache cacheId="{parts_of.CACHE_ID}" r:id="rIdPivot1"/></pivotCaches>'
    changed = {
        "[Content_Types].xml": _before(package, "[Content_Types].xml", "</Types>", types),
        "xl/_rels/workbook.xml.rels": _before(package, "xl/_rels/workbook.xml.rels", "</Relationships>", link),
        "xl/workbook.xml": _before(package, "xl/workbook.xml", "</workbook>", caches),
        parts_of.CACHE: parts_of.cache_definition(sheet.plan),
        parts_of.PIVOT: parts_of.pivot_definition(sheet),
        "xl/pivotTables/_rels/pivotTable1.xml.rels": parts_of.relations(
            ("rId1", "pivotCacheDefinition", f"../pivotCache/{cache}")
        ),
        f"{folder}/_rels/{name}.rels": parts_of.relations(("rId1", "pivotTable", "../pivotTables/pivotTable1.xml")),
    }
    return with_parts(package, {name: text.encode() for name, text in changed.items()})


def _before(package: bytes, name: str, end: str, text: str) -> str:
    return part(package, name).decode().replace(end, text + end)


XLSX = NativeFormat("Excel 活頁簿", render, shows=frozenset({*PLAIN, *ALONG, *LATER}))
