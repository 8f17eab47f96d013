"""A chart is the same bytes on every run, and its words are those of Taiwanese statistics: 萬 and 億, ROC dates, the palette."""

import dataclasses
import hashlib
import itertools
import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.charts.amounts import amount, tick_texts
from labkit.charts.chart import KINDS
from labkit.charts.contrast import GRAPHICS, TEXT, contrast, rgb, text_colour_on
from labkit.charts.data import ChartData
from labkit.charts.fitting import in_roc
from labkit.charts.style import GREY, INK, PALETTE, look
from labkit.charts.wrapping import NOT_FIRST, NOT_LAST, width_of, wrapped
from tests.charts.samples import REALISTIC, Given

NAN = math.nan
SCRIPT = """
import hashlib, sys
import labkit as lk
from tests.charts.samples import REALISTIC, Given
for kind in sorted(REALISTIC):
    chart = lk.draw(Given(REALISTIC[kind]))
    sys.stdout.write(hashlib.sha256(chart.png).hexdigest() + hashlib.sha256(chart.svg).hexdigest() + "\\n")
"""


def data(labels, values, **more):
    return ChartData(labels=labels, series=["件數"], values=[[value] for value in values], measure="件數", **more)


def words_of(figure):
    return [text.get_text() for text in figure.findobj(lambda one: hasattr(one, "get_text")) if text.get_text()]


def test_there_is_a_realistic_sample_of_every_kind():
    assert set(REALISTIC) == set(KINDS)


def test_another_process_draws_the_same_bytes():
    charts = [lk.draw(Given(REALISTIC[kind])) for kind in sorted(REALISTIC)]
    own = [hashlib.sha256(one.png).hexdigest() + hashlib.sha256(one.svg).hexdigest() for one in charts]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        env={**__import__("os").environ, "PYTHONHASHSEED": "77"},
    )
    assert done.stdout.split() == own


@pytest.mark.parametrize("kind", KINDS)
def test_no_place_in_a_drawing_hangs_on_the_last_digits_of_the_solver(kind):
    for axes in lk.draw(Given(REALISTIC[kind])).figure().axes:
        assert [round(part, 5) for part in axes.get_position(original=True).bounds] == pytest.approx(
            list(axes.get_position(original=True).bounds), abs=1e-15
        )


def wcag(one, other):
    """The formula of WCAG 2.1 once more, as an oracle of labkit's own."""

    def luminance(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts]
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = max(luminance(one), luminance(other)), min(luminance(one), luminance(other))
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_stands_out_from_white_and_from_its_neighbours():
    assert all(wcag(colour, "#FFFFFF") >= GRAPHICS for colour in PALETTE)
    assert all(wcag(one, other) >= GRAPHICS for one, other in itertools.pairwise([*PALETTE, PALETTE[0]]))
    assert all(wcag(ink, "#FFFFFF") >= TEXT for ink in (INK, GREY))


def test_the_same_measure_refuses_the_default_colours_of_the_drawing_library():
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    colours = [to_hex(colour) for colour in colormaps["tab10"].colors]
    assert min(contrast(rgb(one), rgb(other)) for one, other in itertools.pairwise(colours)) < GRAPHICS


@given(st.tuples(*[st.integers(0, 255)] * 6))
def test_contrast_is_the_formula_of_the_standard(parts):
    one, other = ("#" + "".join(f"{part:02X}" for part in half) for half in (parts[:3], parts[3:]))
    assert contrast(rgb(one), rgb(other)) == pytest.approx(wcag(one, other))


@given(st.tuples(*[st.floats(0, 1)] * 3))
def test_text_on_any_ground_is_readable(ground):
    assert contrast(rgb(text_colour_on(ground)), ground) >= 4.1  # the least that black or white reaches on grey


def test_thirty_six_series_differ_without_their_colours():
    looks = [look(number) for number in range(36)]
    assert len({(one.colour, one.hatch) for one in looks}) == 36
    assert all(a.hatch != b.hatch and a.marker != b.marker for a, b in itertools.pairwise(looks))


@pytest.mark.parametrize(
    ("ticks", "words"),
    [
        ([0, 20000, 40000], ["0", "2萬", "4萬"]),
        ([0, 10000, 12000], ["0", "1萬", "1.2萬"]),
        ([0, 1e8, 3e8], ["0", "1億", "3億"]),
        ([0, 5e7, 1e8], ["0", "0.5億", "1億"]),
        ([-2e12, 0, 2e12], ["-2兆", "0", "2兆"]),
        ([0, 2500, 10000], ["0", "2,500", "10,000"]),
        ([0, 0.25, 0.5], ["0", "0.25", "0.50"]),
        ([0, 0.00002, 0.00004], ["0", "0.00002", "0.00004"]),
        ([-0.2, 5e-17, 0.2], ["-0.2", "0", "0.2"]),
    ],
)
def test_large_ticks_are_told_in_myriads(ticks, words):
    assert tick_texts(ticks) == words


@given(st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=6, unique=True))
def test_no_two_ticks_bear_the_same_words_and_each_reads_back(ticks):
    sizes = {"萬": 1e4, "億": 1e8, "兆": 1e12}
    for tick, word in zip(ticks, tick_texts(ticks), strict=True):
        number = float(word.rstrip("萬億兆").replace(",", "")) * sizes.get(word[-1], 1)
        assert number == pytest.approx(tick)


@given(st.floats(-1e7, 1e7))
def test_a_number_on_a_bar_reads_back(value):
    assert float(amount(value, 2).replace(",", "")) == pytest.approx(value, abs=0.005001)


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (["2024-01-05", "2024-12-31"], ["113/1/5", "113/12/31"]),
        (["2024-01-05 00:00:00"], ["113/1/5"]),
        (["2024-01", "2024-12"], ["113年1月", "113年12月"]),
        (["2024-01-05", "未填"], ["113/1/5", "未填"]),
        (["2024", "2025"], ["2024", "2025"]),
        (["2024-01-05", "2024-02"], ["2024-01-05", "2024-02"]),
        (["2024-02-30", "2024-01-05"], ["2024-02-30", "2024-01-05"]),
        (["1905-01-05"], ["1905-01-05"]),
        (["20240105", "02-1234", "113/1/5"], ["20240105", "02-1234", "113/1/5"]),
        (["2024-W05-1"], ["2024-W05-1"]),
    ],
)
def test_dates_are_told_in_roc_years_and_nothing_else_is_touched(labels, shown):
    assert in_roc(data(labels, [1.0] * len(labels))).labels == shown


def test_a_line_of_days_stands_to_scale():
    days = ["2024-01-31", "2024-01-01", "2024-01-02"]
    chart = lk.draw(Given(data(days, [3.0, 1.0, 2.0], kind="line")))
    assert chart.drawn.labels == ["113/1/1", "113/1/2", "113/1/31"]
    first, second, third = chart.drawn.at
    assert (second - first, third - first) == (1, 30)


@given(st.text("甲乙丙（）、。A1 ％-", max_size=60), st.integers(30, 200))
def test_wrapped_text_loses_nothing_and_stays_inside(text, width):
    lines = wrapped(text, width, 10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line, 10) <= width for line in lines)


def test_no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket():
    text = "居家服務（含日間照顧），交通接送、送餐服務。喘息服務（機構）"
    for width in range(40, 200, 5):
        lines = wrapped(text, width, 10)
        assert not [line for line in lines[1:] if line[0] in NOT_FIRST]
        assert not [line for line in lines[:-1] if line[-1] in NOT_LAST]


def test_a_label_that_is_cut_is_told_and_keeps_its_remark():
    long = data(["長" * 99, "短"], [1.0, 2.0], marks=["小樣本", ""])
    chart = lk.draw(Given(long))
    assert [finding.code for finding in chart.findings] == ["labels_cut"]
    assert any("…" in word and "（小樣本）" in word for word in words_of(chart.figure()))


def test_what_is_not_drawn_is_counted_in_finding_and_picture_and_stands_in_the_table():
    chart = lk.draw(Given(data([f"第{n}里" for n in range(75)], [float(n) for n in range(75)])))
    assert [(finding.code, finding.count) for finding in chart.findings] == [("rows_not_drawn", 15)]
    assert any("另有 15 列未畫出" in word for word in words_of(chart.figure()))
    assert len(chart.data.rows) == 76


def test_a_pareto_puts_the_rest_last_and_its_shares_end_at_the_whole():
    chart = lk.draw(Given(REALISTIC["pareto"]))
    assert chart.drawn.labels[0] == "等候太久"
    assert chart.drawn.labels[-1] == "其他"
    assert chart.finding == "陳情類別前 4 項占全部的 80.9%，以「等候太久」最多"
    assert "18（12.8%，累計 100.0%）" in words_of(chart.figure())


def test_a_long_pareto_folds_its_tail_and_keeps_the_sum():
    whole = data([f"類{n}" for n in range(40)] + ["其他"], [float(n) for n in range(41)], kind="pareto")
    drawn = lk.draw(Given(whole)).drawn
    assert drawn.labels[-1] == "其他（合計 17 項）"
    assert sum(drawn.numbers) == sum(whole.numbers)


@pytest.mark.parametrize("change", [{"unit": "%"}, {"additive": False}, {"values": [[3.0], [-1.0]]}])
def test_no_share_is_told_of_numbers_that_do_not_add_up(change):
    one = dataclasses.replace(data(["甲", "乙"], [3.0, 1.0], kind="pareto"), **change)
    words = words_of(lk.draw(Given(one)).figure())
    assert not [word for word in words if "累計 " in word]
    assert any("不計累計占比" in word for word in words)


def test_areas_are_ranked_with_equals_on_the_same_rank():
    one = data(["甲", "乙", "丙", "丁"], [1.0, 5.0, 5.0, NAN], kind="ranked_areas")
    names = lk.draw(Given(one)).figure().axes[0].get_yticklabels()
    assert [name.get_text() for name in names] == ["1. 乙", "1. 丙", "3. 甲", "丁"]


def test_uneven_bins_are_told():
    one = data(["0–60", "60 以上"], [5.0, 3.0], at=[0.0, 60.0, math.inf], kind="histogram")
    chart = lk.draw(Given(one))
    assert [finding.code for finding in chart.findings] == ["uneven_bins"]
    assert "以上" in words_of(chart.figure())


def test_infinite_numbers_are_missing_and_told():
    chart = lk.draw(Given(data(["甲", "乙"], [math.inf, 1.0])))
    assert [(finding.code, finding.count) for finding in chart.findings] == [("infinite_values", 1)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": [[1.0]]},
        {"low": [[1.0, 2.0], [1.0, 2.0]]},
        {"at": [1.0]},
    ],
)
def test_numbers_that_are_not_rows_by_series_are_a_programmers_error(wrong):
    with pytest.raises(ValueError, match="2 rows"):
        dataclasses.replace(data(["甲", "乙"], [1.0, 2.0]), **wrong)


def test_a_title_of_ones_own_stands_and_the_finding_stays_in_the_words():
    chart = lk.draw(Given(REALISTIC["bar"]), title="收件概況", source="收件簿")
    words = words_of(chart.figure())
    assert "收件概況" in words
    assert any("資料來源：收件簿" in word for word in words)
    assert "土地登記" in chart.alt
    assert chart.name == "收件概況"


def test_the_data_choose_the_kind_unless_the_caller_does():
    assert lk.draw(Given(REALISTIC["survival"])).kind == "survival"
    assert lk.draw(Given(REALISTIC["survival"]), kind="line").kind == "line"


def test_the_alternative_text_says_rows_highest_lowest_and_missing():
    assert lk.draw(Given(REALISTIC["grouped_bar"])).alt == (
        "群組長條圖，件數（件），依年度，共 3 列、3 個系列。年度以「114年」的「網路」最高：1,500 件；"
        "最低為「114年」的「郵寄」 60 件；1 格沒有數值。"
    )


def test_the_gate_can_read_what_a_drawing_says():
    from labkit.privacy.carriers.png import PNG
    from labkit.privacy.carriers.svg import SVG

    chart = lk.draw(Given(REALISTIC["bar"]))
    assert chart.alt in " ".join(passage.text for passage in SVG.pieces(chart.svg))
    assert list(PNG.pieces(chart.png)) == []
