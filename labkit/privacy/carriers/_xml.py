"""XML with nothing to expand: the texts of its elements joined as people read them, attributes, comments, instructions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from labkit.privacy.release.carrier import Passage, Unreadable

BREAKS = {"tab": "\t", "br": "\n", "line-break": "\n", "cr": "\n", "s": " "}
PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*>")
SHORT_NUMBER = re.compile(r"[-+]?[0-9.]{1,7}")
STYLE_SHEET = re.compile(r"[\\/][\w.-]+\.xsl", re.IGNORECASE)  # Word's /APA.XSL is written like an invoice carrier
HEAD_CODE = re.compile(r'&"[^"]*"|&[0-9]+|&K[0-9A-F]{6}|&[A-Z]')  # ECMA-376 18.3.1.46: codes inside Excel's headers
Run = tuple[str, str]


def root_of(data: bytes) -> ET.Element:
    """Return the root with comments and instructions kept; raises Unreadable for a DOCTYPE and for 16-bit text."""
    check(data)
    builder = ET.TreeBuilder(insert_comments=True, insert_pis=True)
    return ET.fromstring(data, ET.XMLParser(target=builder))  # noqa: S314  (no DOCTYPE, so nothing to expand)


def check(data: bytes) -> None:
    """Raise Unreadable for what could hide text from the reader."""
    if b"\0" in data:
        raise Unreadable("XML 不是 UTF-8")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable("XML 含有 DOCTYPE")


def without_plain_doctype(data: bytes) -> bytes:
    """Return XML without a DOCTYPE that declares nothing, as drawing programs write it."""
    return PLAIN_DOCTYPE.sub(b"", data, count=1)


def local(element: ET.Element) -> str:
    """Return an element's name without its namespace; empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def texts(element: ET.Element, place: str, together: frozenset[str]) -> Iterator[Passage]:
    """Yield every text and attribute; the runs inside an element named in ``together`` make one text."""
    found: list[Passage] = []
    loose: list[Run] = []
    _walk(element, together, loose, lambda runs: found.extend(_made(runs, place)))
    found += [Passage(place, text) for _, text in loose if text.strip()]
    yield from found
    for one in element.iter():
        yield from attributes(one, place)


def attributes(element: ET.Element, place: str) -> Iterator[Passage]:
    """Yield an element's attributes; short numbers are measures of the drawing."""
    for text in element.attrib.values():
        if text.strip() and not SHORT_NUMBER.fullmatch(text):
            yield Passage(place, text[1:] if STYLE_SHEET.fullmatch(text) else text)


def text_of(element: ET.Element) -> str:
    """Return all that stands inside ``element``, joined."""
    runs: list[Run] = []
    _walk(element, frozenset(), runs, lambda _: None)
    return "".join(text for _, text in runs)


def _walk(element: ET.Element, together: frozenset[str], runs: list[Run], made: Callable[[list[Run]], None]) -> None:
    name = local(element)
    own: list[Run] = [] if name in together else runs
    if name in BREAKS:
        own.append((name, BREAKS[name]))
    if element.text:
        own.append((name, element.text))
    for child in element:
        _walk(child, together, own, made)
        if child.tail:
            own.append((name, child.tail))
    if own is not runs:
        made(own)


def _made(runs: list[Run], place: str) -> Iterator[Passage]:
    """Yield what runs make together, what those of one kind make (deleted text, fields), and each."""
    kinds = {kind for kind, _ in runs if kind not in BREAKS}
    wholes = ["".join(text for _, text in runs)]
    if len(kinds) > 1:
        wholes += ["".join(text for kind, text in runs if kind == one or kind in BREAKS) for one in sorted(kinds)]
    if len(runs) > 1:
        wholes += [text for _, text in runs]
    if any(kind.endswith(("Header", "Footer")) for kind in kinds):
        wholes += [HEAD_CODE.sub(" ", text) for text in wholes]
    yield from (Passage(place, text) for text in dict.fromkeys(wholes) if text.strip())
