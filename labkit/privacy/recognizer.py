r"""What a recognizer is: plain values. Patterns, a check that may veto, context words, and examples that tests run.

Patterns are written for NFKC text and for CJK borders: no ``\b`` (in Python a Han character is a word character).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from labkit.core.plugs import Register
from labkit.privacy.roles import Role

Confidence = Literal["high", "medium", "low"]
Example = str | tuple[str, str]
KEEP = 0.5
BOOST = 0.35
LEFT = r"(?<![0-9A-Za-z])(?<![0-9][.,])"
RIGHT = r"(?![0-9A-Za-z]|[.,][0-9])"


def always(_: str) -> bool:
    """Accept every match: the pattern says all that there is to say."""
    return True


@dataclass(frozen=True, eq=False)
class Pattern:
    """One written form. A ``score`` below ``KEEP`` needs context: a word near the value, or the column's name.

    ``names``: only a column whose name matches speaks for this form; ``cell``: only a column does, not a word near it.
    ``role`` where it differs from the recognizer's.
    ``check`` may veto a match; ``hint`` is an RE2 expression that every text with a match matches, for forms whose own
    expression without its look-arounds would be slow or match nearly everything.
    """

    regex: str
    score: float = 0.85
    names: re.Pattern[str] | None = None
    cell: bool = False
    role: Role | None = None
    check: Callable[[str], bool] | None = None
    hint: str = ""

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return re.compile(self.regex)

    @functools.cached_property
    def boosted(self) -> float:
        """Return the score where context speaks for a match."""
        return min(1.0, round(self.score + BOOST, 2))

    @property
    def stands(self) -> bool:
        """Tell whether a match needs no context."""
        return self.score >= KEEP and self.names is None and not self.cell


@dataclass(frozen=True, eq=False)
class Recognizer:
    """One kind of personal data.

    ``patterns`` find candidates; ``check`` may veto one (``checks`` does so for many texts at once and must agree).
    ``names`` are words of a column's name that speak for the kind; ``words`` stand in free text before a value,
    ``after`` directly behind it. ``against`` are words before a value that speak against the kind,
    ``elsewhere`` matches the names of columns in which the form means something else.
    ``chance`` is the share of random texts of the form that pass the check: a column that does no better holds none.
    ``crowd`` tests a whole cell: where nearly every value of a column passes, the column speaks for itself, whatever its
    name, unless that matches ``crowd_not``. ``believable`` tells from some of a column's values whether it may hold what its name says.
    ``source`` says where the format comes from; ``hits`` and ``misses`` (a text, or a column's name and a text) are
    run by the conformance tests.
    """

    entity: str
    label: str
    patterns: tuple[Pattern, ...]
    names: re.Pattern[str]
    source: str
    confidence: Confidence
    hits: tuple[Example, ...]
    misses: tuple[Example, ...]
    role: Role = "direct"
    check: Callable[[str], bool] = always
    checks: Callable[[Sequence[str]], Sequence[bool]] | None = None
    words: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    elsewhere: re.Pattern[str] | None = None
    chance: float = 0.0
    crowd: Callable[[str], bool] | None = None
    crowd_share: float = 0.9
    crowd_not: re.Pattern[str] | None = None
    believable: Callable[[Sequence[str]], bool] | None = None

    def forms(self, column: str, *, spoken: bool) -> list[Pattern]:
        """Return the forms to look for; ``spoken``: the column speaks for the kind, by its name or its other values."""
        return [
            form
            for form in self.patterns
            if (form.names.search(column) if form.names is not None else spoken or not form.cell)
        ]

    def holds(self, pattern: Pattern, text: str) -> bool:
        """Tell whether a match passes the check of its form, or of its kind."""
        return (pattern.check or self.check)(text)


RECOGNIZERS: Register[Recognizer] = Register("labkit.privacy.recognizers", Recognizer)


def entity_label(entity: str) -> str:
    """Return what people call an entity.

    >>> entity_label("TW_MOBILE"), entity_label("")
    ('手機號碼', '–')
    """
    return next((one.label for one in RECOGNIZERS.values() if one.entity == entity), entity or "–")


def entity_named(label: str) -> str:
    """Return the entity that people call so; a name that is none stays as it is.

    >>> entity_named("手機號碼"), entity_named("TW_MOBILE")
    ('TW_MOBILE', 'TW_MOBILE')
    """
    return next((one.entity for one in RECOGNIZERS.values() if one.label == label), label)
