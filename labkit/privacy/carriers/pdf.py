"""PDF: pages, properties, remarks, forms."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.privacy.release.carrier import Carrier, Piece


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield all that the file says; raises Unreadable for what pages hide or pictures show."""
    from labkit.privacy.carriers._pdf import pdf  # noqa: PLC0415  (pypdf takes half a second to import)

    return pdf(data)


PDF = Carrier(suffixes=(".pdf",), pieces=pieces)
