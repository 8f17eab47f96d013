"""The status of areas as one HTML file for managers: it searches, filters and sorts with neither server nor network.

The table itself is the data, so the page is whole without its program, and the gate reads every cell of it. A Content
Security Policy lets nothing else in: no address, no other program or style than the page's own, named by hash.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.analysis.area.days import roc_day
from labkit.analysis.area.lines import Lines
from labkit.analysis.area.spec import AreasSpec
from labkit.analysis.dashboard.bars import Scale
from labkit.analysis.dashboard.columns import columns_of
from labkit.analysis.dashboard.table import column_styles, table_html
from labkit.analysis.dashboard.words import figures_html, notes_html, rules_html
from labkit.core.errors import NotDrawable
from labkit.core.files import write_whole
from labkit.core.whole_page import shipped, whole_page

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult

HERE = Path(__file__).parent
MARKS = "■▲▼◆●★"


def dashboard_html(result: AnalysisResult) -> str:
    """Return the page; everything in it is built from the result's cells, so a hidden cell is D wherever it would show.

    Raises NotDrawable for an analysis of another kind than areas.
    """
    if not isinstance(result.spec, AreasSpec):
        raise NotDrawable(place=result.name)
    lines = Lines(result)
    marks = {rule.word: at for at, rule in enumerate(result.spec.rules)}
    columns = columns_of(lines, marks)
    style = column_styles(lines, columns, Scale.of(lines).line) + _signs(result.spec) + shipped(HERE / "dashboard.css")
    script = shipped(HERE / "dashboard.js")
    body = "\n".join(
        [
            f"<header><h1>{escape(result.name)}</h1><p>{escape(_day(lines))}</p></header>",
            f"<main>{figures_html(lines)}",
            _controls(lines, marks),
            "<div class=wide role=region aria-labelledby=caption tabindex=0>",
            table_html(lines, columns, f"各{lines.names.area}狀態（{_day(lines)}）"),
            f"</div>\n<button type=button id=rest hidden></button>{notes_html(result, lines)}</main>",
        ]
    )
    return whole_page(result.name, style, script, body)


def save_dashboard(result: AnalysisResult, path: str | Path) -> Path:
    """Write the page to ``path``, whole or not at all; raises NotDrawable."""
    return write_whole(Path(path), dashboard_html(result))


def _day(lines: Lines) -> str:
    return f"資料截至 {roc_day(lines.facts.as_of)}" if lines.facts.as_of else "未寫明資料截至日"


def _signs(spec: AreasSpec) -> str:
    """Return the sign before each rule's word: its own, or the next one that no rule has taken."""
    taken = {rule.mark for rule in spec.rules if rule.mark}
    free = [mark for mark in MARKS if mark not in taken] or list(MARKS)
    told = []
    for at, rule in enumerate(spec.rules):
        mark = rule.mark or free[at % len(free)]
        told.append(f'.f{at}::before{{content:"{mark} ";content:"{mark} "/""}}')
    return "".join(told)


def _controls(lines: Lines, marks: dict[str, int]) -> str:
    """Return search, group, order and the rules' buttons; they appear where the page's program runs."""
    area = lines.names.area
    groups = ""
    if lines.groups:
        names = dict.fromkeys(_group_names(lines))
        options = "".join(f"<option>{escape(name)}" for name in names)
        groups = f"<label>{escape(lines.names.group)} <select id=group><option value=''>全部{options}</select></label>"
    return (
        f"<form role=search hidden><label>搜尋{area}名或代碼 <input id=search type=search autocomplete=off></label>{groups}"
        "<label>排序 <select id=order></select></label>"
        f"{rules_html(lines, marks)}<button type=button id=more aria-pressed=false>全部欄位</button>"
        "<button type=button id=clear>清除條件</button></form>"
        f"<p id=status role=status data-area={area}></p><p id=none hidden>沒有符合的{area}，請清除條件再找。</p>"
        "<noscript><p>這個瀏覽器沒有執行程式：表格仍可完整閱讀與列印，只是不能搜尋、篩選與排序。</p></noscript>"
    )


def _group_names(lines: Lines) -> list[str]:
    from labkit.analysis.area.told import group_name  # noqa: PLC0415

    return [group_name(lines, one) for one in lines.areas]
