"""A value in the type that a parameter's annotation names; what is not exactly of the type is refused, never bent."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

from labkit.core.messages import say

TYPES = ("str", "int", "float", "bool", "list[str]")
TRUTHS = {"true": True, "yes": True, "是": True, "1": True, "false": False, "no": False, "否": False, "0": False}
LONGEST = 2000
MOST_WHOLE = 2**53 - 1
COMMA = re.compile("[,，]")
WHOLE = re.compile(r"([+-]?[0-9]{1,16})(?:\.0*)?")
DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
HALF_WIDTH = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"−": "-"})
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class NotFit(ValueError):
    """A value that does not fit; the text is the end of a zh-TW sentence and never repeats the value."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(say(f"parameters.{code}", **facts))


def typed(value: Any, kind: str) -> Any:
    """Return ``value``, a text or any JSON value, as ``kind``; raises NotFit.

    Texts lose blanks at their ends. Full-width digits are the digits they are. 3.0 is the whole number 3, as in JSON Schema;
    true and false are no numbers; numbers are finite, whole ones at most 2**53 - 1 (JSON keeps no more exactly).

    >>> typed("３", "int"), typed("3.0", "int"), typed("是", "bool"), typed("甲, 乙", "list[str]"), typed(3, "float")
    (3, 3, True, ['甲', '乙'], 3.0)
    """
    found = READ[kind](value)
    if found is None:
        raise NotFit(f"type_{kind.removesuffix('[str]')}")
    return found


def clean(text: str) -> str:
    """Return ``text`` without blanks at its ends; raises NotFit for line breaks, unseen signs and more than 2,000 signs."""
    if len(text) > LONGEST:
        raise NotFit("long", most=f"{LONGEST:,}")
    stripped = text.strip()
    if any(unicodedata.category(sign) in UNSEEN for sign in stripped):
        raise NotFit("unseen")
    return stripped


def is_number(value: object) -> bool:
    """Tell whether a JSON value is a finite number; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) <= MOST_WHOLE if isinstance(value, int) else math.isfinite(value)


def _text(value: Any) -> str | None:
    return clean(value) if isinstance(value, str) else None


def _half(value: str) -> str:
    return clean(value).translate(HALF_WIDTH)


def _whole(value: Any) -> int | None:
    if isinstance(value, str):
        match = WHOLE.fullmatch(_half(value))
        value = int(match[1]) if match else None
    if not is_number(value) or value != int(value) or abs(value) > MOST_WHOLE:
        return None
    return int(value)


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        plain = _half(value)
        value = float(plain) if DECIMAL.fullmatch(plain) else None
    return float(value) + 0.0 if is_number(value) else None


def _truth(value: Any) -> bool | None:
    return TRUTHS.get(_half(value).lower()) if isinstance(value, str) else value if isinstance(value, bool) else None


def _texts(value: Any) -> list[str] | None:
    if isinstance(value, str):
        return [one.strip() for one in COMMA.split(clean(value)) if one.strip()]
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    if sum(map(len, value)) > LONGEST:
        raise NotFit("long", most=f"{LONGEST:,}")
    found = [clean(one) for one in value]
    if "" in found:
        raise NotFit("blank_item")
    return found


READ = {"str": _text, "int": _whole, "float": _number, "bool": _truth, "list[str]": _texts}
