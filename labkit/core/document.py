"""Document: what a result looks like on paper, before any format. Blocks are Text, Grid and Picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

LAST_NARROW = 0x2E7F
Style = Literal["title", "heading", "body", "note"]


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    style: Style = "body"


@dataclass(frozen=True)
class Cell:
    """One cell of a grid: its text, how many columns it spans, and whether it is a label, or left for people to fill."""

    text: str
    span: int = 1
    label: bool = False
    number: bool = False
    to_fill: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of cells; each row's spans add up to ``len(widths)``. ``header`` rows stand at the top.

    ``together``: how many rows at the end stay on one page (docx and pdf; a word processor may know no such rows).
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    header: int = 1
    caption: str = ""
    min_heights: tuple[float, ...] = ()
    together: int = 0

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, caption: str = "") -> Grid:
        """Build a plain grid of ``columns`` and ``rows``; numbers keep their digits grouped, missing is 「–」."""
        head = tuple(Cell(str(name), label=True) for name in columns)
        body = [tuple(Cell(shown(value), number=is_number(value)) for value in row) for row in rows]
        widths = tuple(float(max([_width(c.text) for c in column] + [4])) for column in zip(head, *body, strict=True))
        return cls((head, *body), widths, caption=caption)

    @classmethod
    def of_frame(cls, frame: pd.DataFrame, *, caption: str = "") -> Grid:
        """Build a grid of a pandas frame, without its index."""
        return cls.of([str(name) for name in frame.columns], frame.itertuples(index=False, name=None), caption=caption)


@dataclass(frozen=True)
class Picture:
    """A drawing: PNG bytes, the text that stands for it, its data as a grid, and the same drawing as SVG where there is one."""

    png: bytes
    alt: str
    data: Grid | None = None
    name: str = "chart"
    svg: bytes = b""


Block = Text | Grid | Picture


@dataclass(frozen=True)
class Document:
    """Blocks under a title, dated by the session and never by the clock; ``numbered`` pages say which of how many."""

    title: str
    blocks: tuple[Block, ...] = ()
    as_of: date | None = None
    kind: Literal["report", "form"] = "report"
    numbered: bool = False


def is_number(value: Any) -> bool:
    """Tell whether ``value`` is a number that is set to the right; a truth value is not."""
    import numbers  # noqa: PLC0415

    return isinstance(value, numbers.Real) and not isinstance(value, bool)


def shown(value: Any) -> str:
    """Return a cell as people read it: digits grouped, missing as 「–」.

    >>> shown(297500), shown(None), shown(619.8)
    ('297,500', '–', '619.8')
    """
    if value is None or value != value or str(value) in {"<NA>", "NaT"}:  # noqa: PLR0124  (NaN is unequal to itself)
        return "–"
    if not is_number(value):
        return str(value)
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{float(value):,.10f}".rstrip("0").rstrip(".")


def _width(text: str) -> int:
    """Return the width of the longest line in half-width units, within what a column should take."""
    return min(max(map(text_width, text.split("\n")), default=0), 40)


def text_width(line: str) -> int:
    """Return the width of a line in half-width units.

    >>> text_width("第 1 次")
    7
    """
    return sum(2 if ord(sign) > LAST_NARROW else 1 for sign in line)
