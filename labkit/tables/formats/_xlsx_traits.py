"""What an xlsx says beside its cells, by one streaming pass over its parts: hidden rows and columns, comments, formats.

Source of the parts and attributes: ECMA-376 part 1 (18.3.1 worksheets, 18.8 styles, 18.7 comments). Part of the child.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

CHUNK = 1 << 22
MOST, MOST_COLUMNS = 1_500_000_000, 200
ROC_BUILT_IN = {*range(27, 37), *range(50, 59)}  # 18.8.30, zh-tw: [$-404]e/m/d and its kin
ROC_CODE = re.compile(r"\[\$-(?:[0-9A-F]*404)[^\]]*\][^;]*e", re.IGNORECASE)
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="e"')
EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


def traits(path: Path) -> dict[str, dict[str, Any]]:
    """Return, by sheet: hidden_rows, hidden_columns (numbers from 1), comments, uncalculated, error_cells and roc_format (counts)."""
    with zipfile.ZipFile(path) as package:
        if sum(info.file_size for info in package.infolist()) > MOST:
            return {}
        roc = _roc_styles(package)
        return {name: _sheet(package, part, roc) for name, part in _sheets(package).items()}


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name."""
    targets = _targets(package, "xl/workbook.xml")
    text = package.read("xl/workbook.xml").decode("utf-8", "replace")
    found = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", text):
        name, key = (_attribute(tag, pattern) for pattern in ("name", r"\w+:id"))
        if name is not None and key in targets:
            found[unescape(name)] = targets[key]
    return found


def _targets(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the parts that ``part`` refers to, by relation id."""
    folder, name = posixpath.split(part)
    try:
        text = package.read(f"{folder}/_rels/{name}.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    found = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", text):
        key, target = _attribute(tag, "Id"), _attribute(tag, "Target")
        if key and target:
            found[key] = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return found


def _attribute(tag: str, pattern: str) -> str | None:
    match = re.search(rf'\s{pattern}="([^"]*)"', tag)
    return match[1] if match else None


def _roc_styles(package: zipfile.ZipFile) -> list[int]:
    """Return the indices of the cell formats that show a date in ROC years."""
    try:
        text = package.read("xl/styles.xml").decode("utf-8", "replace")
    except KeyError:
        return []
    codes = {
        int(key): unescape(code)
        for tag in re.findall(r"<(?:\w+:)?numFmt\b[^>]*>", text)
        if (key := _attribute(tag, "numFmtId")) and (code := _attribute(tag, "formatCode"))
    }
    block = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", text, re.DOTALL)
    kinds = re.findall(r'<(?:\w+:)?xf\b[^>]*\bnumFmtId="(\d+)"', block[0] if block else "")
    return [
        index
        for index, kind in enumerate(map(int, kinds))
        if ROC_CODE.search(codes.get(kind, "")) or (kind in ROC_BUILT_IN and kind not in codes)
    ]


def _sheet(package: zipfile.ZipFile, part: str, roc: list[int]) -> dict[str, Any]:
    styled = b"|".join(str(index).encode() for index in roc)
    in_roc = re.compile(rb'<(?:\w+:)?c\b[^>]*\bs="(?:' + styled + rb')"[^>/]*>') if roc else None
    found: dict[str, Any] = {
        "hidden_rows": [],
        "hidden_columns": [],
        "uncalculated": 0,
        "error_cells": 0,
        "roc_format": 0,
    }
    for chunk in _chunks(package, part):
        if b"hidden=" in chunk:
            found["hidden_rows"] += [int(number) for number in HIDDEN_ROW.findall(chunk)]
            found["hidden_columns"] += [number for tag in HIDDEN_COLUMN.findall(chunk) for number in _columns(tag)]
        if b"f>" in chunk or b"<f" in chunk:
            found["uncalculated"] += len(EMPTY_FORMULA.findall(chunk))
        found["error_cells"] += len(ERROR_CELL.findall(chunk)) if b't="e"' in chunk else 0
        found["roc_format"] += len(in_roc.findall(chunk)) if in_roc else 0
    found["comments"] = sum(
        package.read(target).count(b"<comment ") for target in _targets(package, part).values() if "comments" in target
    )
    return {key: value for key, value in found.items() if value}


def _columns(tag: bytes) -> range:
    low, high = (int(_attribute(tag.decode(), end) or 1) for end in ("min", "max"))
    return range(low, min(high, low + MOST_COLUMNS) + 1)


def _chunks(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the part in pieces that end between rows."""
    rest = b""
    with package.open(part) as stream:
        while piece := stream.read(CHUNK):
            whole = rest + piece
            cut = max(whole.rfind(b"<row "), whole.rfind(b":row "))
            cut = whole.rfind(b"<", 0, cut + 1) if cut > 0 else len(whole)
            yield whole[:cut]
            rest = whole[cut:]
    yield rest
