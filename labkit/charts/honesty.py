"""lint_chart: what a chart hides or overstates, told before it is shown: of a labkit chart, or of any matplotlib figure.

A labkit chart says itself what was counted (``ChartData``). Of a foreign figure only its shapes and its words are known:
bars, lines, axes and colours are measured; survivors, denominators and running totals are recognised by words in titles,
labels and notes. So a finding that rests on words says which word, and a figure
clears it by saying more.

Sources: UK Government Analysis Function, Data visualisation: charts (bars from zero, no dual axes, no colour alone, few
colours); WCAG 2.1, 1.4.1 (use of colour).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labkit.charts.chart import Chart
from labkit.charts.data import PERCENT, ChartData
from labkit.charts.fitting import COLOURS
from labkit.charts.seen import Panel, Seen, Series, grows_only, seen
from labkit.core.finding import Finding

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RUNNING = re.compile(r"累計|累積|歷年合計|cumulative|accumulat", re.IGNORECASE)
SURVIVORS = re.compile(
    r"活躍|留存|續用|續訂|留下|仍(?:在使用|在運動|有使用|有紀錄)|現有(?:使用者|會員|用戶)|\bactive\b|retain|retention"
    r"|持續(?!時間|改善|精進|成長|增加|減少|上升|下降|推動|辦理|性)",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"(?<![A-Za-z])[nN]\s*[=＝]\s*[\d,]+|分母|母數|母體|有效樣本|計算對象|共\s*[\d,]+\s*(?:人|名|戶|件|份)"
    r"|(?:全部|全體|所有|註冊|報名|曾加入|下載|列冊|符合資格)[^，。；\n]{0,8}(?:人|者|戶|件|會員|用戶|帳號)"
)
SHARE = re.compile(r"[%％‰]|百分比|比例|占比|(?<![頻效機匯費速功倍利稅])率")
UNIT = re.compile(r"單位|[（(][^（()）]{1,10}[）)]|[%％‰元人次件戶分時天日]|數|公[里尺斤頃噸]")
SOURCE = re.compile(r"來源|出處|資料提供|source", re.IGNORECASE)
LEAST_WITH_WORD, LEAST_WITHOUT = 3, 6
WHOLE_PICTURE = "這張圖"


def lint_chart(chart: Chart | Figure | Axes) -> list[Finding]:
    """Return what misleads or is lacking in ``chart``, each with what to do about it; empty for a sound chart.

    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> bars = figure.subplots().bar(["112年", "113年"], [98, 99])
    >>> limits = figure.axes[0].set_ylim(97, 100)
    >>> [finding.code for finding in lint_chart(figure)]
    ['chart_truncated_axis', 'chart_no_unit', 'chart_no_source']
    """
    data = chart.drawn if isinstance(chart, Chart) else None
    sight = seen(_figure_of(chart))
    found = [finding for panel in sight.panels for finding in _of_panel(panel, sight)]
    return [*found, *_running(sight, data), *_survivors(sight, data), *_share(sight, data), *_origin(sight, data)]


def _figure_of(chart: Chart | Figure | Axes) -> Figure:
    if isinstance(chart, Chart):
        return chart.figure()
    figure = chart.get_figure(root=True)
    if figure is None:
        raise TypeError("axes without a figure")
    return figure


def _of_panel(panel: Panel, sight: Seen) -> Iterator[Finding]:
    place = WHOLE_PICTURE if len(sight.panels) == 1 else f"第 {panel.number} 格"
    if panel.bars and _truncated(panel):
        yield Finding("chart_truncated_axis", place, level="warning")
    if panel.number in sight.overlaid:
        yield Finding("chart_dual_axis", place, level="warning")
    colours = frozenset(panel.other_colours.union(*(one.colours for one in panel.series)))
    if len(colours) > COLOURS:
        yield Finding("chart_many_colours", place, len(colours), "warning")
    alike = _told_by_colour(panel)
    if alike:
        yield Finding("chart_colour_alone", place, alike, "warning")


def _truncated(panel: Panel) -> bool:
    """Tell whether bars begin elsewhere than at zero: cut by the axis, on a logarithm, or all from another level.

    Bars that each begin at another level are spans: of time, from low to high. They have no zero to begin at.
    """
    low, high = panel.limits
    starts = {start for one in panel.bars for start in one.starts}
    if 0.0 not in starts:
        return len(starts) == 1
    return panel.log or low > 0 or high < 0


def _told_by_colour(panel: Panel) -> int:
    """Return how many series differ from another one by colour alone: same hatch or dash, and no name beside them."""
    beside = panel.beside.replace("\n", "")
    patterns: dict[tuple[str, ...], list[Series]] = {}
    for one in panel.series:
        patterns.setdefault(one.pattern, []).append(one)
    groups = [group for group in patterns.values() if len({one.colours for one in group}) > 1]
    return sum(1 for group in groups for one in group if not _named_beside(one, beside))


def _named_beside(one: Series, texts: str) -> bool:
    return bool(one.name) and not one.name.startswith("_") and one.name.replace("\n", "") in texts


def _running(sight: Seen, data: ChartData | None) -> Iterator[Finding]:
    """Tell charts that show running totals alone: these cannot fall, whatever happens."""
    series = [one for panel in sight.panels for one in panel.series]
    word = RUNNING.search(sight.words)
    least = LEAST_WITH_WORD if word else LEAST_WITHOUT
    growing = bool(series) and all(grows_only(one.values, least) for one in series)
    if (data is not None and data.cumulative) or (growing and word):
        yield Finding("chart_cumulative_only", WHOLE_PICTURE, level="warning")
    elif data is None and growing and not any(one.starts for one in series):
        yield Finding("chart_maybe_cumulative", WHOLE_PICTURE)


def _survivors(sight: Seen, data: ChartData | None) -> Iterator[Finding]:
    word = SURVIVORS.search(sight.words)
    if data is not None and data.survivors_only:
        yield Finding("chart_survivors_only", WHOLE_PICTURE, level="warning", facts={"word": "計算方式只留下還在的人"})
    elif word and not _has_whole(sight, data):
        yield Finding("chart_survivors_only", WHOLE_PICTURE, level="warning", facts={"word": f"圖上寫「{word[0]}」"})


def _share(sight: Seen, data: ChartData | None) -> Iterator[Finding]:
    words = sight.words if data is None else data.measure
    share = SHARE.search(words) or (data is not None and data.unit in PERCENT)
    if share and not _has_whole(sight, data):
        yield Finding("chart_no_denominator", WHOLE_PICTURE, level="warning")


def _has_whole(sight: Seen, data: ChartData | None) -> bool:
    """Tell whether the chart says of how many, or of whom."""
    if data is not None:
        return data.n is not None or bool(data.population)
    return bool(WHOLE.search(sight.words))


def _origin(sight: Seen, data: ChartData | None) -> Iterator[Finding]:
    words = "\n".join(panel.axis_words for panel in sight.panels)
    has_unit = (
        SHARE.search(sight.words) or UNIT.search(words) if data is None else data.unit or UNIT.search(data.measure)
    )
    if not has_unit:
        yield Finding("chart_no_unit", WHOLE_PICTURE)
    if not (SOURCE.search(sight.words) if data is None else data.source):
        yield Finding("chart_no_source", WHOLE_PICTURE)
