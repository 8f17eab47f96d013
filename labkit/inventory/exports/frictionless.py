"""A Frictionless Data Package descriptor (datapackage.json), for tools that read tables by their description.

Source: https://specs.frictionlessdata.io, Data Package, Data Resource, Table Schema and CSV Dialect, version 1.
"""

from __future__ import annotations

import json
from typing import Any

from labkit.core.inventory import FieldEntry, InventoryEntry
from labkit.inventory.catalogue import InventoryResult
from labkit.inventory.exports._export import Export
from labkit.tables.sheet import MISSING_MARKS

PERHAPS_CODES = {"X", "x", "無", "*"}  # in some columns a code or an answer
TYPES = {"number": "number", "date": "date", "datetime": "datetime"}
MEDIA = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
}


def make(result: InventoryResult) -> bytes:
    """Return the descriptor in UTF-8; what people typed stands under sources, contributors and labkit's own keys."""
    package = {
        "profile": "data-package",
        "name": "labkit-inventory",
        "title": result.name,
        "resources": [_resource(at, one) for at, one in enumerate(result.entries, 1)],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(at: int, one: InventoryEntry) -> dict[str, Any]:
    suffix = one.file.rpartition(".")[2].lower()
    found = {
        "profile": "tabular-data-resource",
        "name": f"table-{at}",
        "title": one.label,
        "path": one.file,
        "format": suffix,
        "mediatype": MEDIA.get(suffix),
        "encoding": one.encoding,
        "bytes": one.bytes,
        "hash": f"sha256:{one.sha256}",
        "dialect": {"delimiter": one.delimiter} if one.delimiter else {"sheet": one.sheet} if one.sheet else None,
        "sources": [{"title": one.typed["來源"]}] if one.typed.get("來源") else None,
        "schema": _schema(one),
        "labkit:rows": one.rows,
        "labkit:typed": one.typed or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _schema(one: InventoryEntry) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(each) for each in one.fields],
        "missingValues": ["", *sorted(MISSING_MARKS - PERHAPS_CODES)],
    }
    return {**schema, "primaryKey": list(one.keys)} if one.keys else schema


def _field(one: FieldEntry) -> dict[str, Any]:
    """Return a field; ROC dates are strings to tools that do not know them, with their written form beside."""
    exact = TYPES.get(one.kind) if not one.odd and (one.kind == "number" or not one.form) else None
    found = {"name": one.name, "type": exact or "string", "labkit:kind": one.kind, "labkit:form": one.form or None}
    found |= {"groupChar": ","} if exact == "number" else {}
    return {key: value for key, value in found.items() if value is not None}


FRICTIONLESS = Export("Frictionless Data Package", make, suffix=".json")
