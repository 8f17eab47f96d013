"""What a number or a day is worth when groups are ranked by it: the one place that says so."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any


def amount_of(value: Any) -> float | None:
    """Return a number as it is, a date or moment by its place in time; None for what has no place among others.

    >>> amount_of(3), amount_of(date(1970, 1, 2)), amount_of(datetime(1970, 1, 2)), amount_of("…"), amount_of(float("nan"))
    (3, 86400.0, 86400.0, None, None)
    """
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds()  # noqa: DTZ001  (the clock on the wall)
    if isinstance(value, date):
        return (value - date(1970, 1, 1)).total_seconds()
    number = isinstance(value, (int, float)) and value == value  # noqa: PLR0124  (NaN is unequal to itself)
    return value if number else None
