"""The page through typst, with labkit's own font: as PDF, as PNG, and how many pages it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from labkit.core.document import LAST_NARROW
from labkit.core.glyphs import lacking_note
from labkit.core.resources import FONT, FONT_FAMILY
from labkit.documents.formats._writer import UNDATED
from labkit.documents.formats.pdf import typst_string as string
from labkit.documents.one_page.page import Figure, OnePage, Row

DARK, PALE, LINE, GREY = "#12436D", "#EAF1F7", "#B8C4CE", "#4A4A4A"
DOTS_PER_INCH = 150
FONTS = str(FONT.parent)
WIDE, NUMBER, SMALLEST = 17.8, 34.0, 13.0
LABEL = 3.1
CENTIMETRE = 0.03528  # of a point


def to_pdf(page: OnePage, size: float) -> bytes:
    """Return the page as PDF with running text of ``size`` points."""
    return bytes(_compiled(page, size, format="pdf"))


def to_png(page: OnePage, size: float) -> bytes:
    """Return the page as a picture of 1,240 × 1,754 dots."""
    return bytes(_compiled(page, size, format="png", ppi=DOTS_PER_INCH))


def pages(page: OnePage, size: float) -> int:
    """Return how many pages the page takes at ``size``."""
    drawn = _compiled(page, size, format="png", ppi=5)
    return len(drawn) if isinstance(drawn, list) else 1


def _compiled(page: OnePage, size: float, **options: Any) -> Any:
    """Return what typst makes of the page: bytes, or a list of them for several pictures."""
    import typst  # noqa: PLC0415

    compiler: Any = typst  # its declared types want the source and the fonts' folder to be of one type
    return compiler.compile(source(page, size).encode(), font_paths=[FONTS], ignore_system_fonts=True, **options)


def source(page: OnePage, size: float) -> str:
    """Return the typst source: every text is data, none is markup."""
    day = page.as_of or UNDATED
    dated = f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"
    rows = ",\n".join(_row(row, size) for row in page.rows)
    foot = ", linebreak(), ".join(string(line) for line in (*page.foot, *_lacking(page))) or '""'
    return f"""#set document(title: {string(page.title)}, date: {dated})
#set page(paper: "a4", margin: (x: 1.6cm, top: 1.4cm, bottom: 2.4cm), footer-descent: 0cm)
#set text(font: "{FONT_FAMILY}", size: {size}pt, lang: "zh", region: "TW")
#set par(leading: 0.62em, spacing: 0.75em)
#block(width: 100%, fill: rgb("{DARK}"), inset: (x: 14pt, y: 13pt), below: 10pt, [
#text(size: {size + 8}pt, fill: white, {string(page.title)}) \\
#v(-2pt)
#text(size: {size}pt, fill: rgb("{PALE}"), {string(page.subtitle)})])
#table(columns: ({LABEL}cm, 1fr), stroke: (x, y) => (top: 0.8pt + rgb("{LINE}"), bottom: 0.8pt + rgb("{LINE}")),
inset: (x: 10pt, y: {size:.1f}pt), align: left + horizon,
{rows})
#v(1fr)
#text(size: {max(size - 3, 7.5)}pt, fill: rgb("{GREY}"), {{ {foot.replace(", linebreak(), ", "; linebreak(); ")} }})
"""


def _lacking(page: OnePage) -> Iterator[str]:
    """Yield a line on the signs that the font lacks, where there are some."""
    parts = [page.title, page.subtitle, *page.foot]
    for row in page.rows:
        parts += [row.label, *row.texts]
        parts += [text for one in row.figures for text in (one.number, one.unit, one.name, one.mark, *one.lines)]
    if told := lacking_note("".join(parts)):
        yield told


def _row(row: Row, size: float) -> str:
    label = f'table.cell(fill: rgb("{PALE}"))[#text(fill: rgb("{DARK}"), {string(row.label)})]'
    texts = " #parbreak() ".join(f"#{string(text)}" for text in row.texts)
    return f"{label}, [{texts}{_figures(row.figures, size)}]"


def _figures(figures: tuple[Figure, ...], size: float) -> str:
    if not figures:
        return ""
    across = columns_of(figures)
    large = number_size(figures, size)
    cells = ", ".join(_figure(one, size, large) for one in figures)
    return f" #grid(columns: (1fr,) * {across}, column-gutter: 10pt, row-gutter: 12pt, align: left + top, {cells})"


def columns_of(figures: tuple[Figure, ...]) -> int:
    """Return how many large numbers stand side by side: two, or three where there are three or more."""
    return min(len(figures), 2 if len(figures) in {2, 4} else 3)


def _figure(one: Figure, size: float, large: float) -> str:
    small = max(size - 2.5, 7.5)
    lines = " \\ ".join(f"#{string(line)}" for line in one.lines)
    return f"""block(width: 100%, stroke: (left: 3pt + rgb("{DARK}")), inset: (left: 9pt, right: 0pt, y: 3pt), breakable: false)[
#text(size: {large}pt, fill: rgb("{DARK}"), {string(one.number)}) #box(text(size: {unit_size(size)}pt, {string(one.unit + one.mark)})) \\
#{string(one.name)} \\
#text(size: {small}pt, fill: rgb("{GREY}"))[{lines}]]"""


def unit_size(size: float) -> float:
    """Return the size of a unit and a mark beside running text of ``size``."""
    return max(size - 2, 8.0)


def number_size(figures: tuple[Figure, ...], size: float) -> float:
    """Return the size of the large numbers in points: the same for all, so that each stands in one line."""
    beside, alone = _sizes(figures, size)
    return round(max(SMALLEST, beside if stand_beside(figures, size) else alone), 1)


def stand_beside(figures: tuple[Figure, ...], size: float) -> bool:
    """Tell whether units stand beside the numbers: those that would make them small stand in the next line."""
    return _sizes(figures, size)[0] >= NUMBER * 0.6


def _sizes(figures: tuple[Figure, ...], size: float) -> tuple[float, float]:
    """Return how large the numbers may be with their units beside them, and alone."""
    wide = ((WIDE - LABEL - 0.8) / columns_of(figures) - 0.8) / CENTIMETRE
    beside = [(wide - ems(f" {one.unit}{one.mark}") * unit_size(size)) / max(ems(one.number), 1) for one in figures]
    alone = [wide / max(ems(one.number), 1) for one in figures]
    return min(NUMBER, *beside), min(NUMBER, *alone)


def ems(text: str) -> float:
    """Return how wide ``text`` is, in ems: a Chinese sign is one."""
    return sum(1.0 if ord(sign) > LAST_NARROW else 0.58 for sign in text)
