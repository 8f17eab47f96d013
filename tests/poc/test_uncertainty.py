"""What makes the width of an interval, drawn."""

import dataclasses

import pytest

import labkit as lk
from labkit.core.errors import NotDrawable
from labkit.poc.found import Estimate
from labkit.poc.intervals.uncertainty import Uncertainty
from tests.poc.test_graph import product


def result(shares):
    found = product("a").evaluate()
    estimate = Estimate(value=6, low=5, high=7, method="蒙地卡羅", shares=shares)
    return dataclasses.replace(found, found=dataclasses.replace(found.found, estimate=estimate))


def test_the_largest_share_stands_first_and_is_the_title():
    chart = lk.draw(Uncertainty(result({"每日件數": 0.2, "每件分鐘": 0.8, "工作天": 0.0})))
    assert chart.drawn.labels == ["每件分鐘", "每日件數"]
    assert chart.finding == "a：不確定有 80 % 來自「每件分鐘」"
    assert [cell.text for cell in chart.data.rows[1]] == ["每件分鐘", "80"]


def test_where_one_input_alone_varies_there_is_nothing_to_draw():
    for shares in ({}, {"每件分鐘": 1.0}):
        with pytest.raises(NotDrawable):
            Uncertainty(result(shares)).chart_data()
