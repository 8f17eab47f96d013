"""ODF spreadsheets (ODF-CNS15251): the finished table, and a data pilot that LibreOffice refreshes from the records beside it.

LibreOffice does not refresh by itself when it opens the file: the cells of the pivot are written as it will have them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any

from labkit.pivots.exports.layout import Spot
from labkit.pivots.exports.plan import NativePlan
from labkit.pivots.exports.sheet import (
    FIXED,
    NATIVE_SHEET,
    RECORD_SHEET,
    STATIC_SHEET,
    TOP,
    NativeSheet,
    advice,
    native_sheet,
    number_kinds,
    spans_of,
    spots_of,
    width_of,
)
from labkit.pivots.native import _ods_parts as parts_of
from labkit.pivots.native._format import NativeFormat, Page

MIME = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
NOTE_WIDTH, PLAIN_WIDTH = 88, 10
Sheet = tuple[str, list[int], list[str]]


def render(page: Page, plan: NativePlan | None) -> bytes:
    """Return the spreadsheet; with ``plan`` it has the records and the refreshable pivot."""
    arranged = native_sheet(plan) if plan else None
    sheets = [_static(page), *([_native(arranged), _records(arranged.plan)] if arranged else [])]
    body = "".join(parts_of.table(*sheet) for sheet in sheets)
    pilot = parts_of.data_pilot(arranged) if arranged else ""
    widths = [width for _, told, _ in sheets for width in told]
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {parts_of.NAMESPACES} office:version="1.3">'
        f"{parts_of.styles(widths)}<office:body><office:spreadsheet>{body}{pilot}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in (
            ("mimetype", MIME),
            ("META-INF/manifest.xml", MANIFEST),
            ("content.xml", content),
            ("styles.xml", parts_of.PAGES),
        ):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, text)
    return out.getvalue()


def _static(page: Page) -> Sheet:
    table, lines = page.table, spots_of(page.table)
    widths = [width_of([line[at].value for line in lines[:200]], least=PLAIN_WIDTH) for at in range(len(table.columns))]
    span = _span(widths)
    above = [parts_of.row([parts_of.cell(page.title, "title")]), *_texts(page.sentences, span), parts_of.row([])]
    heads = [parts_of.row(parts_of.cell(name, "head", span=span) for name, span in line) for line in spans_of(table)]
    body = [*heads, *(parts_of.row(map(parts_of.spot, map(_marked, line))) for line in lines[len(heads) :])]
    return STATIC_SHEET, _filled(widths, span), [*above, *body, parts_of.row([]), *_texts(page.notes, span)]


def _texts(texts: Iterable[str], span: int) -> list[str]:
    return [parts_of.row([parts_of.cell(text, "text", span=span)]) for text in texts]


def _span(widths: Sequence[int]) -> int:
    """Return over how many columns a note is written."""
    wide = count = 0
    while wide < NOTE_WIDTH:
        wide += widths[count] if count < len(widths) else PLAIN_WIDTH
        count += 1
    return count


def _filled(widths: list[int], count: int) -> list[int]:
    return [*widths, *[PLAIN_WIDTH] * (count - len(widths))]


def _marked(one: Spot) -> Spot:
    """Return the cell of a finished table: no data is 「–」."""
    empty = one.value is None or one.value != one.value
    return one._replace(value="–") if empty else one


def _native(sheet: NativeSheet) -> Sheet:
    lines = sheet.laid.lines
    gap = [Spot(None, "body")] * (sheet.beside_at - sheet.laid.width)
    beside = [list(map(_marked, line)) for table in sheet.plan.beside for line in spots_of(table)]
    blank = [Spot(None, "body")] * sheet.laid.width
    whole = [[*(left or blank), *gap, *right] if right else left for left, right in zip_longest(lines, beside)]
    width = max(map(len, whole))
    widths = [width_of([line[at].value for line in whole if at < len(line)], least=PLAIN_WIDTH) for at in range(width)]
    above = [
        parts_of.row([parts_of.cell(sheet.plan.title, "title")]),
        *(parts_of.row([parts_of.cell(text)]) for text in advice(sheet.plan, grows=False)),
    ]
    fixed = [parts_of.cell(None)] * sheet.beside_at + [parts_of.cell(FIXED)] if beside else []
    above += [parts_of.row([])] * (TOP - 1 - len(above)) + [parts_of.row(fixed)]
    return NATIVE_SHEET, widths, [*above, *(parts_of.row(map(parts_of.spot, line)) for line in whole)]


def _records(plan: NativePlan) -> Sheet:
    widths = [width_of([one.name, *one.cells[:200]], least=PLAIN_WIDTH) for one in plan.fields]
    head = parts_of.row(parts_of.cell(one.name, "head") for one in plan.fields)
    looks = number_kinds(plan)
    cells = zip(*(_column(one.cells, looks.get(one.name, "label")) for one in plan.fields), strict=True)
    return RECORD_SHEET, widths, [head, *map(parts_of.row, cells)]


def _column(cells: list[Any], number: str) -> Iterable[str]:
    style = "" if number == "label" else f"body-{number}"
    return (parts_of.cell(one, style) for one in cells)


ODS = NativeFormat("ODF 試算表", render, shows=frozenset(parts_of.REFERENCES))
