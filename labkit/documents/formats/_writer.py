"""What a writer is: a suffix, and a function from a Document to bytes. The same Document makes the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from labkit.core.document import Document
from labkit.core.plugs import Register

FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
UNDATED = date(2000, 1, 1)


@dataclass(frozen=True)
class Writer:
    """Writes documents in one format; ``label`` is what people call it."""

    label: str
    render: Callable[[Document], bytes]


WRITERS: Register[Writer] = Register("labkit.documents.formats", Writer)


def repacked(content: bytes, replace: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """Return a zip with its parts in name order and without clock times; ``mimetype`` stays first and stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda part: (part != "mimetype", part)):
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info = zipfile.ZipInfo(name, FIRST_ZIP_DAY)
            info.compress_type = kind
            info.external_attr = 0o644 << 16
            target.writestr(info, replace(name, source.read(name)))
    return out.getvalue()
