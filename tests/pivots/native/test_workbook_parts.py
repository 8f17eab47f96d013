"""What ECMA-376 part 1, 18.10 demands of the parts of a pivot, checked without its schema; and what makes Excel repair."""

import io
import random
import re
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from labkit.pivots.exports.plan import StaticTable
from labkit.pivots.exports.sheet import NATIVE_SHEET, RECORD_SHEET, TABLE_NAME, native_sheet
from labkit.pivots.native._format import NATIVE_FORMATS, Page
from tests.pivots.native.made_up import random_plan

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TABLE = StaticTable("", (("里",),), (["甲"],), ("body",), ("label",), 1)
PAGE = Page("樞紐", ("一句",), ("註",), TABLE)

# name: (attributes that must be there, attributes that may be, children in order); sml.xsd of the 5th edition
RULES = {
    "pivotCacheDefinition": (
        set(),
        {"saveData", "refreshOnLoad", "createdVersion", "refreshedVersion", "minRefreshableVersion"},
        ["cacheSource", "cacheFields"],
    ),
    "cacheSource": ({"type"}, set(), ["worksheetSource"]),
    "worksheetSource": (set(), {"name", "ref", "sheet"}, []),
    "cacheFields": (set(), {"count"}, ["cacheField"]),
    "cacheField": ({"name"}, {"numFmtId"}, ["sharedItems"]),
    "sharedItems": (set(), set(), []),
    "pivotTableDefinition": (
        {"name", "cacheId", "dataCaption"},
        {
            "grandTotalCaption",
            "errorCaption",
            "showError",
            "updatedVersion",
            "minRefreshableVersion",
            "createdVersion",
            "indent",
            "compact",
            "compactData",
            "gridDropZones",
            "multipleFieldFilters",
        },
        [
            "location",
            "pivotFields",
            "rowFields",
            "rowItems",
            "colFields",
            "colItems",
            "pageFields",
            "dataFields",
            "formats",
            "pivotTableStyleInfo",
            "extLst",
        ],
    ),
    "location": ({"ref", "firstHeaderRow", "firstDataRow", "firstDataCol"}, set(), []),
    "pivotFields": (set(), {"count"}, ["pivotField"]),
    "pivotField": (set(), {"axis", "dataField", "compact", "outline", "showAll", "sortType"}, ["items"]),
    "items": (set(), {"count"}, ["item"]),
    "item": (set(), {"t"}, []),
    "rowFields": (set(), {"count"}, ["field"]),
    "colFields": (set(), {"count"}, ["field"]),
    "field": ({"x"}, set(), []),
    "rowItems": (set(), {"count"}, ["i"]),
    "colItems": (set(), {"count"}, ["i"]),
    "i": (set(), set(), ["x"]),
    "x": (set(), set(), []),
    "dataFields": (set(), {"count"}, ["dataField"]),
    "dataField": ({"fld"}, {"name", "subtotal", "showDataAs", "baseField", "baseItem", "numFmtId"}, ["extLst"]),
    "pivotTableStyleInfo": (
        set(),
        {"name", "showRowHeaders", "showColHeaders", "showRowStripes", "showColStripes", "showLastColumn"},
        [],
    ),
}
SEVERAL = {"cacheField", "pivotField", "item", "field", "i", "dataField"}
FUNCTIONS = {"average", "count", "countNums", "max", "min", "product", "stdDev", "stdDevp", "sum", "var", "varp"}


def made(seed):
    plan = random_plan(random.Random(seed))
    return plan, NATIVE_FORMATS["xlsx"].render(PAGE, plan)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len({name.lower() for name in names}) == len(names)
        return {name: package.read(name) for name in names}


def root(parts, name):
    return ET.fromstring(parts[name])  # noqa: S314  (our own file)


def plain(element):
    return element.tag.rpartition("}")[2]


def follows(element):
    """Assert that an element and all below it have the attributes, children and order that the standard demands."""
    needed, possible, children = RULES[plain(element)]
    assert needed <= set(element.attrib) <= needed | possible, (plain(element), element.attrib)
    places = [children.index(plain(child)) for child in element]
    assert places == sorted(places)
    assert all(plain(child) in SEVERAL for child in element if sum(plain(one) == plain(child) for one in element) > 1)
    if "count" in element.attrib:
        assert int(element.attrib["count"]) == len(element) > 0
    for child in element:
        if plain(child) != "extLst":
            follows(child)


def relations(parts, name):
    folder, _, last = name.rpartition("/")
    told = root(parts, f"{folder}/_rels/{last}.rels")
    found = {}
    for one in told:
        steps = (f"{folder}/" + one.attrib["Target"]).split("/")
        while ".." in steps:
            at = steps.index("..")
            del steps[at - 1 : at + 1]
        found[one.attrib["Id"]] = (one.attrib["Type"].rpartition("/")[2], "/".join(steps))
    return found


@pytest.fixture(params=range(12))
def book(request):
    plan, data = made(request.param)
    return plan, parts_of(data), data


def test_cache_and_pivot_follow_the_schema(book):
    _, parts, _ = book
    follows(root(parts, "xl/pivotCache/pivotCacheDefinition1.xml"))
    follows(root(parts, "xl/pivotTables/pivotTable1.xml"))


def test_every_part_has_a_content_type_and_every_relation_a_part(book):
    _, parts, _ = book
    types = root(parts, "[Content_Types].xml")
    told = {one.attrib["PartName"].lstrip("/") for one in types if plain(one) == "Override"}
    defaults = {one.attrib["Extension"] for one in types if plain(one) == "Default"}
    assert all(name in told or name.rpartition(".")[2] in defaults for name in parts if name != "[Content_Types].xml")
    assert told <= set(parts)
    for name in parts:
        if name.endswith(".rels") and name != "_rels/.rels":
            owner = name.replace("_rels/", "").removesuffix(".rels")
            assert all(target in parts for _, target in relations(parts, owner).values())


def test_workbook_cache_and_pivot_name_one_another(book):
    _, parts, _ = book
    book_root = root(parts, "xl/workbook.xml")
    order = [plain(one) for one in book_root]
    assert order.index("pivotCaches") > order.index("calcPr")
    cache = book_root.find(f"{MAIN}pivotCaches/{MAIN}pivotCache")
    kind, target = relations(parts, "xl/workbook.xml")[cache.attrib[f"{REL}id"]]
    assert (kind, target) == ("pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml")
    pivot = root(parts, "xl/pivotTables/pivotTable1.xml")
    assert pivot.attrib["cacheId"] == cache.attrib["cacheId"]
    assert [target] == [one for _, one in relations(parts, "xl/pivotTables/pivotTable1.xml").values()]
    assert ("pivotTable", "xl/pivotTables/pivotTable1.xml") in relations(parts, "xl/worksheets/sheet2.xml").values()


def test_fields_on_axes_and_in_values_are_those_of_the_cache(book):
    plan, parts, _ = book
    pivot = root(parts, "xl/pivotTables/pivotTable1.xml")
    cache = root(parts, "xl/pivotCache/pivotCacheDefinition1.xml")
    names = [one.attrib["name"] for one in cache.iter(f"{MAIN}cacheField")]
    fields = list(pivot.iter(f"{MAIN}pivotField"))
    assert len(names) == len(fields) == len(plan.fields)
    for axis, tag in (("axisRow", "rowFields"), ("axisCol", "colFields")):
        listed = [int(one.attrib["x"]) for one in pivot.iterfind(f"{MAIN}{tag}/{MAIN}field")]
        assert sorted(x for x in listed if x >= 0) == [
            at for at, one in enumerate(fields) if one.attrib.get("axis") == axis
        ]
        assert all(len(fields[x].findall(f"{MAIN}items/{MAIN}item[@t='default']")) == 1 for x in listed if x >= 0)
    values = pivot.findall(f"{MAIN}dataFields/{MAIN}dataField")
    used = {int(one.attrib["fld"]) for one in values}
    assert used == {at for at, one in enumerate(fields) if one.attrib.get("dataField") == "1"}
    assert max(used) < len(names)
    assert {one.attrib["subtotal"] for one in values} <= FUNCTIONS
    captions = [one.attrib["name"].casefold() for one in values]
    assert len(set(captions)) == len(captions)
    assert not {*captions} & {name.casefold() for name in names}
    several = [one.attrib["x"] for one in pivot.iterfind(f"{MAIN}colFields/{MAIN}field") if one.attrib["x"] == "-2"]
    assert len(several) == (len(values) > 1)


def test_no_field_serves_two_values_since_libreoffice_shows_wrong_numbers_then(book):
    plan, _, _ = book
    assert len({one.field for one in plan.values}) == len(plan.values)
    assert not {one.field for one in plan.values} & {*plan.rows, *plan.columns}


def test_the_place_of_the_pivot_covers_its_cells_and_nothing_stands_in_it_that_is_not_its_own(book):
    plan, parts, data = book
    told = root(parts, "xl/pivotTables/pivotTable1.xml").find(f"{MAIN}location").attrib
    left, top, right, bottom = range_boundaries(told["ref"])
    laid = native_sheet(plan).laid
    assert (bottom - top + 1, right - left + 1) == (len(laid.lines), laid.width)
    assert int(told["firstDataRow"]) == laid.heads
    assert int(told["firstDataCol"]) == laid.labels == len(plan.rows)
    sheet = openpyxl.load_workbook(io.BytesIO(data))[NATIVE_SHEET]
    filled = [(one.row, one.column) for row in sheet.iter_rows() for one in row if one.value is not None]
    assert all(row < top or (row <= bottom and column <= right) for row, column in filled)
    assert sheet.cell(bottom, left).value == "總計"


def test_the_records_are_a_table_of_the_names_that_the_cache_knows(book):
    plan, parts, data = book
    table = root(parts, "xl/tables/table1.xml")
    cache = root(parts, "xl/pivotCache/pivotCacheDefinition1.xml")
    source = cache.find(f"{MAIN}cacheSource/{MAIN}worksheetSource").attrib["name"]
    assert source == table.attrib["name"] == table.attrib["displayName"] == TABLE_NAME
    names = [one.attrib["name"] for one in table.iter(f"{MAIN}tableColumn")]
    assert names == [one.attrib["name"] for one in cache.iter(f"{MAIN}cacheField")]
    sheet = openpyxl.load_workbook(io.BytesIO(data))[RECORD_SHEET]
    assert [one.value for one in sheet[1]] == names
    assert sheet.max_row == plan.record_count + 1
    assert all(name.strip() and len(name) <= 255 for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_no_record_and_no_item_hides_in_the_cache(book):
    _, parts, _ = book
    assert not [name for name in parts if "pivotCacheRecords" in name]
    cache = root(parts, "xl/pivotCache/pivotCacheDefinition1.xml")
    assert cache.attrib["saveData"] == "0"
    assert cache.attrib["refreshOnLoad"] == "1"
    assert all(len(one) == 0 for one in cache.iter(f"{MAIN}sharedItems"))


def test_openpyxl_reads_the_pivot_as_one(book):
    plan, _, data = book
    read = openpyxl.load_workbook(io.BytesIO(data))[NATIVE_SHEET]._pivots
    assert len(read) == 1
    assert [one.name for one in read[0].dataFields] == [one.caption for one in plan.values]
    assert read[0].cache.refreshOnLoad


def test_texts_stay_texts_whatever_they_begin_with(book):
    _, parts, _ = book
    assert not [name for name, data in parts.items() if "worksheets/sheet" in name and re.search(b"<f[ >]", data)]


def test_the_same_pivot_makes_the_same_bytes():
    assert made(3)[1] == made(3)[1]
    ods = NATIVE_FORMATS["ods"].render
    assert ods(PAGE, made(3)[0]) == ods(PAGE, made(3)[0])
