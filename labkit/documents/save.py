"""The one door out: a Document becomes a file, written whole."""

from __future__ import annotations

from pathlib import Path

from labkit.core.document import Document
from labkit.core.errors import FormatUnknown
from labkit.core.files import write_whole
from labkit.documents.formats._writer import WRITERS


def save_document(document: Document, path: str | Path) -> Path:
    """Write ``document`` in the format of the suffix of ``path``; raises FormatUnknown for another suffix."""
    path = Path(path)
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in WRITERS:
        raise FormatUnknown(place=path.name, suffix=path.suffix, names="、".join(f".{name}" for name in WRITERS))
    return write_whole(path, render_document(document, suffix))


def render_document(document: Document, suffix: str) -> bytes:
    """Return what ``save_document`` writes, for steps that write several files or none; ``suffix`` is one of the known ones."""
    return WRITERS[suffix].render(document)
