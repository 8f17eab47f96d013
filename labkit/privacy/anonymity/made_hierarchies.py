"""Hierarchies made from a column's own values, where the team gives none: ranges, days, places, codes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from labkit.privacy.hierarchies import Hierarchy
from labkit.taiwan.places import all_towns, counties
from labkit.taiwan.roc_dates import NotADate, read_date

RANGES, STEPS = 20, (1, 2, 5)
DECADE = 10
SMALLEST, LARGEST, ROUNDING = 1e-9, 1e15, 1e-9
CODE = re.compile("[0-9A-Za-z]{2,12}")
Path = tuple[str, ...]


def made_hierarchy(column: str, values: Sequence[str]) -> Hierarchy:
    """Return a hierarchy for the distinct ``values`` of a column: the first kind that nearly all of them are.

    >>> made_hierarchy("日", ["113/1/5", "113/2/6"]).levels[1:3]
    (('2024-01', '2024-02'), ('2024', '2024'))
    """
    for kind in KINDS:
        rows = kind(values)
        if rows is not None:
            return Hierarchy.of_rows(column, rows)
    return Hierarchy.of_rows(column, [(value,) for value in values])


def _numbers(values: Sequence[str]) -> list[Path] | None:
    """Return ranges that double: half open, from a step that makes about twenty of them."""
    try:
        found = sorted((float(value), value) for value in values)
    except ValueError:
        return None
    if len(found) <= 1 or any(not math.isfinite(number) for number, _ in found) or _are_codes(values):
        return None
    span = found[-1][0] - found[0][0]
    if not SMALLEST < span < LARGEST:
        return None
    width = _nice(span / RANGES)
    powers = range(max(1, math.ceil(math.log2(span / width))))
    places = {text: math.floor(number / width + ROUNDING) for number, text in found}
    return [(text, *(_range(places[text] >> power, width * 2**power) for power in powers)) for _, text in found]


def _are_codes(values: Sequence[str]) -> bool:
    """Tell whether numerals are codes: a zero in front, or long numbers of one length."""
    return any(re.fullmatch("0[0-9]+", value) for value in values)


def _nice(width: float) -> float:
    power = 10.0 ** math.floor(math.log10(width))
    step: float = next((step * power for step in STEPS if step * power >= width), 10 * power)
    return step


def _range(place: int, width: float) -> str:
    """Return the range that begins at ``place`` widths: its first and last whole number, or half open with its decimals."""
    low, high = place * width, (place + 1) * width
    if width >= 1:
        return f"{round(low)}–{round(high) - 1}" if width > 1 else str(round(low))
    digits = 1 - math.floor(math.log10(width))
    return f"[{low:.{digits}f}, {high:.{digits}f})"


def _days(values: Sequence[str]) -> list[Path] | None:
    """Return month, year and decade of each day."""
    days = {value: read_date(value.split(" ")[0]) for value in values}
    found = [(value, day.day) for value, day in days.items() if not isinstance(day, NotADate)]
    if not found or len(found) < len(values):
        return None
    ordered = sorted(found, key=lambda pair: pair[1])
    return [(value, f"{day:%Y-%m}", f"{day.year}", _decade(day.year)) for value, day in ordered]


def _decade(year: int) -> str:
    return f"{year // DECADE * DECADE}–{year // DECADE * DECADE + DECADE - 1}"


def _places(values: Sequence[str]) -> list[Path] | None:
    """Return township and county of each place that bears their names."""
    found: list[Path] = []
    known = set(counties())
    for value in values:
        plain = value.replace("台", "臺")
        county = next((name for name in known if plain.startswith(name)), "")
        town = next((name for name in all_towns() if plain.removeprefix(county).startswith(name)), "")
        if not town and not county:
            return None
        found.append((value, f"{county}{town}", county or "（縣市不明）"))
    return found


def _codes(values: Sequence[str]) -> list[Path] | None:
    """Return codes of one length, a sign shorter on each level."""
    length = len(values[0]) if values else 0
    if length < 2 or not all(CODE.fullmatch(value) and len(value) == length for value in values):  # noqa: PLR2004
        return None
    return [(value, *(value[:kept] + "•" * (length - kept) for kept in range(length - 1, 0, -1))) for value in values]


KINDS: tuple[Callable[[Sequence[str]], list[Path] | None], ...] = (_numbers, _days, _places, _codes)
