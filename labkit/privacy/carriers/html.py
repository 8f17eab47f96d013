"""Web pages in UTF-8."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.privacy.carriers._web import web_pieces
from labkit.privacy.release.carrier import Carrier, Piece, Unreadable


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield texts, tables, attributes, remarks, scripts, and what pictures inside say."""
    text = data.decode("utf-8-sig")
    if "\0" in text:
        raise Unreadable("不是文字檔")
    return web_pieces(text, "網頁")


HTML = Carrier(suffixes=(".html", ".htm"), pieces=pieces)
