"""What an ods says beside its cells, by one pass over content.xml: merges, hidden rows and columns, comments.

Source of the elements and attributes: ODF 1.3 part 3, 9.1 tables and 14.1 annotations. Part of the child.
"""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

MOST = 500_000_000
TAG = re.compile(
    r"<(/?table:table|table:table-row|table:table-column|table:table-cell|table:covered-table-cell|office:annotation)"
    r"(?=[\s/>])([^>]*)>"
)
SPANS = ("number-columns-spanned", "number-rows-spanned", "table:visibility", "<office:annotation", "table:formula")
REPEATED = re.compile(r'table:number-(?:columns|rows)-repeated="(\d+)"')
HIDDEN = re.compile(r'table:visibility="(?:collapse|filter)"')
MOST_REPEATED = 200


def traits(path: Path) -> dict[str, dict[str, Any]]:
    """Return, by sheet: merges (top, left, bottom, right from 0), hidden_rows, hidden_columns, comments, uncalculated."""
    with zipfile.ZipFile(path) as package:
        if package.getinfo("content.xml").file_size > MOST:
            return {}
        text = package.read("content.xml").decode("utf-8", "replace")
    if not any(sign in text for sign in SPANS):
        return {}
    sheets: dict[str, dict[str, Any]] = {}
    tally = _Tally()
    for match in TAG.finditer(text):
        tag, rest = match.groups()
        if tag == "table:table":
            tally = _Tally()
            sheets[unescape(_text(rest, "table:name"))] = tally.found
        elif not tag.startswith("/"):
            tally.step(tag.partition(":")[2], rest)
    return {name: {key: value for key, value in found.items() if value} for name, found in sheets.items()}


class _Tally:
    """The place in one sheet while its tags go by."""

    def __init__(self) -> None:
        self.row, self.next_row, self.column, self.columns = -1, 0, 0, 0
        self.found: dict[str, Any] = {
            "merges": [],
            "hidden_rows": [],
            "hidden_columns": [],
            "comments": 0,
            "uncalculated": 0,
        }

    def step(self, tag: str, rest: str) -> None:
        """Take one tag."""
        repeated = int(match[1]) if (match := REPEATED.search(rest)) else 1
        if tag == "annotation":
            self.found["comments"] += 1
        elif tag == "table-column":
            self._hide(rest, "hidden_columns", self.columns, repeated)
            self.columns += repeated
        elif tag == "table-row":
            self.row, self.column = self.next_row, 0
            self.next_row += repeated
            self._hide(rest, "hidden_rows", self.row, repeated)
        else:
            self._cell(rest)
            self.column += repeated

    def _hide(self, rest: str, key: str, start: int, repeated: int) -> None:
        if HIDDEN.search(rest) and repeated <= MOST_REPEATED:  # a sheet's unused end is often hidden as a whole
            self.found[key] += list(range(start + 1, start + repeated + 1))

    def _cell(self, rest: str) -> None:
        wide, high = (int(_text(rest, f"table:number-{kind}-spanned") or 1) for kind in ("columns", "rows"))
        if wide > 1 or high > 1:
            self.found["merges"].append([self.row, self.column, self.row + high - 1, self.column + wide - 1])
        self.found["uncalculated"] += "table:formula=" in rest and "office:value-type=" not in rest


def _text(rest: str, name: str) -> str:
    match = re.search(rf'{name}="([^"]*)"', rest)
    return match[1] if match else ""
