"""Cells of an Excel sheet, row by row, while its XML goes by; what stands beside the cells is kept for others."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from labkit.privacy.carriers._xml import check, local, text_of, texts
from labkit.privacy.release.carrier import Passage, Piece
from labkit.privacy.release.table_blocks import Row, blocks

KNOWN = frozenset({"r", "s", "t", "cm", "vm", "ph"})
TOGETHER = frozenset(
    {"p", "si", "is", "comment", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
)
REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
LETTERS = 26


class Texts(list[str]):
    """The shared strings, which of them a sheet shows, and what makes them up: runs of their own style, readings."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.used: set[int] = set()
        self.beside: list[str] = []
        check(data)
        for _, element in ET.iterparse(io.BytesIO(data)):  # noqa: S314  (no DOCTYPE, so nothing to expand)
            if local(element) == "si":
                self.append(_string(element))
                runs = [text_of(one) for one in element if local(one) == "r"]
                self.beside += runs if len(runs) > 1 else []
                self.beside += [text_of(one) for one in element if local(one) == "rPh"]
                element.clear()

    def pieces(self) -> Iterator[Passage]:
        """Yield the strings that no cell shows, and the parts of the others."""
        unused = [text for at, text in enumerate(self) if at not in self.used]
        yield from (
            Passage("儲存格文字的一部分，或未顯示的文字", text) for text in [*unused, *self.beside] if text.strip()
        )


def _string(element: ET.Element) -> str:
    """Return a string's runs joined, without the readings beside them."""
    return "".join(text_of(one) for one in element if local(one) in {"t", "r"})


def sheet(data: bytes, place: str, shared: Texts) -> Iterator[Piece]:
    """Yield a sheet's table, formulas, and all that stands beside the cells: headers, footers, validations, links."""
    check(data)
    beside: list[Piece] = []
    yield from blocks(place, _rows(data, place, shared, beside))
    yield from beside


def _rows(data: bytes, place: str, shared: Texts, beside: list[Piece]) -> Iterator[Row]:
    number, root = 0, None
    for event, element in ET.iterparse(io.BytesIO(data), events=("start", "end", "comment", "pi")):  # noqa: S314
        if root is None and event == "start":
            root = element
        if event in {"comment", "pi"}:
            beside.append(Passage(f"{place}的備註", element.text or ""))
        elif event == "end" and local(element) == "row":
            number = int(element.attrib.get("r", number + 1))
            yield number, _cells(element, f"{place}第 {number} 列", shared, beside)
            element.clear()
    if root is not None:
        beside += texts(root, f"{place}的設定", TOGETHER)


def _cells(row: ET.Element, place: str, shared: Texts, beside: list[Piece]) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = -1
    for cell in row:
        reference = REFERENCE.fullmatch(cell.attrib.get("r", ""))
        column = _column(reference[1]) if reference else column + 1
        beside += [Passage(place, value) for key, value in cell.attrib.items() if key not in KNOWN]
        for part in cell:
            if local(part) == "v":
                cells[column] = _value(part.text or "", cell.attrib.get("t", "n"), shared)
            elif local(part) == "is":
                cells[column] = _string(part)
            elif local(part) == "f":
                beside.append(Passage(f"{place}的公式", part.text or ""))
            else:
                beside += texts(part, place, TOGETHER)
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def _value(text: str, kind: str, shared: Texts) -> str:
    """Return a cell's text; numbers as people write them, not 9.12345678E8."""
    if kind == "s":
        shared.used.add(int(text))
        return shared[int(text)]
    if kind == "n" and text and not text.isdigit():
        number = float(text)
        return str(int(number)) if number.is_integer() else text
    return text
