"""Tables inside XML documents: their cells are taken out, to be judged by column, and the rest is left to be read as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from labkit.privacy.carriers._xml import local, text_of
from labkit.privacy.release.carrier import Piece
from labkit.privacy.release.table_blocks import Row, blocks

MOST_REPEATED = 1024
REPEATED = "number-columns-repeated"
SHOWN_NUMBER = re.compile("[^A-Za-z㐀-鿿]*")


@dataclass(frozen=True)
class Marks:
    """What a format calls tables, rows, cells, and the paragraphs in a cell; ``aside`` stands in a cell and is no part of it."""

    table: str
    row: str
    cells: frozenset[str]
    paragraph: str
    aside: frozenset[str] = frozenset()


def tables(root: ET.Element, marks: Marks, place: str, names: dict[int, str]) -> Iterator[Piece]:
    """Yield every table below ``root`` and take the paragraphs of its cells out; ``names`` are the tables' places."""
    found = [one for one in root.iter() if local(one) == marks.table]
    for number, table in reversed(list(enumerate(found, 1))):  # inner tables stand behind the outer ones
        yield from blocks(names.get(number, f"{place}第 {number} 個表格"), _rows(table, marks))


def _rows(table: ET.Element, marks: Marks) -> Iterator[Row]:
    number = 0
    for row in table.iter():
        if local(row) != marks.row:
            continue
        number += 1
        yield number, _cells(row, marks)
        number += int(_attribute(row, "number-rows-repeated") or 1) - 1


def _cells(row: ET.Element, marks: Marks) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = 0
    for cell in row:
        if local(cell) not in marks.cells:
            continue
        repeated = int(_attribute(cell, REPEATED) or 1)
        text = _number(cell, _taken(cell, marks))
        if text:
            cells.update(dict.fromkeys(range(column, column + min(repeated, MOST_REPEATED)), text))
        column += repeated
    return cells


def _taken(cell: ET.Element, marks: Marks) -> str:
    """Return a cell's text and take it out of the cell; what stands aside (remarks) and inner boxes stay."""
    lines = []
    for paragraph in [one for one in cell if local(one) == marks.paragraph]:
        lines.append(text_of(paragraph))
        runs = sum(bool(one.text and one.text.strip()) for one in paragraph.iter())
        if runs <= 1 and not any(local(one) in marks.aside for one in paragraph.iter()):  # else it is read as text too
            cell.remove(paragraph)
    return "\n".join(lines)


def _number(cell: ET.Element, text: str) -> str:
    """Return the number that a cell keeps behind a shown one, taken out too; else what is shown (kept once alone)."""
    doubled = next((key for key, told in cell.attrib.items() if key.endswith("}string-value") and told == text), "")
    cell.attrib.pop(doubled, None)
    key = next((key for key in cell.attrib if key.endswith("}value")), "")
    if not key or not SHOWN_NUMBER.fullmatch(text):
        return text
    told = cell.attrib.pop(key)
    return str(int(float(told))) if float(told).is_integer() else told


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), "")
