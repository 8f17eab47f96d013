r"""What a recognizer is: plain values. Patterns, a check that may veto, context words, and examples that tests run.

Patterns are written for NFKC text and for CJK borders: no ``\b`` (in Python a Han character is a word character).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from labkit.core.plugs import Register

Confidence = Literal["high", "medium", "low"]
WINDOW = 12


@dataclass(frozen=True)
class Recognizer:
    """One kind of personal data.

    ``patterns`` find candidates; ``check`` may veto one; ``names`` are words of a column's name that speak for the kind;
    ``words`` are words before a value in free text, without which a ``needs_word`` pattern counts for nothing there.
    ``source`` says where the format comes from, ``hits`` and ``misses`` are run by the conformance tests.
    """

    entity: str
    label: str
    patterns: tuple[str, ...]
    names: re.Pattern[str]
    source: str
    confidence: Confidence
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    check: Callable[[str], bool] = lambda _: True
    words: tuple[str, ...] = ()
    needs_name: bool = False
    score: float = 0.85

    def find(self, text: str, *, named: bool = False) -> Iterator[tuple[int, int]]:
        """Yield start and end of every value in ``text`` (NFKC); ``named`` says that the column's name speaks for it."""
        for pattern in self.patterns:
            for match in compiled(pattern).finditer(text):
                if self.needs_name and not named and not self._introduced(text, match.start()):
                    continue
                if self.check(match.group()):
                    yield match.span()

    def _introduced(self, text: str, start: int) -> bool:
        window = text[max(0, start - WINDOW) : start]
        return any(word in window for word in self.words)


_COMPILED: dict[str, re.Pattern[str]] = {}


def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern; each is compiled once."""
    if pattern not in _COMPILED:
        _COMPILED[pattern] = re.compile(pattern)
    return _COMPILED[pattern]


RECOGNIZERS: Register[Recognizer] = Register("labkit.privacy.recognizers", Recognizer)
