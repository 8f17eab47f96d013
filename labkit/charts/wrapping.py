"""How wide a text stands in the shipped font, and where it is broken: no line begins with a full stop."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from labkit.core.glyphs import drawable
from labkit.core.resources import FONT

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

NOT_FIRST = frozenset("、。，．：；！？）」』】〉》％%‰℃…～)],.:;!?")
NOT_LAST = frozenset("（「『【〈《([")
CHUNK = re.compile(r"[!-~À-ɏ]+|\s+|.", re.DOTALL)
FINE = 100
CUT = "…"
LABEL, LABEL_LINES, LABEL_SIZE = 220.0, 3, 10.0


@functools.cache
def _font() -> FT2Font:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415

    font = FT2Font(str(FONT))
    font.set_size(FINE, 72)
    return font


@functools.cache
def _advance(sign: str) -> float:
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415

    return _font().load_char(ord(safe_text(sign)), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / FINE


def safe_text(text: str) -> str:
    """Return ``text`` as it can be drawn: 〓 for a sign without a shape, a blank for one that is never seen."""
    return drawable("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text))


def width_of(text: str, size: float) -> float:
    """Return how wide the longest line of ``text`` stands, in points, at a font size in points.

    >>> round(width_of("案件類別", 10))
    40
    """
    return max(sum(_advance(sign) for sign in line) for line in text.split("\n")) * size


def wrapped(text: str, width: float, size: float, most: int = 99) -> list[str]:
    """Break ``text`` into lines of at most ``width`` points, at most ``most`` of them; a cut text ends in 「…」.

    Latin words and numbers stay whole where a line can hold them.

    >>> wrapped("居家服務，送餐服務", 55, 10)
    ['居家服務，', '送餐服務']
    >>> wrapped("居家服務，送餐服務", 55, 10, most=1)
    ['居家服務…']
    """
    lines = [line for part in text.split("\n") for line in _broken(part, width, size)]
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip("".join(NOT_FIRST))
    while last and width_of(last + CUT, size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last + CUT]


def is_cut(text: str, width: float, size: float, most: int) -> bool:
    """Tell whether ``text`` does not fit into ``most`` lines of ``width`` points."""
    return len(wrapped(text, width, size)) > most


def _broken(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for piece in _pieces(text, width, size):
        if lines[-1] and width_of(lines[-1] + piece.rstrip(), size) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.strip() for line in lines if line.strip()] or [""]


def _pieces(text: str, width: float, size: float) -> list[str]:
    """Return the parts between which a line may be broken."""
    pieces: list[str] = []
    for chunk in CHUNK.findall(text):
        for part in [chunk] if width_of(chunk, size) <= width else list(chunk):
            glued = pieces and (part[0] in NOT_FIRST or pieces[-1][-1] in NOT_LAST)
            if glued and width_of(pieces[-1] + part, size) <= width:
                pieces[-1] += part
            else:
                pieces.append(part)
    return pieces
