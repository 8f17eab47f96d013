"""The poster through typst on A3, with labkit's own font: as PDF, as SVG, and how many sheets it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labkit.core.glyphs import lacking_note
from labkit.core.resources import FONT, FONT_FAMILY
from labkit.documents.formats._writer import UNDATED
from labkit.documents.formats.pdf import breakable
from labkit.documents.formats.pdf import typst_string as string
from labkit.documents.one_page.typeset import DARK, GREY, LINE, PALE
from labkit.workshop.poster.curve import LABEL, curve_cells
from labkit.workshop.poster.poster import Line, Matrix, Panel, Poster, Tone

FONTS = str(FONT.parent)
WIDE, GUTTER, MARGIN = 39.4, 0.4, 1.3  # cm of A3 across, between its margins
TEN_POINTS, SUBTITLE = 10.0, 16.0
POINT = "．"  # at the head of an item: its further lines stand below its text
COLOURS: dict[Tone, tuple[str, str]] = {  # ink and ground; each pair has a contrast of 4.5 and more
    "plain": ("#1D1D1D", "#FFFFFF"),
    "held": ("#0B4F32", "#E3F3EA"),
    "gap": ("#7A1420", "#FCE7E5"),
    "unchecked": ("#4A3A00", "#FBF3D5"),
    "quote": (DARK, "#FFFFFF"),
    "note": (GREY, "#FFFFFF"),
}


@dataclass(frozen=True)
class Look:
    """How a poster is set: size of the text and of the air between in points, and how many steps stand on a sheet."""

    size: float
    air: float
    across: int


def compiled(poster: Poster, look: Look, **options: Any) -> list[bytes]:
    """Return what typst makes of the poster: one PDF, or a picture for each sheet."""
    import typst  # noqa: PLC0415

    compiler: Any = typst  # its declared types want the source and the fonts' folder to be of one type
    made = compiler.compile(source(poster, look).encode(), font_paths=[FONTS], ignore_system_fonts=True, **options)
    return [bytes(one) for one in made] if isinstance(made, list) else [bytes(made)]


def sheets(poster: Poster, look: Look) -> int:
    """Return how many sheets typst takes."""
    return len(compiled(poster, look, format="png", ppi=5))


def wanted(poster: Poster, look: Look) -> int:
    """Return how many sheets there should be: one, or one for each part of the matrix."""
    return len(poster.matrix.parts(look.across)) if poster.matrix else 1


def source(poster: Poster, look: Look) -> str:
    """Return the typst source: every text is data, none is markup."""
    day = poster.as_of or UNDATED
    parts = poster.matrix.parts(look.across) if poster.matrix else (None,)
    count = len(parts)
    pages = "\n#pagebreak()\n".join(_sheet(poster, part, look, (at, count)) for at, part in enumerate(parts, 1))
    return f"""#set document(title: {string(poster.title)}, date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))
#set page(paper: "a3", flipped: true, margin: {MARGIN}cm)
#set text(font: "{FONT_FAMILY}", size: {look.size}pt, lang: "zh", region: "TW", fill: rgb("{COLOURS["plain"][0]}"))
#set par(leading: 0.6em, spacing: 0.7em)
{pages}
"""


def _sheet(poster: Poster, part: Matrix | None, look: Look, place: tuple[int, int]) -> str:
    at, count = place
    title = poster.title + (f"（第 {at} 張，共 {count} 張）" if count > 1 else "")
    rows = "\n".join(_row(row, look) for row in poster.rows) if at == 1 else ""
    matrix = matrix_source(part, look) if part and part.steps else ""
    told = lacking_note("".join(poster.texts()))
    small = min(look.size, SUBTITLE)
    foot = "　".join(one for one in (*poster.foot, told) if one)
    return f"""#block(width: 100%, fill: rgb("{DARK}"), inset: (x: 16pt, y: {look.air + 3}pt), below: {GUTTER}cm)[
#text(size: {look.size * 1.7}pt, fill: white, {string(broken(title, WIDE - 2, look.size * 1.7))}) \\
#text(size: {small}pt, fill: rgb("{PALE}"), {string(broken(poster.subtitle, WIDE - 2, small))})]
{rows}
{matrix}
#v(1fr)
#text(size: {max(look.size * 0.75, 8)}pt, fill: rgb("{GREY}"), {string(broken(foot, WIDE, look.size))})"""


def _row(row: Sequence[Panel], look: Look) -> str:
    shares = sum(one.share for one in row)
    columns = ", ".join(f"{one.share}fr" for one in row)
    cells = ",\n".join(_panel(one, look, WIDE * one.share / shares) for one in row)
    return f"""#block(below: {GUTTER}cm, grid(columns: ({columns},), gutter: {GUTTER}cm, align: left + top,
inset: (x: 14pt, y: {look.air}pt), stroke: (top: 2.5pt + rgb("{DARK}"), rest: 0.8pt + rgb("{LINE}")),
{cells}))"""


def _panel(panel: Panel, look: Look, width: float) -> str:
    inner = width - 1.6
    large = look.size * 1.15
    label = f'text(size: {large}pt, fill: rgb("{DARK}"), {string(broken(panel.label, inner, large))})'
    head = f"#block(below: {look.size * 0.75}pt, {label})"
    number = _number(panel, look, inner) if panel.number else ""
    return f"[{head}\n{number}\n{paragraphs(panel.lines, look, inner)}]"


def _number(panel: Panel, look: Look, width: float) -> str:
    large = look.size * 3
    number, unit = string(broken(panel.number, width, large)), string(broken(panel.unit, width, look.size * 1.3))
    return f'#block[#text(size: {large}pt, fill: rgb("{DARK}"), {number}) #text(size: {look.size * 1.3}pt, {unit})]'


def paragraphs(lines: Sequence[Line], look: Look, width: float) -> str:
    """Return paragraphs, a framed one for each tone that must not be overlooked."""
    return "\n".join(_paragraph(one, look, width) for one in lines)


def _paragraph(line: Line, look: Look, width: float) -> str:
    ink, ground = COLOURS[line.tone]
    size = look.size * (1.2 if line.tone == "quote" else 1)
    text = f'#text(size: {size}pt, fill: rgb("{ink}"), {string(broken(line.text, width - 0.6, size))})'
    if line.tone not in {"held", "gap", "unchecked"}:
        hanging = f"par(hanging-indent: 1em, {text[1:]})" if line.text.startswith(POINT) else text[1:]
        return f"#block(width: 100%, {hanging})"
    edge = f'(left: 4pt + rgb("{ink}"), rest: {1.2 if line.tone == "gap" else 0.5}pt + rgb("{ink}"))'
    mark = f'#text(fill: rgb("{ink}"), weight: "bold", {string(line.mark)})　' if line.mark else ""
    return f'#block(width: 100%, fill: rgb("{ground}"), stroke: {edge}, inset: (x: 7pt, y: {size * 0.4:.1f}pt))[{mark}{text}]'


def broken(text: str, width: float, size: float) -> str:
    """Return ``text`` with places to break in words wider than ``width`` cm at ``size`` points."""
    return breakable(text, width * TEN_POINTS / size)


def matrix_source(matrix: Matrix, look: Look) -> str:
    """Return a part of the matrix as a table whose curve stands over its columns."""
    count = len(matrix.steps)
    width = (WIDE - LABEL) / count - 0.5
    head = ["[]", *(f"[{_head(one.head, look, width)}]" for one in matrix.steps)]
    cells = []
    for at, label in enumerate(matrix.labels):
        cells.append(f"[{_head(label, look, LABEL - 0.5)}]")
        cells += [f"[{paragraphs(one.cells[at], look, width)}]" for one in matrix.steps]
        if at + 1 == matrix.curve_after:
            cells += [f"[{_head(matrix.curve_label, look, LABEL - 0.5)}]", *curve_cells(matrix, look.size)]
    return f"""#table(columns: ({LABEL}cm,) + (1fr,) * {count}, align: left + top, inset: (x: 7pt, y: {look.air * 0.6}pt),
stroke: (x, y) => (top: 0.8pt + rgb("{LINE}"), bottom: 0.8pt + rgb("{LINE}"), left: if x > 1 {{ 0.5pt + rgb("{LINE}") }}),
fill: (x, y) => if x == 0 or y == 0 {{ rgb("{PALE}") }},
table.header({", ".join(head)}),
{", ".join(cells)})"""


def _head(text: str, look: Look, width: float) -> str:
    return f'#text(size: {look.size * 1.05}pt, fill: rgb("{DARK}"), {string(broken(text, width, look.size * 1.05))})'
