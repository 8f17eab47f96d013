"""The page's table: written whole in HTML, so that it is read without any program, printed, and looked through by the gate."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from labkit.analysis.area.codes import Place
from labkit.analysis.area.lines import Line, Lines
from labkit.analysis.dashboard.columns import Column

TAGS = re.compile("<[^>]*>")
PADDING, ARROW, SIGN, BAR = 1.5, 1.9, 2.2, 9.2  # in ems, as all widths here
MOST_WIDE, LEAST_WIDE = 18.0, 5.0
LAST_NARROW = 0x2E7F
WHOLE = "全體"


def table_html(lines: Lines, columns: list[Column], caption: str) -> str:
    """Return the table: areas in the order of their codes, the total at its foot."""
    heads = _head(Column(lines.names.area, str, number=False)) + "".join(map(_head, columns))
    whole = _row(replace(lines.whole, place=Place("", WHOLE)), columns)
    rows = "\n".join(_row(one, columns) for one in lines.areas)
    return (
        f"<table id=areas><caption id=caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody>\n<tfoot>{whole}</tfoot></table>"
    )


def _head(column: Column) -> str:
    kind = ' class="n b"' if column.bar else " class=n" if column.number else ""
    told = f"<button type=button>{escape(column.head)}</button>" if column.sortable else escape(column.head)
    return f"<th scope=col{kind}>{told}</th>"


def _row(line: Line, columns: list[Column]) -> str:
    """Return a row; the ends of cells are left to the reader, as HTML allows, which keeps the page small."""
    few = " class=s" if line.few and line.place.code else ""
    return (
        f"<tr{few}><th scope=row>{escape(line.place.name)}"
        + "".join(f"<td>{one.cell(line)}" for one in columns)
        + "</tr>"
    )


def column_styles(lines: Lines, columns: list[Column], line: int | None) -> str:
    """Return the style that belongs to these columns: widths, numbers to the right, heads beside the cells where it is narrow."""
    places = list(enumerate(columns, 2))
    names = max(*(_wide(one.place.name) for one in lines.areas), _wide(lines.names.area) + ARROW)
    widths = [(one, _width(lines, one)) for one in columns]
    first = [width for one, width in widths if not one.more]
    found = _grid("table", names, [width for _, width in widths]) + _grid(".brief", names, first)
    found.append(f".brief tr>:nth-child(n+{len(first) + 2}){{display:none}}")
    if numbers := ",".join(f"td:nth-child({at})" for at, one in places if one.number):
        found.append(f"{numbers}{{text-align:right;font-variant-numeric:tabular-nums}}")
    if line is not None:
        found.append(f"svg{{background:linear-gradient(#595959,#595959) {line}px 0/1px 100% no-repeat}}")
    heads = "".join(f"td:nth-child({at})::before{{content:{_quoted(one.head)}}}" for at, one in places)
    return "".join(found) + f"@media screen and (max-width:46rem){{{heads}}}"


def _grid(which: str, names: float, widths: list[float]) -> list[str]:
    """Return the widths of a table's columns, which grow alike where there is room; none is ever left to be measured."""
    told = " ".join(f"minmax({width + PADDING:.1f}em,{width + PADDING:.1f}fr)" for width in widths)
    whole = names + sum(widths) + PADDING * (len(widths) + 1)
    return [
        f"{which} tr{{grid-template-columns:{names + PADDING:.1f}em {told}}}",
        f"{which}{{min-width:{whole:.1f}em}}",
    ]


def _width(lines: Lines, column: Column) -> float:
    """Return how wide a column has to be, in ems: its longest cell, or its head in at most three lines."""
    cells = (column.cell(one) for one in (*lines.areas, lines.whole))
    longest = min(max(_wide(TAGS.sub("", cell)) + SIGN * cell.count("<b") for cell in cells), MOST_WIDE)
    head = min(_wide(column.head), LEAST_WIDE) + (ARROW if column.sortable else 0)
    return max(longest + (BAR if column.bar else 0), head)


def _wide(text: str) -> float:
    return sum(1.0 if ord(sign) > LAST_NARROW else 0.6 for sign in text)


def _quoted(text: str) -> str:
    """Return a text as CSS writes it: what could end the string or the style becomes a number."""
    return '"' + "".join(one if one.isalnum() or one in " ％%／（）、．" else f"\\{ord(one):x} " for one in text) + '"'
