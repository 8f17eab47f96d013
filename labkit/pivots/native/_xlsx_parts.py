"""The parts of a workbook that make a refreshable pivot: cache, definition, relations, content types.

Source: ECMA-376 part 1 (5th edition), 18.10 pivot tables, and what its schema sml.xsd demands. The cache holds neither items nor
records (``saveData="0"``, ``refreshOnLoad="1"``): Excel makes both of the records when the workbook is opened, so they cannot
contradict each other, and no record hides in the file. LibreOffice 7.4 does the same. Real Excel was not tried.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from labkit.pivots.exports.layout import VALUES
from labkit.pivots.exports.plan import TOTAL, NativePlan, Value
from labkit.pivots.exports.sheet import PIVOT_NAME, TABLE_NAME, NativeSheet
from labkit.pivots.exports.show_as import shown_as

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CACHE, PIVOT = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"
VERSION = "6"  # Excel 2016
CACHE_ID = "1"
VALUES_FIELD = -2  # 18.10.1.28: the field that stands for several values
NUMBER_FORMATS = {"whole": 3, "decimal": 4, "percent": 10, "label": 0}  # 18.8.30: built in, in every language
STYLE = (
    '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" showRowStripes="0" '
    'showColStripes="0" showLastColumn="1"/>'
)


def attributes(**told: object) -> str:
    """Return attributes with their values escaped."""
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in told.items())


def cache_definition(plan: NativePlan) -> str:
    """Return the cache: where the records stand, and what their fields are called."""
    fields = "".join(
        f"<cacheField{attributes(name=one.name, numFmtId=0)}><sharedItems/></cacheField>" for one in plan.fields
    )
    versions = f'createdVersion="{VERSION}" refreshedVersion="{VERSION}" minRefreshableVersion="3"'
    return (
        f'{HEAD}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONS}" saveData="0" refreshOnLoad="1" {versions}>'
        f'<cacheSource type="worksheet"><worksheetSource{attributes(name=TABLE_NAME)}/></cacheSource>'
        f'<cacheFields count="{len(plan.fields)}">{fields}</cacheFields></pivotCacheDefinition>'
    )


def pivot_definition(sheet: NativeSheet) -> str:
    """Return the pivot: its place, and which field stands where; tabular, all subtotals and totals shown."""
    plan = sheet.plan
    several = [VALUES_FIELD] if len(plan.values) > 1 else []
    rows, columns = ([plan.index(name) for name in names] for names in (plan.rows, plan.columns))
    parts = (
        location(sheet),
        f'<pivotFields count="{len(plan.fields)}">{"".join(_field(plan, one.name) for one in plan.fields)}</pivotFields>',
        _axis("row", rows) + '<rowItems count="1"><i><x/></i></rowItems>',
        _axis("col", [*columns, *several]) + '<colItems count="1"><i/></colItems>',
        f'<dataFields count="{len(plan.values)}">{"".join(_value(plan, one) for one in plan.values)}</dataFields>',
        STYLE,
    )
    told = attributes(
        name=PIVOT_NAME,
        cacheId=CACHE_ID,
        dataCaption=VALUES,
        grandTotalCaption=TOTAL,
        errorCaption="…",
        showError=1,
        updatedVersion=VERSION,
        minRefreshableVersion=3,
        createdVersion=VERSION,
        indent=0,
        compact=0,
        compactData=0,
        gridDropZones=0,
        multipleFieldFilters=0,
    )
    return f'{HEAD}<pivotTableDefinition xmlns="{MAIN}"{told}>{"".join(parts)}</pivotTableDefinition>'


def location(sheet: NativeSheet) -> str:
    """Return where the pivot stands: all of its cells, and where its numbers begin."""
    from xlsxwriter.utility import xl_range  # noqa: PLC0415

    told = attributes(
        ref=xl_range(*sheet.shape),
        firstHeaderRow=1,
        firstDataRow=sheet.laid.heads,
        firstDataCol=sheet.laid.labels,
    )
    return f"<location{told}/>"


def _field(plan: NativePlan, name: str) -> str:
    """Return a field; one that stands along rows or columns needs the item of its subtotal, or Excel ends."""
    axis = "axisRow" if name in plan.rows else "axisCol" if name in plan.columns else ""
    told = attributes(axis=axis) if axis else ""
    if any(one.field == name for one in plan.values):
        told += ' dataField="1"'
    told += ' compact="0" outline="0" showAll="0"'
    if not axis:
        return f"<pivotField{told}/>"
    return f'<pivotField{told} sortType="ascending"><items count="1"><item t="default"/></items></pivotField>'


def _axis(name: str, places: list[int]) -> str:
    if not places:
        return ""
    inner = "".join(f'<field x="{place}"/>' for place in places)
    return f'<{name}Fields count="{len(places)}">{inner}</{name}Fields>'


def _value(plan: NativePlan, value: Value) -> str:
    told, extension = shown_as(plan, value)
    every = attributes(
        name=value.caption,
        fld=plan.index(value.field),
        subtotal=value.function,
        **told,
        numFmtId=NUMBER_FORMATS[value.shown_number],
    )
    return f"<dataField{every}>{extension}</dataField>" if extension else f"<dataField{every}/>"


def relations(*told: tuple[str, str, str]) -> str:
    """Return a part of relations: id, kind, target."""
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{"".join(relation(*one) for one in told)}</Relationships>'


def relation(name: str, kind: str, target: str) -> str:
    """Return one relation."""
    return f"<Relationship{attributes(Id=name, Type=f'{RELATIONS}/{kind}', Target=target)}/>"
