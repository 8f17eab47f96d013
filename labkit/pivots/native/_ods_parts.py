"""The parts of an ODF spreadsheet: cells, columns, styles, and the data pilot.

Source: ODF 1.3 part 3, 9.1 tables, 9.6 data pilot tables, 19.598 onward for their attributes; ``tableooo`` are LibreOffice's own names
of fields and totals, which other programs pass over. Refreshed with LibreOffice 7.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from labkit.pivots.exports.labels import is_exact, item_text, shown_text
from labkit.pivots.exports.layout import Spot
from labkit.pivots.exports.plan import SUBTOTAL, TOTAL, NativePlan, Value
from labkit.pivots.exports.sheet import NATIVE_SHEET, PIVOT_NAME, RECORD_SHEET, NativeSheet

ODF = ("office", "table", "text", "style")
NAMESPACES = (
    " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ODF)
    + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    ' xmlns:tableooo="http://openoffice.org/2009/table"'
)
PAGES = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES} office:version="1.3">'
    '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm" '
    'fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/>'
    "</style:page-layout></office:automatic-styles>"
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"/></office:master-styles>'
    "</office:document-styles>"
)  # A4 across, as wide as the page
EXACT = {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
KINDS = {"body": "", "subtotal": "#f3f6f9", "total": "#eaf1f7"}
NUMBERS = {"whole": ("number", 0), "decimal": ("number", 2), "percent": ("percentage", 1)}
FUNCTIONS = {
    "average": "average",
    "count": "count",
    "countNums": "countnums",
    "max": "max",
    "min": "min",
    "product": "product",
    "stdDev": "stdev",
    "stdDevp": "stdevp",
    "sum": "sum",
    "var": "var",
    "varp": "varp",
}  # 19.643 table:function
REFERENCES = {
    "percent_of_total": "total-percentage",
    "percent_of_row": "row-percentage",
    "percent_of_col": "column-percentage",
    "index": "index",
    "difference": "member-difference",
    "percent_diff": "member-percentage-difference",
    "percent": "member-percentage",
    "run_total": "running-total",
}  # 19.753 table:type
PLAIN = re.compile(r"[^\S ]|  |^ | $")


def styles(widths: Iterable[int]) -> str:
    """Return the automatic styles: columns by width, cells by kind of row and of number."""
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * 0.2 + 0.2:.1f}cm"/></style:style>'
        for width in sorted(set(widths))
    )
    numbers = "".join(_number_style(name, *told) for name, told in NUMBERS.items())
    cells = "".join(_cell_style(kind, number, fill) for kind, fill in KINDS.items() for number in ("label", *NUMBERS))
    head = _style("head", "#eaf1f7", bold=True, more='fo:wrap-option="wrap" fo:border="0.5pt solid #b8c4ce"')
    text = _style("text", "", more='fo:wrap-option="wrap" style:vertical-align="top"')
    title = (
        '<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-size="14pt" '
        'style:font-size-asian="14pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>'
    )
    row = (
        '<style:style style:name="row" style:family="table-row"><style:table-row-properties '
        'style:use-optimal-row-height="true"/></style:style>'
    )
    return f"<office:automatic-styles>{numbers}{columns}{row}{cells}{head}{text}{title}</office:automatic-styles>"


def _number_style(name: str, told: str, places: int) -> str:
    end = "<number:text>%</number:text>" if told == "percentage" else ""
    inner = f'<number:number number:decimal-places="{places}" number:min-integer-digits="1" number:grouping="true"/>'
    return f'<number:{told}-style style:name="n-{name}">{inner}{end}</number:{told}-style>'


def _cell_style(kind: str, number: str, fill: str) -> str:
    data = "" if number == "label" else f"n-{number}"
    more = 'fo:border-top="0.5pt solid #1d1d1d"' if kind == "total" else ""
    return _style(f"{kind}-{number}", fill, data=data, bold=kind != "body", more=more)


def _style(name: str, fill: str, *, data: str = "", bold: bool = False, more: str = "") -> str:
    """Return a style of cells; those with numbers set their texts to the right too."""
    number = f' style:data-style-name="{data}"' if data else ""
    look = f' fo:background-color="{fill}"' if fill else ""
    look += ' style:text-align-source="fix"' if data else ""
    side = '<style:paragraph-properties fo:text-align="end"/>' if data else ""
    weight = '<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/>' if bold else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{number}>'
        f"<style:table-cell-properties{look} {more}/>{side}{weight}</style:style>"
    )


def cell(value: Any, style: str = "", *, span: int = 1) -> str:
    """Return one cell; texts are exact, with their blanks, tabs and line breaks; a wide one covers its neighbours."""
    told = f' table:style-name="{style}"' if style else ""
    told += f' table:number-columns-spanned="{span}" table:number-rows-spanned="1"' if span > 1 else ""
    covered = f'<table:covered-table-cell table:number-columns-repeated="{span - 1}"/>' if span > 1 else ""
    if value is None or value == "":
        return f"<table:table-cell{told}/>{covered}"
    if is_exact(value):
        number = repr(value)
        return (
            f'<table:table-cell office:value-type="float" office:value="{number}"{told}><text:p>{number}</text:p>'
            f"</table:table-cell>{covered}"
        )
    text = shown_text(value)
    exact = f" office:string-value={quoteattr(text, EXACT)}" if PLAIN.search(text) else ""
    shown = "".join(f"<text:p>{escape(part, {chr(13): EXACT[chr(13)]})}</text:p>" for part in text.split("\n"))
    return f'<table:table-cell office:value-type="string"{exact}{told}>{shown}</table:table-cell>{covered}'


def spot(one: Spot) -> str:
    """Return a cell of a pivot."""
    return cell(one.value, "head" if one.head else f"{one.kind}-{one.number}")


def row(cells: Iterable[str]) -> str:
    """Return a row of finished cells."""
    inner = "".join(cells) or "<table:table-cell/>"
    return f'<table:table-row table:style-name="row">{inner}</table:table-row>'


def table(name: str, widths: Sequence[int], rows: Iterable[str]) -> str:
    """Return a sheet."""
    columns = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in widths)
    return f"<table:table table:name={quoteattr(name)}>{columns}{''.join(rows)}</table:table>"


def data_pilot(sheet: NativeSheet) -> str:
    """Return the refreshable pivot: where it stands, where its records stand, which field stands where."""
    plan = sheet.plan
    source = _range(RECORD_SHEET, (0, 0, plan.record_count, len(plan.fields) - 1))
    places = [("row", name) for name in plan.rows] + [("column", name) for name in plan.columns]
    fields = [_field(plan, name, axis) for axis, name in places]
    if len(plan.values) > 1:
        fields.append(
            '<table:data-pilot-field table:source-field-name="" table:is-data-layout-field="true" '
            'table:orientation="column" table:used-hierarchy="-1" table:function="auto"/>'
        )
    fields += [_value(one) for one in plan.values]
    used = {*plan.rows, *plan.columns, *(one.field for one in plan.values)}
    fields += [
        f"<table:data-pilot-field table:source-field-name={quoteattr(one.name)} "
        'table:orientation="hidden" table:used-hierarchy="-1" table:function="auto"/>'
        for one in plan.fields
        if one.name not in used
    ]
    total = f'<tableooo:data-pilot-grand-total table:display="true" table:orientation="both" tableooo:display-name="{TOTAL}"/>'
    return (
        f"<table:data-pilot-tables><table:data-pilot-table table:name={quoteattr(PIVOT_NAME)} "
        f"table:target-range-address={quoteattr(_range(NATIVE_SHEET, sheet.shape))} "
        'table:show-filter-button="false" table:drill-down-on-double-click="true">'
        f"{total}<table:source-cell-range table:cell-range-address={quoteattr(source)}/>"
        f"{''.join(fields)}</table:data-pilot-table></table:data-pilot-tables>"
    )


def _range(sheet: str, shape: tuple[int, int, int, int]) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415

    top, left, bottom, right = shape
    return f"{sheet}.{xl_rowcol_to_cell(top, left)}:{sheet}.{xl_rowcol_to_cell(bottom, right)}"


def _field(plan: NativePlan, name: str, axis: str) -> str:
    """Return a key field; its items are named in their order, which a refresh keeps."""
    members = "".join(
        f'<table:data-pilot-member table:name={quoteattr(item_text(item))} table:display="true"/>'
        for item in plan.field(name).items
    )
    return (
        f"<table:data-pilot-field table:source-field-name={quoteattr(name)} "
        f'table:orientation="{axis}" table:used-hierarchy="-1" table:function="auto">'
        '<table:data-pilot-level table:show-empty="false"><table:data-pilot-subtotals>'
        f'<table:data-pilot-subtotal table:function="auto" tableooo:display-name="? {SUBTOTAL}"/></table:data-pilot-subtotals>'
        f"<table:data-pilot-members>{members}</table:data-pilot-members>"
        '<table:data-pilot-sort-info table:order="ascending" table:sort-mode="manual"/>'
        '<table:data-pilot-layout-info table:add-empty-lines="false" table:layout-mode="tabular-layout"/>'
        "</table:data-pilot-level></table:data-pilot-field>"
    )


def _value(value: Value) -> str:
    reference = ""
    if value.show_as != "normal":
        base = (
            f' table:field-name={quoteattr(value.base)} table:member-type="previous"'
            if value.base
            else ' table:field-name=""'
        )
        reference = f'<table:data-pilot-field-reference{base} table:type="{REFERENCES[value.show_as]}"/>'
    return (
        f"<table:data-pilot-field table:source-field-name={quoteattr(value.field)} "
        f'tableooo:display-name={quoteattr(value.caption)} table:orientation="data" table:used-hierarchy="-1" '
        f'table:function="{FUNCTIONS[value.function]}">{reference}<table:data-pilot-level table:show-empty="false"/>'
        "</table:data-pilot-field>"
    )
