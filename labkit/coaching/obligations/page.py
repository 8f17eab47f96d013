"""Many teams as one HTML page that searches, filters and sorts with neither server nor network.

The table itself is the data, so the page is whole without its program. A Content Security Policy lets nothing else in: no
address, no other program or style than the page's own, named by hash.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from labkit.coaching.obligations.due import day_text
from labkit.coaching.obligations.overview import COLUMNS, MEANING, NUMBERS, STATES, OverviewResult
from labkit.core.document import shown
from labkit.core.files import write_whole
from labkit.core.whole_page import shipped, whole_page

HERE = Path(__file__).parent
FIRST = ("機關", "資料夾", "狀態", "下一個期限", "下一步")  # what people act on, seen without moving the table
ORDER = tuple(COLUMNS.index(name) for name in (*FIRST, *(name for name in COLUMNS if name not in FIRST)))
SHOWN = tuple(COLUMNS[at] for at in ORDER)
SIGNS = dict(zip(STATES, "✕▲△○", strict=True))


def status_html(result: OverviewResult) -> str:
    """Return the page: figures, filters, and a row for every team and every folder that cannot be read."""
    style, script = f"{shipped(HERE / 'status.css')}\n{_labels()}", shipped(HERE / "status.js")
    told = f"截至 {day_text(result.as_of)}"
    body = "\n".join(
        [
            f"<header><h1>{escape(result.name)}</h1><p>{escape(told)}</p></header>",
            f"<main><p>{escape(result.summary)}</p>{_controls(result)}",
            "<div class=wide role=region aria-labelledby=caption tabindex=0>",
            _table(result, told),
            f"</div>\n<section><h2>說明</h2><p>{escape(MEANING)}</p></section></main>",
        ]
    )
    return whole_page(result.name, style, script, body)


def save_page(result: OverviewResult, path: Path) -> Path:
    """Write the page to ``path``, whole or not at all."""
    return write_whole(path, status_html(result))


def _labels() -> str:
    """Return the names of the columns as style: on a phone each row is a card, and each cell names itself."""
    rules = "".join(f'td:nth-child({at}):before{{content:"{name}"}}' for at, name in enumerate(SHOWN[1:], 2))
    return f"@media screen and (max-width:40rem){{{rules}}}"


def _controls(result: OverviewResult) -> str:
    """Return search and states; they appear where the page's program runs."""
    buttons = "".join(
        f'<button type=button data-state="{state}" aria-pressed=false>{SIGNS[state]} {state} {count:,}</button>'
        for state, count in result.counts.items()
        if count
    )
    return (
        "<form role=search hidden><label>搜尋機關或資料夾 <input id=search type=search autocomplete=off></label>"
        f"<div role=group aria-label=狀態>{buttons}</div><button type=button id=clear>清除條件</button></form>"
        "<p id=status role=status></p>"
        "<noscript><p>這個瀏覽器沒有執行程式：表格仍可完整閱讀與列印，只是不能搜尋、篩選與排序。</p></noscript>"
    )


def _table(result: OverviewResult, told: str) -> str:
    heads = "".join(
        f"<th scope=col{' class=n' if name in NUMBERS else ''}><button type=button>{name}</button></th>"
        for name in SHOWN
    )
    rows = "\n".join(_row(row) for row in result.rows)
    return (
        f"<table><caption id=caption>各團隊進度（{escape(told)}）</caption><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table>"
    )


def _row(row: tuple[object, ...]) -> str:
    cells = [f"<th scope=row>{escape(shown(row[0]))}</th>"]
    for name, value in list(zip(SHOWN, (row[at] for at in ORDER), strict=True))[1:]:
        if name == "狀態":
            state = str(value)
            cells.append(f"<td><b class=s{STATES.index(state)}>{SIGNS[state]} {state}</b></td>")
        else:
            cells.append(f"<td{' class=n' if name in NUMBERS else ''}>{escape(shown(value))}</td>")
    return f"<tr>{''.join(cells)}</tr>"
