"""lint_chart tells what a chart hides: of labkit's own charts by their facts, of foreign figures by shapes and words."""

import dataclasses
import warnings

import pytest
from matplotlib.figure import Figure

import labkit as lk
from labkit.charts.chart import KINDS
from labkit.charts.honesty import lint_chart
from tests.charts.samples import REALISTIC, Given

MONTHS = ["1月", "2月", "3月", "4月", "5月", "6月"]
SOUND = "資料來源：虛構資料；n＝2,500 名註冊使用者"


def codes(chart):
    return [finding.code for finding in lint_chart(chart)]


def figure_of(draw, *, title="", note=SOUND, ylabel="人數（人）"):
    figure = Figure()
    axes = figure.subplots()
    draw(axes)
    axes.set_title(title)
    axes.set_ylabel(ylabel)
    figure.text(0, 0, note)
    return figure


def test_a_vendors_embellished_figure_is_told_all_four_faults():
    def draw(axes):
        axes.bar(MONTHS, [95.1, 96.0, 97.2, 98.4, 99.0, 99.2])
        axes.set_ylim(94, 100)

    found = codes(figure_of(draw, title="累計活躍使用者持續運動比率屢創新高", note="", ylabel="%"))
    assert found[:4] == [
        "chart_truncated_axis",
        "chart_cumulative_only",
        "chart_survivors_only",
        "chart_no_denominator",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_labkit_chart_of_each_kind_is_told_nothing(kind):
    assert codes(lk.draw(Given(REALISTIC[kind]))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_labkit_chart_stays_sound_as_a_foreign_figure(kind):
    """What the lint reads off shapes alone does not accuse what labkit draws."""
    found = {
        finding.code for finding in lint_chart(lk.draw(Given(REALISTIC[kind])).figure()) if finding.level == "warning"
    }
    assert found == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cumulative": True}, "chart_cumulative_only"),
        ({"survivors_only": True}, "chart_survivors_only"),
        ({"n": None, "population": ""}, "chart_no_denominator"),
        ({"source": ""}, "chart_no_source"),
        ({"unit": "", "measure": "比較"}, "chart_no_unit"),
    ],
)
def test_what_the_data_own_up_to_is_told(change, code):
    assert code in codes(lk.draw(Given(dataclasses.replace(REALISTIC["survival"], **change))))


def test_a_count_needs_no_denominator():
    assert codes(lk.draw(Given(dataclasses.replace(REALISTIC["bar"], n=None)))) == []


@pytest.mark.parametrize(
    ("draw", "cut"),
    [
        (lambda axes: axes.bar(MONTHS, range(5, 11)), False),
        (lambda axes: axes.barh(MONTHS, range(5, 11)), False),
        (lambda axes: (axes.barh(MONTHS, range(5, 11)), axes.set_xlim(4, 12)), True),
        (lambda axes: (axes.bar(MONTHS, range(5, 11)), axes.set_ylim(12, 4)), True),
        (lambda axes: (axes.bar(MONTHS, range(5, 11)), axes.set_yscale("log")), True),
        (lambda axes: (axes.bar(MONTHS, range(5, 11), bottom=50), axes.set_ylim(0, 70)), True),
        (lambda axes: axes.bar(MONTHS, [-3, 2, 5, -1, 2, 3]), False),
        (lambda axes: (axes.bar(MONTHS, [3] * 6), axes.bar(MONTHS, [2] * 6, bottom=[3] * 6, hatch="//")), False),
        (lambda axes: axes.barh(["甲", "乙"], [3, 4], left=[2, 5]), False),
        (lambda axes: (axes.plot(MONTHS, [95, 97, 96, 99, 98, 97]), axes.set_ylim(94, 100)), False),
    ],
    ids=["upright", "lying", "cut", "cut, upside down", "logarithm", "raised", "negative", "stacked", "spans", "line"],
)
def test_bars_that_do_not_begin_at_zero_are_told_and_nothing_else(draw, cut):
    assert ("chart_truncated_axis" in codes(figure_of(draw))) == cut


@pytest.mark.parametrize(
    ("draw", "title", "found"),
    [
        (lambda axes: axes.plot(MONTHS, [1, 3, 4, 8, 9, 12]), "累計人數", {"chart_cumulative_only"}),
        (lambda axes: axes.plot(MONTHS, [1, 3, 4, 8, 9, 12]), "人數", {"chart_maybe_cumulative"}),
        (lambda axes: axes.plot(MONTHS, [1, 3, 2, 8, 9, 12]), "累計人數", set()),
        (lambda axes: axes.bar(MONTHS, [1, 3, 4, 8, 9, 12]), "人數", set()),
        (
            lambda axes: (axes.plot(MONTHS, [1, 3, 4, 8, 9, 12], label="累計"), axes.bar(MONTHS, [1, 2, 1, 4, 1, 3])),
            "累計與每月人數",
            set(),
        ),
    ],
    ids=["said", "unsaid", "falls", "ranked bars", "beside the months"],
)
def test_running_totals_alone_are_told(draw, title, found):
    assert {code for code in codes(figure_of(draw, title=title)) if "cumulative" in code} == found


@pytest.mark.parametrize(
    ("title", "note", "told"),
    [
        ("本月活躍使用者", "資料來源：虛構資料", True),
        ("本月活躍使用者", SOUND, False),
        ("本月活躍使用者", "資料來源：虛構資料；占全部註冊人數", False),
        ("本月活躍使用者", "資料來源：虛構資料；共 2,500 人", False),
        ("本月活躍使用者", "資料來源：虛構資料；人數n=2500", False),
        ("本月取號人數", "資料來源：虛構資料", False),
        ("件數持續成長、仍在辦理", "資料來源：虛構資料", False),
    ],
)
def test_survivors_are_told_unless_the_whole_stands_beside_them(title, note, told):
    figure = figure_of(lambda axes: axes.bar(MONTHS, [3, 2, 4, 1, 2, 3]), title=title, note=note)
    findings = [finding for finding in lint_chart(figure) if finding.code == "chart_survivors_only"]
    assert bool(findings) == told
    assert all("活躍" in finding.sentence for finding in findings)


@pytest.mark.parametrize(("ylabel", "told"), [("滿意率", True), ("%", True), ("效率", False), ("匯率（元）", False)])
def test_a_share_without_its_whole_is_told(ylabel, told):
    figure = figure_of(lambda axes: axes.bar(MONTHS, [3, 2, 4, 1, 2, 3]), note="資料來源：虛構資料", ylabel=ylabel)
    assert ("chart_no_denominator" in codes(figure)) == told


def test_percent_signs_of_the_ticks_are_read():
    def draw(axes):
        axes.bar(MONTHS, [0.3, 0.2, 0.4, 0.1, 0.2, 0.3])
        axes.yaxis.set_major_formatter("{x:.0%}")

    assert "chart_no_denominator" in codes(figure_of(draw, note="資料來源：虛構資料", ylabel="（份）"))


def test_a_second_axis_is_told_and_a_second_panel_is_not():
    def twin(axes):
        axes.plot(MONTHS, [3, 2, 4, 1, 2, 3])
        axes.twinx().plot(MONTHS, [300, 100, 200, 500, 50, 90])

    panels = Figure()
    for axes in panels.subplots(2, 1):
        axes.plot(MONTHS, [3, 2, 4, 1, 2, 3])
    assert "chart_dual_axis" in codes(figure_of(twin))
    assert "chart_dual_axis" not in codes(panels)


def test_more_than_six_colours_are_told():
    def draw(count):
        return lambda axes: axes.bar(range(count), range(count), color=[(n / 10, 0, 0) for n in range(count)])

    assert "chart_many_colours" not in codes(figure_of(draw(6)))
    assert "chart_many_colours" in codes(figure_of(draw(7)))
    pie = figure_of(lambda axes: axes.pie([1] * 7, colors=[(n / 10, 0, 0) for n in range(7)]))
    assert "chart_many_colours" in codes(pie)


@pytest.mark.parametrize(
    ("draw", "count"),
    [
        (lambda axes: [axes.plot(MONTHS, [n, 2, n, 4, n, 1], label=f"第{n}課") for n in range(3)], 3),
        (lambda axes: [axes.plot(MONTHS, [n, 2, n, 4, n, 1], "os^"[n] + "-", label=f"第{n}課") for n in range(3)], 0),
        (lambda axes: [axes.plot(MONTHS, [n, 2, n, 4, n, 1], ["-", "--", ":"][n]) for n in range(3)], 0),
        (
            lambda axes: [
                (axes.plot(MONTHS, [n, 2, n, 4, n, 1], label=f"第{n}課"), axes.text(5, n, f"第{n}課")) for n in range(3)
            ],
            0,
        ),
        (lambda axes: [axes.bar(MONTHS, [n, 2, 1, 1, 1, 1], bottom=3 * n, label=f"第{n}課") for n in range(2)], 2),
        (lambda axes: [axes.bar(MONTHS, [2] * 6, bottom=3 * n, hatch=["", "/"][n]) for n in range(2)], 0),
        (lambda axes: axes.bar(MONTHS, [2] * 6, color=["red", "green", "blue"] * 2), 0),
    ],
    ids=["lines", "markers", "dashes", "names beside", "bars", "hatches", "named at the ticks"],
)
def test_series_told_apart_by_colour_alone_are_told(draw, count):
    def with_legend(axes):
        draw(axes)
        if axes.get_legend_handles_labels()[0]:
            axes.legend()

    found = [finding.count for finding in lint_chart(figure_of(with_legend)) if finding.code == "chart_colour_alone"]
    assert found == ([count] if count else [])


def test_a_figure_without_words_is_asked_for_unit_and_source_and_lints_without_a_warning():
    figure = Figure()
    figure.subplots().plot([1, 2, 3], [3, 1, 2])
    figure.axes[0].set_title("字型沒有的字")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert codes(figure) == ["chart_no_unit", "chart_no_source"]


def test_axes_are_taken_for_their_figure():
    figure = figure_of(lambda axes: axes.bar(MONTHS, [3, 2, 4, 1, 2, 3]))
    assert codes(figure.axes[0]) == codes(figure) == []


def test_an_empty_figure_has_nothing_to_hide_but_its_origin():
    assert codes(Figure()) == ["chart_no_unit", "chart_no_source"]


def test_every_sentence_says_what_and_what_to_do():
    def draw(axes):
        axes.bar(MONTHS, [95.1, 96.0, 97.2, 98.4, 99.0, 99.2])
        axes.set_ylim(94, 100)

    for finding in lint_chart(figure_of(draw, title="累計活躍率", note="", ylabel="")):
        assert "請" in finding.sentence
        assert "{" not in finding.sentence
