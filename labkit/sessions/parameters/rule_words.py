"""The words that rules are written in: for which types each is, and what may stand behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from labkit.sessions.parameters.typed import LONGEST, TYPES, NotFit, clean, is_number

NAMED = ("table", "raw table", "name model")
NUMBERS = ("int", "float")
CHOICES = ("str", *NUMBERS)
LONGEST_TITLE = 80


def _is_said(value: object) -> bool:
    try:
        return isinstance(value, str) and 0 < len(value) <= LONGEST_TITLE and clean(value) == value
    except NotFit:
        return False


def _is_filled(value: object) -> bool:
    return isinstance(value, list) and bool(value)


def _is_pattern(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(re.compile(value)) and bool(value)
    except (re.error, RecursionError, OverflowError):
        return False


WORDS: dict[str, tuple[tuple[str, ...], Callable[[Any], bool], str]] = {
    "title": (TYPES, _is_said, "said"),
    "description": (TYPES, _is_said, "said"),
    "enum": (CHOICES, _is_filled, "choices"),
    "not": (
        CHOICES,
        lambda told: isinstance(told, dict) and list(told) == ["enum"] and _is_filled(told["enum"]),
        "not",
    ),
    "minimum": (NUMBERS, is_number, "number"),
    "maximum": (NUMBERS, is_number, "number"),
    "exclusiveMinimum": (NUMBERS, is_number, "number"),
    "format": (("str",), lambda told: told == "date", "format"),
    "pattern": (("str",), _is_pattern, "pattern"),
    "maxLength": (("str",), lambda told: is_number(told) and told in range(1, LONGEST + 1), "length"),
    "items": (("list[str]",), lambda told: isinstance(told, Mapping), "items"),
    "x-labkit": (("str",), lambda told: told in NAMED, "names"),
}
