"""A pivot as one page without script or outside address: column keys as headings over their columns, totals in bold."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from labkit.core.document import is_number
from labkit.pivots.exports.adapt import notes, sentences
from labkit.pivots.exports.labels import item_text
from labkit.pivots.exports.plan import NumberKind, StaticTable
from labkit.pivots.exports.sheet import spans_of
from labkit.pivots.exports.static import static_table

if TYPE_CHECKING:
    from labkit.pivots.result import PivotResult

FONTS = ["Labkit Sans TC", "Noto Sans TC", "Microsoft JhengHei", "PingFang TC", "Noto Sans CJK TC", "sans-serif"]
SHADES = {"subtotal": "#F3F6F9", "total": "#EAF1F7"}
PLACES = {"whole": 0, "decimal": 2}


def pivot_page(result: PivotResult) -> str:
    """Return the page of ``result`` as HTML in Traditional Chinese; every text is escaped."""
    table = static_table(result)
    body = _table(result, table).as_raw_html()
    style = "body{margin:2rem;color:#1d1d1d}#pivot .gt_col_heading{white-space:nowrap}@media print{body{margin:0}}"
    return (
        f'<!doctype html>\n<html lang="zh-Hant"><head><meta charset="utf-8"><title>{escape(result.name)}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def _table(result: PivotResult, table: StaticTable) -> Any:
    """Return the table of great_tables, its cells written out."""
    import pandas as pd  # noqa: PLC0415
    from great_tables import GT, html, loc, style  # noqa: PLC0415

    names = [f"c{at}" for at in range(len(table.columns))]
    cells = {
        name: [shown(cell, number) for cell in column]
        for name, column, number in zip(names, table.columns, table.numbers, strict=True)
    }
    made = GT(pd.DataFrame(cells, dtype=object), id="pivot")
    made = made.tab_header(title=result.name, subtitle="　".join([table.caption, *sentences(result)]))
    made = made.cols_label({name: html(escape(text)) for name, text in zip(names, table.head[-1], strict=True)})
    made = made.cols_align("left", names[: table.labels]).cols_align("right", names[table.labels :])
    made = _spanned(made, table, names)
    for kind, shade in SHADES.items():
        rows = [at for at, one in enumerate(table.kinds) if one == kind]
        made = made.tab_style([style.text(weight="bold"), style.fill(shade)], loc.body(rows=rows)) if rows else made
    for note in notes(result):
        made = made.tab_source_note(html(escape(note)))
    return made.tab_options(table_font_names=FONTS, table_font_size="15px", heading_align="left")


def _spanned(made: Any, table: StaticTable, names: list[str]) -> Any:
    """Return the table with its upper head lines, the innermost first."""
    from great_tables import html  # noqa: PLC0415

    for level, line in reversed(list(enumerate(spans_of(table)[:-1]))):
        at = 0
        for text, span in line:
            if text and at >= table.labels:
                made = made.tab_spanner(html(escape(text)), names[at : at + span], id=f"s{level}-{at}")
            at += span
    return made


def shown(cell: Any, number: NumberKind) -> str:
    """Return a cell as people read it: digits grouped, no data as 「–」.

    >>> shown(1234.5, "decimal"), shown(None, "whole"), shown(0.25, "percent"), shown(113, "label")
    ('1,234.50', '–', '25.0%', '113')
    """
    if cell is None or cell != cell:  # noqa: PLR0124  (NaN is unequal to itself)
        return "–"
    if not is_number(cell) or number == "label":
        return item_text(cell)
    return f"{cell:.1%}" if number == "percent" else f"{cell:,.{PLACES[number]}f}"
