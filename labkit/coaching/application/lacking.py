"""What counts as told, and which names are one name: the rules that every part of the check shares."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from labkit.coaching.application.item_6 import TO_FILL
from labkit.core.finding import Finding
from labkit.taiwan.variants import unify

SIGNS = {"L", "N"}  # Unicode general categories: letters and numbers


def missing(place: str) -> Finding:
    """Return the gap of a field that is empty."""
    return Finding("application_missing", place=place, level="warning")


def is_told(text: str) -> bool:
    """Tell whether a text says anything: dashes, blanks to write on and labkit's own 「（請填…）」 do not.

    >>> is_told("無"), is_told("－－"), is_told("（請填機關名稱）")
    (True, False, False)
    """
    return not text.startswith(TO_FILL) and any(unicodedata.category(sign)[0] in SIGNS for sign in text)


def one_name(text: str) -> str:
    """Return an agency's name as it is compared: blanks, width, and 台 for 臺 do not count.

    >>> one_name("台北市政府 地政局") == one_name("臺北市政府地政局")
    True
    """
    return "".join(unify(text).split()).replace("台", "臺")


def belongs(unit: str, agencies: Iterable[str]) -> bool:
    """Tell whether a unit's name begins with one of the agencies' names, as 機關 or 機關單位 is written."""
    return any(one_name(unit).startswith(one_name(agency)) for agency in agencies if agency)
