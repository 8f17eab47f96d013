"""Which signs the shipped font can draw; what it lacks is drawn as 〓 and listed, never boxed unsaid."""

from __future__ import annotations

import bisect
import functools
import unicodedata

from labkit.core.resources import FONT

GETA = "〓"
UNKNOWN = "\ufffd"
UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, halves of surrogate pairs, ends of lines and paragraphs
TURNING = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # UAX 9: they turn the direction of the text after them


def one_line(name: str) -> str:
    r"""Return ``name`` as one line that every paper, terminal and encoding takes: what no one can see or write is a \ufffd.

    A folder's name may hold ends of lines, the signs that steer a terminal, signs that turn what follows around, or bytes
    that are no UTF-8.

    >>> one_line("甲局\n\x1b[31m"), one_line("地政局 A-1")
    ('甲局��[31m', '地政局 A-1')
    """
    return "".join(UNKNOWN if sign in TURNING or unicodedata.category(sign) in UNSEEN else sign for sign in name)


def missing_glyphs(text: str) -> list[str]:
    """Return the signs of ``text`` that the shipped font lacks, each once.

    >>> missing_glyphs("堃喆里 1,190 分")
    []
    """
    return sorted({sign for sign in text if sign.isprintable() and not sign.isspace() and not _covered(ord(sign))})


def lacking_note(text: str) -> str:
    """Return what 〓 stands for in ``text`` as it is drawn; empty where the font has every sign.

    >>> lacking_note("里𡍼")
    '〓：字型沒有的字，共 1 個（U+2137C）。'
    """
    lacking = missing_glyphs(text)
    return (
        f"〓：字型沒有的字，共 {len(lacking)} 個（{'、'.join(f'U+{ord(sign):X}' for sign in lacking)}）。"
        if lacking
        else ""
    )


def drawable(text: str) -> str:
    """Return ``text`` with 〓, the printers' mark for a missing type, in place of each sign that the font lacks."""
    lacking = missing_glyphs(text)
    return "".join(GETA if sign in lacking else sign for sign in text) if lacking else text


def _covered(code: int) -> bool:
    firsts, lasts = _ranges()
    place = bisect.bisect_right(firsts, code) - 1
    return place >= 0 and code <= lasts[place]


@functools.cache
def _ranges() -> tuple[list[int], list[int]]:
    lines = FONT.with_name("coverage.txt").read_text(encoding="ascii").split()
    pairs = [(int(first, 16), int(last, 16)) for first, last in (line.split("-") for line in lines)]
    return [first for first, _ in pairs], [last for _, last in pairs]
