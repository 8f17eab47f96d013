"""What the builders share: packages with parts exchanged, pictures with remarks, documents as labkit saves them."""

import io
import json
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path

from labkit.charts.style import new_figure, to_png
from labkit.core.document import Document, Grid, Text
from labkit.documents.save import save_document

GRID = Grid.of(["里", "件"], [("新安里", 12), ("和平里", 7)])


def with_parts(data, parts):
    """Return a package with parts added or put in the place of others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename not in parts:
                new.writestr(one.filename, old.read(one))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def replaced(data, part, old, new):
    """Return a package in one part of which ``old`` gives way to ``new``."""
    text = zipfile.ZipFile(io.BytesIO(data)).read(part).decode()
    assert old in text
    return with_parts(data, {part: text.replace(old, new, 1).encode()})


def png(text, kind=b"tEXt"):
    rest = {b"zTXt": b"\0" + zlib.compress(text.encode()), b"iTXt": b"\0\0\0\0" + text.encode()}
    body = kind + b"Comment\0" + rest.get(kind, text.encode())
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    image = to_png(new_figure(1, 1))
    return image[:33] + chunk + image[33:]


def jpeg(text):
    image = zipfile.ZipFile(io.BytesIO(saved("docx"))).read("docProps/thumbnail.jpeg")
    remark = text.encode()
    return image[:2] + b"\xff\xfe" + struct.pack(">H", len(remark) + 2) + remark + image[2:]


def saved(suffix, text="", title="件數"):
    with tempfile.TemporaryDirectory() as folder:
        path = save_document(Document(title, (Text(text or "說明"), GRID)), Path(folder) / f"a.{suffix}")
        return path.read_bytes()


def halves(text):
    return text[: len(text) // 2], text[len(text) // 2 :]


def drawing(inside, where="text"):
    marks = {
        "text": f"<text><tspan>{inside[:3]}</tspan><tspan>{inside[3:]}</tspan></text>" if len(inside) > 4 else f"<text>{inside}</text>",
        "title": f"<title>{inside}</title>",
        "metadata": f"<metadata>{inside}</metadata>",
        "label": f"<g aria-label='{inside}'/>",
        "remark": f"<!-- {inside} -->",
    }  # fmt: skip
    return f"<svg xmlns='http://www.w3.org/2000/svg'>{marks[where]}</svg>".encode()


def escaped(text):
    return json.dumps({"甲": text})
