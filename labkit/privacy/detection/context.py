"""What speaks for a match: the words around it in a window of characters, and the name of its column.

The window before a value ends at the last long number: a label belongs to the first value after it.
"""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer

BEFORE, AFTER = 12, 6
LONG_NUMBER = re.compile(r"[0-9]{5,}|[0-9]+[./年-][0-9]+[./月-][0-9]+")


def score_of(one: Recognizer, pattern: Pattern, text: str, span: tuple[int, int], *, spoken: bool) -> float:
    """Return the score of a match: its form's, more where context speaks for it, none where a word speaks against it.

    ``spoken`` says that the column speaks for the kind, by its name or by its other values.
    """
    if spoken or pattern.names is not None:
        return pattern.boosted
    window = before(text, span[0])
    against = _nearest(one.against, window)
    if against > _nearest(one.words, window):
        return 0.0
    return pattern.boosted if introduced(one, text, *span) else pattern.score


def named(one: Recognizer, column: str) -> bool:
    """Tell whether the column's name speaks for the kind."""
    return bool(column) and bool(one.names.search(column))


def introduced(one: Recognizer, text: str, start: int, end: int) -> bool:
    """Tell whether a word before or behind a value speaks for the kind."""
    return _said(one.words, before(text, start)) or (
        bool(one.after) and text[end : end + 1 + AFTER].lstrip().startswith(one.after)
    )


def before(text: str, start: int) -> str:
    """Return the window before a value.

    >>> before("統編04595257，核准日20200101", 14)
    '，核准日'
    """
    window = text[max(0, start - BEFORE) : start]
    numbers = list(LONG_NUMBER.finditer(window))
    return window[numbers[-1].end() :] if numbers else window


def _said(words: tuple[str, ...], window: str) -> bool:
    return any(word in window for word in words)


def _nearest(words: tuple[str, ...], window: str) -> int:
    """Return where the last of ``words`` begins in the window; -1 where none stands there."""
    return max((window.rfind(word) for word in words), default=-1)
