"""Texts written in the escapes of addresses, scripts and pages, as people read them."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

PERCENT = re.compile("%[0-9A-Fa-f]{2}")
SCRIPT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2}))")
ENTITY = re.compile("&#?[0-9A-Za-z]{2,8};")
LAST_CHARACTER = 0x10FFFF


def unescaped(text: str) -> str:
    r"""Return ``text`` with %E7%8E%8B, \u738b and &#29579; as the signs they stand for.

    >>> unescaped("?q=%E7%8E%8B"), unescaped(r"\u738b"), unescaped("&#29579;"), unescaped("50%")
    ('?q=王', '王', '王', '50%')
    """
    if PERCENT.search(text):
        text = unquote(text)
    if SCRIPT.search(text):
        text = SCRIPT.sub(_sign, text)
    return unescape(text) if ENTITY.search(text) else text


def _sign(match: re.Match[str]) -> str:
    number = int(match[1] or match[2] or match[3], 16)
    return chr(number) if number <= LAST_CHARACTER else match[0]
