"""Jupyter notebooks: sources, outputs, parameters and metadata; attachments are refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from labkit.privacy.carriers._pictures import picture
from labkit.privacy.carriers._web import web_pieces
from labkit.privacy.carriers.json import strings
from labkit.privacy.release.carrier import Carrier, Passage, Piece, Unreadable

SHOWN = {"data", "text"}


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield all that a notebook of format 4 says; raises Unreadable for attachments and outputs of unknown kinds."""
    book = json.loads(data.decode("utf-8-sig"))
    for number, cell in enumerate(book["cells"], 1):
        place = f"第 {number} 格"
        yield from _lines(_whole(cell.get("source", "")), place)
        for output in cell.get("outputs", []):
            yield from _output(output, place)
        if cell.get("attachments"):
            raise Unreadable(f"{place}的附件")
        yield from strings({key: value for key, value in cell.items() if key not in {"source", "outputs"}}, place)
    yield from strings({key: value for key, value in book.items() if key != "cells"}, "中繼資料")


def _output(output: dict[str, Any], place: str) -> Iterator[Piece]:
    for kind, content in output.get("data", {}).items():
        yield from _shown(kind, content, place)
    yield from _lines(_whole(output.get("text", "")), place)
    yield from strings({key: value for key, value in output.items() if key not in SHOWN}, place)


def _shown(kind: str, content: Any, place: str) -> Iterator[Piece]:
    if kind == "text/html":
        yield from web_pieces(_whole(content), place)
    elif kind.startswith("text/"):
        yield from _lines(_whole(content), place)
    elif kind == "application/json":
        yield from strings(content, place)
    elif kind == "image/svg+xml":
        yield from picture(kind, _whole(content).encode(), place)
    elif kind.startswith("image/"):
        yield from picture(kind, base64.b64decode(_whole(content)), place)
    else:
        raise Unreadable(f"{place}的輸出")


def _lines(text: str, place: str) -> Iterator[Piece]:
    yield Passage(place, text)
    if "\n" in text.strip():
        yield from (Passage(place, line) for line in text.splitlines())


def _whole(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else str(text)


NOTEBOOK = Carrier(suffixes=(".ipynb",), pieces=pieces)
