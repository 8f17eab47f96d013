"""An ODF spreadsheet of one sheet, the government's document standard (ODF-CNS15251).

Source of the elements: ODF 1.3 part 3, 9.1 and 19.3. A text stands in ``office:string-value`` too: its blanks, tabs and
line breaks are exact there.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from labkit.tables.writers._writer import TableWriter, refuse_in_xml

if TYPE_CHECKING:
    import pyarrow as pa

SHEET = "資料"
MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
EXACT = {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def render(data: pa.Table) -> bytes:
    """Return the spreadsheet; dates and moments are real ones."""
    rows = [data.column_names, *zip(*(column.to_pylist() for column in data.columns), strict=True)]
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="{SHEET}">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in (("mimetype", MIME), ("META-INF/manifest.xml", MANIFEST), ("content.xml", content)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, text)
    return out.getvalue()


def _cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    kind, value = _value(cell)
    shown = cell if isinstance(cell, str) else value
    parts = "".join(f"<text:p>{escape(part, {chr(13): EXACT[chr(13)]})}</text:p>" for part in shown.split("\n"))
    name = {"string": "string-value", "date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    return f'<table:table-cell office:value-type="{kind}" office:{name}={quoteattr(value, EXACT)}>{parts}</table:table-cell>'


def _value(cell: object) -> tuple[str, str]:
    if isinstance(cell, str):
        return "string", cell
    if isinstance(cell, bool):
        return "boolean", "true" if cell else "false"
    if isinstance(cell, datetime):
        return "date", cell.isoformat()
    return ("date", cell.isoformat()) if isinstance(cell, date) else ("float", repr(cell))


ODS = TableWriter(
    "ODF 試算表", render, refuse_in_xml, limits=(1_048_576, 16_384), layout={"sheet": SHEET, "blocks": "one"}
)
