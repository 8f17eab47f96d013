"""A paragraph as pieces of text: a placeholder may be spread over many of them, as word processors split what people type."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

PLACEHOLDER = re.compile(r"[{｛]{2}([^{}｛｝]*)[}｝]{2}")
STRAY = re.compile(r"[{｛]{2}|[}｝]{2}")
NOT_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
Segment = tuple[bool, str]  # whether it is an answer, and its text


@dataclass(frozen=True)
class Piece:
    """Some text of a paragraph: the ``text`` or ``tail`` of an element, or an element that stands for blanks (``where`` is empty)."""

    element: Any
    where: str
    text: str


@dataclass(frozen=True)
class Template:
    """One kind of template: what people call it, which parts hold text, and how its paragraphs are read and written.

    ``paragraphs`` yields every paragraph of a part; ``pieces`` the pieces of one, without paragraphs inside it; ``put`` writes
    segments at a piece; ``whole`` tells whether a paragraph holds nothing but text, so that it may be repeated.
    """

    label: str
    parts: Callable[[str], bool]
    paragraphs: Callable[[Any], Iterator[Any]]
    pieces: Callable[[Any], list[Piece]]
    put: Callable[[Piece, Sequence[Segment]], None]
    whole: Callable[[Any], bool]
    identities: tuple[str, ...] = ()


def key_of(told: str) -> str:
    """Return a placeholder's name as it is compared: half-width, without blanks and what stands in brackets.

    >>> key_of(" 紀錄者（職稱/人名） "), key_of("Ｓummary")
    ('紀錄者', 'summary')
    """
    return re.sub(r"\s|\(.*", "", unicodedata.normalize("NFKC", told)).casefold()


def names_in(template: Template, paragraph: Any) -> list[str]:
    """Return the names of the placeholders of a paragraph, as they are written."""
    return [match[1].strip() for match in PLACEHOLDER.finditer(_joined(template.pieces(paragraph)))]


def is_unpaired(template: Template, paragraph: Any) -> bool:
    """Tell whether braces are left over that make no placeholder."""
    return bool(STRAY.search(PLACEHOLDER.sub("", _joined(template.pieces(paragraph)))))


def fill_paragraph(template: Template, paragraph: Any, answers: Mapping[str, str]) -> None:
    """Put the answers at the placeholders; several lines become paragraphs of their own where the placeholder stands alone."""
    text = _joined(template.pieces(paragraph))
    alone = PLACEHOLDER.fullmatch(text.strip())
    lines = _clean(answers[key_of(alone[1])]).split("\n") if alone else []
    if alone is None or len(lines) < 2 or not template.whole(paragraph):  # noqa: PLR2004  (one line needs no second paragraph)
        _fill(template, paragraph, {name: _clean(told) for name, told in answers.items()})
        return
    copies = [paragraph, *(_copy(template, paragraph) for _ in lines[1:])]
    for before, copy in itertools.pairwise(copies):
        before.addnext(copy)
    for copy, line in zip(copies, lines, strict=True):
        _fill(template, copy, {key_of(alone[1]): line})


def _copy(template: Template, paragraph: Any) -> Any:
    copy = deepcopy(paragraph)
    copy.tail = None
    for name in template.identities:
        copy.attrib.pop(name, None)
    return copy


def _fill(template: Template, paragraph: Any, answers: Mapping[str, str]) -> None:
    pieces = template.pieces(paragraph)
    text = _joined(pieces)
    spans = [(one.start(), one.end(), answers[key_of(one[1])]) for one in PLACEHOLDER.finditer(text)]
    at, gone = 0, []
    for piece in pieces:
        end = at + len(piece.text)
        touched = [span for span in spans if span[0] < end and at < span[1]]
        if touched and piece.where:
            template.put(piece, _segments(piece.text, at, touched))
        elif touched:
            gone.append(piece.element)
        at = end
    for element in gone:
        drop(element)


def _segments(text: str, at: int, spans: list[tuple[int, int, str]]) -> list[Segment]:
    """Return what becomes of a piece that begins at ``at``: an answer stands where its placeholder begins."""
    told: list[Segment] = []
    done = 0
    for start, end, answer in spans:
        told.append((False, text[done : max(0, start - at)]))
        if start >= at:
            told.append((True, answer))
        done = min(len(text), end - at)
    return [*told, (False, text[done:])]


def drop(element: Any) -> None:
    """Take ``element`` out, and leave the text behind it where it is."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _clean(text: str) -> str:
    """Return ``text`` with one kind of line end, without signs that no XML may hold."""
    return NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
