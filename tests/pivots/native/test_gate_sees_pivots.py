"""The release gate looks through pivots and their records: protected ones pass, an identifier in any part is found."""

from dataclasses import replace

import pandas as pd
import pytest

import labkit as lk
from labkit.core.table import Table
from labkit.pivots.exports.adapt import plan_of
from labkit.pivots.exports.write import write_pivot
from labkit.pivots.native._format import NATIVE_FORMATS, Page
from tests.pivots.native.made_up import protected
from tests.pivots.native.test_refreshed_numbers import EMPTY

NUMBER = "A123456789"
SUFFIXES = ["xlsx", "ods"]


@pytest.mark.parametrize("suffix", [*SUFFIXES, "html", "csv"])
def test_a_pivot_of_a_treated_register_passes(tmp_path, key_file, raw_land_office, suffix):
    raw = lk.read(raw_land_office / "收件簿.xlsx")
    treated = lk.suggest_policy(lk.scan(raw), audience="跨機關").apply(raw, key_file=key_file).table
    result = lk.pivot(
        treated,
        rows=["案件_類別", "案件_行政區"],
        columns=["登記費_是否免填"],
        values={"登記費_應納金額": ["sum", "mean"]},
    )
    write_pivot(result, tmp_path / f"樞紐.{suffix}")
    told = lk.gate(tmp_path, raw=[raw])
    assert told.passed, told.frame.to_string()
    assert told.files == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_identifier_in_the_records_is_found_though_no_table_shows_it(tmp_path, suffix):
    frame = pd.DataFrame({"里": ["新安里", "福星里"] * 20, "備註": ["無"] * 39 + [NUMBER], "規費": range(40)})
    plan = plan_of(lk.pivot(protected(frame), rows=["里"], values={"備註": "count", "規費": "sum"}))
    (tmp_path / f"a.{suffix}").write_bytes(NATIVE_FORMATS[suffix].render(Page("樞紐", (), (), EMPTY), plan))
    hits = lk.gate(tmp_path).frame
    assert "TW_NATIONAL_ID" in hits["entity"].tolist()
    assert any("原始紀錄" in place for place in hits["place"])
    assert NUMBER not in hits.to_string()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_identifier_among_the_items_is_found(tmp_path, suffix):
    frame = pd.DataFrame({"里": [NUMBER, "福星里"] * 20, "規費": range(40)})
    write_pivot(lk.pivot(protected(frame), rows=["里"], values={"規費": "sum"}), tmp_path / f"a.{suffix}")
    assert not lk.gate(tmp_path).passed


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_identifier_in_the_name_of_a_field_is_found(tmp_path, suffix):
    frame = pd.DataFrame({"里": ["新安里", "福星里"], NUMBER: [1, 2]})
    result = lk.pivot(
        replace(Table.of(frame), protection=protected(frame).protection), rows=["里"], values={NUMBER: "sum"}
    )
    write_pivot(result, tmp_path / f"a.{suffix}")
    assert not lk.gate(tmp_path).passed
