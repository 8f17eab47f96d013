"""What deserves a second look though nothing was found: a name that promises more, a few values that all look alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labkit.privacy.detection.belief import ENOUGH, some
from labkit.privacy.detection.context import named
from labkit.privacy.recognizer import RECOGNIZERS
from labkit.privacy.recognizers._name_words import SURE
from labkit.privacy.roles import COUNTED, Role
from labkit.taiwan.personal_names import HAN, is_latin_name

MOSTLY, APART = 0.8, 0.5
LEAST, TOO_SHORT = 2, 3
SIGNS = re.compile("[0-9A-Za-z]")
WORDS = re.compile(rf"{HAN}{{2,6}}")
Doubt = tuple[Role, str, str]


def doubt(name: str, texts: Sequence[str], filled: int) -> Doubt | None:
    """Return role, entity and reason where a column in which nothing was found should be looked at by a person.

    ``texts`` are the column's distinct filled texts, ``filled`` counts its filled cells.

    >>> doubt("手機", ["0912/345/678"], 1)
    ('quasi', 'TW_MOBILE', '欄名像手機號碼，內容不像，請確認')
    """
    if not texts or COUNTED.search(name):
        return None
    return _promised(name, texts) or _names(name, texts, filled) or doubt_of_few(name, texts)


def _promised(name: str, texts: Sequence[str]) -> Doubt | None:
    """Return the doubt of a name that promises an identifier which the values are not written like."""
    if not any(SIGNS.search(text) and len(text) > TOO_SHORT for text in texts):
        return None
    for one in RECOGNIZERS.values():
        if one.entity != "PERSON" and named(one, name):
            return "quasi", one.entity, f"欄名像{one.label}，內容不像，請確認"
    return None


def _names(name: str, texts: Sequence[str], filled: int) -> Doubt | None:
    """Return the doubt of a column whose name, or whose Latin words, may be those of persons."""
    if SURE.search(name):
        return "free_text", "PERSON", "欄名說有人名，這次沒找到，請確認"
    sample = some(list(texts))
    if len(texts) < APART * filled:
        return None
    latin = sum(is_latin_name(text) for text in sample)
    if latin >= MOSTLY * len(sample) and len(sample) >= ENOUGH:
        return "free_text", "PERSON", "像外文姓名，請確認"
    words = sum(bool(WORDS.fullmatch(text)) for text in sample)
    if named(RECOGNIZERS["person"], name) and words + latin >= MOSTLY * len(sample):
        return "free_text", "PERSON", "欄名說可能有人名，請確認"
    return None


def doubt_of_few(name: str, texts: Sequence[str], *, least: int = LEAST) -> Doubt | None:
    """Return the doubt of values too few to judge a column by, which are all written like one kind."""
    if not least <= len(texts) < ENOUGH:
        return None
    for one in RECOGNIZERS.values():
        if one.crowd is None or (one.crowd_not and one.crowd_not.search(name)):
            continue
        if all(map(one.crowd, texts)):
            return "quasi", one.entity, f"筆數少，但每一個值都像{one.label}，請確認"
    return None
