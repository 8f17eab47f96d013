"""Every format of refreshable pivots: same bytes twice, three sheets, readable, looked into by the gate."""

import random

import pytest
import python_calamine

from labkit.pivots.exports.plan import StaticTable
from labkit.pivots.exports.sheet import NATIVE_SHEET, RECORD_SHEET, STATIC_SHEET
from labkit.pivots.exports.show_as import ALONG, LATER, PLAIN
from labkit.pivots.native._format import NATIVE_FORMATS, Page
from labkit.privacy.release.carrier import carrier_of, pieces_of
from tests.pivots.native.made_up import random_plan

PAGE = Page(
    "樞紐", ("一句",), ("註",), StaticTable("", (("里", "件數"),), (["甲"], [1]), ("body",), ("label", "whole"), 1)
)


@pytest.mark.parametrize("name", NATIVE_FORMATS)
def test_a_format_writes_three_sheets_and_one_without_a_plan(tmp_path, name):
    made = NATIVE_FORMATS[name]
    path = tmp_path / f"a.{name}"
    path.write_bytes(made.render(PAGE, random_plan(random.Random(1))))
    assert python_calamine.CalamineWorkbook.from_path(path).sheet_names == [STATIC_SHEET, NATIVE_SHEET, RECORD_SHEET]
    path.write_bytes(made.render(PAGE, None))
    assert python_calamine.CalamineWorkbook.from_path(path).sheet_names == [STATIC_SHEET]


@pytest.mark.parametrize("name", NATIVE_FORMATS)
def test_the_same_plan_makes_the_same_bytes(name):
    render = NATIVE_FORMATS[name].render
    assert render(PAGE, random_plan(random.Random(2))) == render(PAGE, random_plan(random.Random(2)))


@pytest.mark.parametrize("name", NATIVE_FORMATS)
def test_the_gate_reads_the_format(tmp_path, name):
    assert carrier_of(f".{name}")
    path = tmp_path / f"a.{name}"
    path.write_bytes(NATIVE_FORMATS[name].render(PAGE, random_plan(random.Random(3))))
    assert list(pieces_of(path))


@pytest.mark.parametrize("name", NATIVE_FORMATS)
def test_what_a_format_shows_has_a_name(name):
    assert NATIVE_FORMATS[name].shows <= {*PLAIN, *ALONG, *LATER}
    assert NATIVE_FORMATS[name].label
