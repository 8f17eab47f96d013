"""Every kind of chart, as it stands in its folder, draws every shape of data: same bytes twice, no warning, nothing clipped."""

import dataclasses
import math
import re
import warnings
import xml.etree.ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labkit as lk
from labkit.charts.chart import KINDS
from labkit.charts.data import ChartData
from labkit.charts.words import NOTHING
from labkit.core.document import Picture, Text
from tests.charts.samples import REALISTIC, Given

NAN = math.nan
LONG = "為辦理長期照顧十年計畫之居家服務、日間照顧、家庭托顧與交通接送等多項服務給付及支付作業流程說明"
ENDLESS = LONG * 3


def data(labels, series, values, **more):
    return ChartData(labels=labels, series=series, values=values, measure="件數", unit="件", keys="里", n=9, **more)


SHAPES = {
    "one series": data(["甲", "乙"], ["件數"], [[3.0], [5.5]]),
    "two series": data(["甲", "乙"], ["臨櫃", "網路"], [[3.0, 1.0], [5.0, NAN]]),
    "many series": data(["甲", "乙"], [f"第{n}課" for n in range(9)], [[float(n) for n in range(9)]] * 2),
    "more series than looks": data(["甲"], [f"第{n}課" for n in range(40)], [[float(n) for n in range(40)]]),
    "negative": data(["甲", "乙", "丙"], ["增減"], [[-3.0], [5.0], [-0.5]]),
    "only negative": data(["甲", "乙"], ["增減"], [[-3.0], [-12345.0]]),
    "all missing": data(["甲", "乙"], ["件數"], [[NAN], [NAN]]),
    "all zero": data(["甲", "乙"], ["件數"], [[0.0], [0.0]]),
    "empty": data([], ["件數"], []),
    "no series": data(["甲", "乙"], [], [[], []]),
    "one row": data(["甲"], ["件數"], [[7.0]]),
    "60 rows": data([f"第{n}里" for n in range(60)], ["件數"], [[float(n % 7)] for n in range(60)]),
    "200 rows": data([f"第{n}里" for n in range(200)], ["件數"], [[float(n % 7)] for n in range(200)]),
    "long labels": data([f"{LONG}（{n}）" for n in range(4)], [LONG, "乙"], [[float(n), NAN] for n in range(4)]),
    "endless labels": data([f"{ENDLESS}{n}" for n in range(3)], ["件數"], [[float(n)] for n in range(3)]),
    "huge numbers": data(["甲", "乙"], ["經費"], [[1.25e13], [-3.4e8]]),
    "beyond all measure": data(["甲", "乙"], ["經費"], [[1e300], [1.0]]),
    "tiny numbers": data(["甲", "乙"], ["比率"], [[0.00012], [0.00034]]),
    "infinite": data(["甲", "乙"], ["比率"], [[math.inf], [1.0]]),
    "intervals": data(
        ["甲", "乙"], ["率"], [[50.0], [NAN]], low=[[40.0], [NAN]], high=[[61.0], [NAN]], marks=["小樣本", ""]
    ),
    "places": data(["0", "4", "12"], ["率"], [[9.0], [7.0], [2.0]], at=[0.0, 4.0, 12.0]),
    "edges": data(["0–5", "5–10"], ["件數", "人數"], [[9.0, 1.0], [7.0, 2.0]], at=[0.0, 5.0, 10.0]),
    "dates": data(["2024-01-05", "2024-01-09"], ["件數"], [[9.0], [7.0]]),
    "Latin and money": data(
        ["NT$100–NT$200 （$）", "Long-Term Care Plan 2.0", "A\tP\u200bP"], ["online"], [[9.0], [7.0], [1.0]]
    ),
}


def drawn(one, kind):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return lk.draw(Given(one), kind=kind)


def outside(figure):
    """Every text that is not wholly inside the picture."""
    figure.canvas.draw()
    whole = figure.bbox.padded(1)
    texts = [
        text
        for text in figure.findobj(lambda a: hasattr(a, "get_text"))
        if text.get_text().strip() and text.get_visible()
    ]
    boxes = [(text, text.get_window_extent()) for text in texts if text.figure is not None]
    return [
        text.get_text()
        for text, box in boxes
        if box.width and not (whole.x0 <= box.x0 and box.x1 <= whole.x1 and whole.y0 <= box.y0 and box.y1 <= whole.y1)
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_kind_draws_every_shape_with_every_word_inside_the_picture(kind, shape):
    chart = drawn(SHAPES[shape], kind)
    assert chart.png.startswith(b"\x89PNG")
    assert b"Software" not in chart.png
    assert chart.alt.endswith("。")
    assert KINDS[kind].label in chart.alt
    assert outside(chart.figure()) == []
    told = {finding.code for finding in chart.findings}
    assert ("rows_not_drawn" in told) <= (shape in {"200 rows", "more series than looks"})
    assert (NOTHING in chart.finding) == (not [v for row in chart.drawn.values for v in row if not math.isnan(v)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", ["two series", "intervals", "edges", "60 rows"])
def test_the_bytes_are_the_same_twice(kind, shape):
    one, two = drawn(SHAPES[shape], kind), drawn(SHAPES[shape], kind)
    assert (one.png, one.svg) == (two.png, two.svg)


@pytest.mark.parametrize("kind", KINDS)
def test_the_svg_names_itself_and_needs_no_font_and_no_address(kind):
    chart = drawn(REALISTIC[kind], kind)
    root = ET.fromstring(chart.svg)  # noqa: S314  (our own drawing)
    space = "{http://www.w3.org/2000/svg}"
    assert (root.get("role"), root.find(f"{space}title").text, root.find(f"{space}desc").text) == (
        "img",
        chart.name,
        chart.alt,
    )
    assert not [one for one in root.iter() if one.tag in {f"{space}text", f"{space}image"}]
    addresses = set(re.findall(rb"https?://[^\"' <]+", chart.svg))
    assert addresses <= {b"http://www.w3.org/2000/svg", b"http://www.w3.org/1999/xlink"}


@pytest.mark.parametrize("kind", KINDS)
def test_title_source_date_and_number_of_records_stand_in_the_picture(kind):
    chart = drawn(REALISTIC[kind], kind)
    words = "".join(text.get_text() for text in chart.figure().texts).replace("\n", "")
    assert chart.name.replace(" ", "") in words.replace(" ", "")
    for part in (f"n＝{REALISTIC[kind].n:,}", REALISTIC[kind].source, "資料截至 114年"):
        assert part in words


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_document_holds_picture_sentence_notes_and_table(kind):
    chart = drawn(SHAPES["60 rows"], kind)
    document = chart.to_document()
    picture, sentence = document.blocks[:2]
    assert isinstance(picture, Picture)
    assert (picture.svg, picture.alt) == (chart.svg, chart.alt)
    assert sentence == Text(chart.finding)
    assert document.blocks[-1] is chart.data
    assert len(chart.data.rows) == 61


@pytest.mark.parametrize("kind", KINDS)
def test_bars_begin_at_zero(kind):
    figure = drawn(SHAPES["negative"], kind).figure()
    for axes in figure.axes:
        for bars in axes.containers:
            upright = bars.orientation == "vertical"
            low, high = sorted(axes.get_ylim() if upright else axes.get_xlim())
            assert low <= 0 <= high
            assert {(bar.get_y() if upright else bar.get_x()) for bar in bars} == {0}


def reached(axes):
    """Every number at which a line or band of the drawing has a corner; ticks and grid excepted."""
    paths = [path for one in axes.collections for path in one.get_paths()] + [line.get_path() for line in axes.lines]
    return {float(number) for path in paths for number in path.vertices.ravel()}


@pytest.mark.parametrize("kind", KINDS)
def test_intervals_are_drawn_or_said_to_be_left_out(kind):
    chart = drawn(SHAPES["intervals"], kind)
    axes = chart.figure().axes[0]
    if chart.drawn.low is None:
        assert "這種圖不畫區間。" in chart.drawn.notes
        return
    bare = drawn(dataclasses.replace(SHAPES["intervals"], low=None, high=None), kind).figure().axes[0]
    assert {40.0, 61.0} <= reached(axes)
    assert not {40.0, 61.0} & reached(bare)


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_number_is_told_in_picture_and_words(kind):
    chart = drawn(SHAPES["two series"], kind)
    assert "1 格沒有數值" in chart.alt
    texts = [text.get_text() for text in chart.figure().findobj(lambda a: hasattr(a, "get_text"))]
    assert any("「–」為沒有數值" in text for text in texts)


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.text("甲乙丙里區（）、A1 %－\n", max_size=40),
            st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), min_size=2, max_size=2),
        ),
        max_size=5,
    ),
    st.sampled_from(sorted(KINDS)),
)
def test_any_labels_and_numbers_are_drawn(rows, kind):
    one = data([label for label, _ in rows], ["臨櫃", "網路"], [values for _, values in rows])
    chart = drawn(one, kind)
    assert len(chart.drawn.labels) == len(rows)


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
def test_a_kind_draws_every_shape_of_pivot(kind, shape):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = lk.draw(lk.pivot(FRAME, **PIVOTS[shape]), kind=kind)
    assert len(chart.data.rows) > 1
    assert chart.findings == ()


@pytest.mark.parametrize("kind", KINDS)
def test_signs_that_the_font_lacks_are_listed(kind):
    chart = lk.draw(lk.pivot(pd.DataFrame({"名": ["𡍼", "a"]}), rows=["名"]), kind=kind, source="𡍼")
    assert [finding.sentence for finding in chart.findings] == ["圖上有 1 個字沒有字形：𡍼。請在表格中核對。"]
    assert chart.data.rows[1][0].text == "𡍼" or chart.data.rows[2][0].text == "𡍼"


def test_several_measures_do_not_share_one_axis():
    result = lk.pivot(FRAME, rows=["里"], values={"費": ["sum", "mean"]})
    with pytest.raises(lk.LabkitError, match="一張圖只能畫一種數值"):
        lk.draw(result)


def test_an_unknown_kind_names_the_nearest():
    with pytest.raises(lk.LabkitError, match="是不是「bar」"):
        lk.draw(lk.pivot(FRAME, rows=["里"]), kind="bars")
