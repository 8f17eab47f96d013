"""How the command line shows things: tables whose Chinese columns line up, or JSON for a program."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from labkit.core.document import Document, Grid, Picture, Text

if TYPE_CHECKING:
    from labkit.core.result import Result

WIDEST = 48
Json = Annotated[bool, typer.Option("--json", help="輸出 JSON，供程式讀取。")]


def show(result: Result, *, as_json: bool = False) -> None:
    """Print a result's document, or its frame and summary as JSON."""
    if as_json:
        typer.echo(json.dumps(shown_json(result), ensure_ascii=False, indent=1))
        return
    show_document(result.to_document())


def shown_json(result: Result) -> dict[str, Any]:
    """Return a result's summary, rows and what was left out, for a program."""
    frame = getattr(result, "frame", None)
    told = "[]" if frame is None else frame.to_json(orient="records", date_format="iso", force_ascii=False)
    return {"summary": result.summary, "rows": json.loads(told), "left_out": dict(result.left_out)}


def show_document(document: Document) -> None:
    """Print a document's texts and grids."""
    typer.echo(document.title)
    for block in document.blocks:
        if isinstance(block, Text):
            typer.echo(block.text)
        elif isinstance(block, Grid):
            typer.echo("\n".join(one for one in (block.caption and f"【{block.caption}】", grid_text(block)) if one))
        elif isinstance(block, Picture):
            typer.echo(f"［圖］{block.alt}")


def grid_text(grid: Grid) -> str:
    """Return a grid as aligned text."""
    rows = [[cell.text.replace("\n", " ") for cell in row] for row in grid.rows]
    return table_text(rows)


def table_text(rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as text whose columns line up, with a rule under the first.

    >>> print(table_text([["里", "件"], ["新安里", 3]]))
    里      件
    ------  --
    新安里  3
    """
    cells = [[_cut(str(cell)) for cell in row] for row in rows]
    widths = [max(width(cell) for cell in column) for column in zip(*cells, strict=True)] if cells else []
    lines = [
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    rule = "  ".join("-" * size for size in widths)
    return "\n".join([lines[0], rule, *lines[1:]]) if lines else ""


def width(text: str) -> int:
    """Return how many terminal columns ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _cut(text: str) -> str:
    if width(text) <= WIDEST:
        return text
    kept = ""
    for sign in text:
        if width(kept + sign) > WIDEST - 1:
            break
        kept += sign
    return kept + "…"
