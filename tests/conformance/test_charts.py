"""Every kind of chart draws every shape of pivot: same bytes twice, no missing glyph, its data as a table."""

import warnings

import pandas as pd
import pytest

import labkit as lk
from labkit.charts.chart import KINDS

FRAME = pd.DataFrame(
    {"里": ["新安里", None, "堃喆里", "新安里"], "別": ["甲", "乙", "甲", "乙"], "費": [1.5, 2, None, 4]}
)
PIVOTS = {
    "one series": {"rows": ["里"]},
    "two series with empty cells": {"rows": ["里"], "columns": ["別"], "values": {"費": "mean"}},
    "two keys": {"rows": ["里", "別"]},
    "no keys": {},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", PIVOTS)
def test_a_kind_draws_every_shape(kind, shape):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart, again = (lk.draw(lk.pivot(FRAME, **PIVOTS[shape]), kind=kind) for _ in range(2))
    assert chart.png == again.png
    assert chart.png.startswith(b"\x89PNG")
    assert b"Software" not in chart.png
    assert chart.alt
    assert len(chart.data.rows) > 1
    assert chart.findings == ()


@pytest.mark.parametrize("kind", KINDS)
def test_signs_that_the_font_lacks_are_listed(kind):
    chart = lk.draw(lk.pivot(pd.DataFrame({"名": ["𡍼", "a"]}), rows=["名"]), kind=kind)
    assert [finding.sentence for finding in chart.findings] == ["圖上有 1 個字沒有字形：𡍼。請在表格中核對。"]
    assert chart.data.rows[1][0].text == "𡍼" or chart.data.rows[2][0].text == "𡍼"


def test_several_measures_do_not_share_one_axis():
    result = lk.pivot(FRAME, rows=["里"], values={"費": ["sum", "mean"]})
    with pytest.raises(lk.LabkitError, match="一張圖只能畫一種數值"):
        lk.draw(result)


def test_an_unknown_kind_names_the_nearest():
    with pytest.raises(lk.LabkitError, match="是不是「bar」"):
        lk.draw(lk.pivot(FRAME, rows=["里"]), kind="bars")
