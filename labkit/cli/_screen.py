"""What a screen cannot show is told by its code point: a message with a rare character never ends a command."""

from __future__ import annotations

import codecs
import sys

NAME = "labkit.signs"


def told(error: UnicodeError) -> tuple[str, int]:
    """Return the code points of the signs that an encoding lacks, and where to go on.

    >>> "王𡍼".encode("cp950", errors=NAME).decode("cp950")
    '王[U+2137C]'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(f"[U+{ord(sign):04X}]" for sign in error.object[error.start : error.end]), error.end


def steady_screen() -> None:
    """Let both streams of this process tell such signs instead of failing at them."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors=NAME)


codecs.register_error(NAME, told)
