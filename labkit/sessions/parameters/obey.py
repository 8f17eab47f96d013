"""Whether a value of the right type obeys its rules; a day is written as ISO 8601."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from labkit.core.messages import say
from labkit.sessions.parameters.rules import Rules
from labkit.sessions.parameters.typed import NotFit


def obeyed(value: Any, rules: Rules) -> Any:
    """Return ``value``, a day as ISO 8601; raises NotFit with the first rule that is broken.

    >>> obeyed("114/12/5", Rules(date=True)), obeyed(["甲"], Rules(items=Rules(enum=("甲", "乙"))))
    ('2025-12-05', ['甲'])
    """
    if isinstance(value, list):
        return [obeyed(one, rules.items) for one in value] if rules.items else value
    found = _day(value) if rules.date else value
    for fault in _faults(found, rules):
        raise fault
    return found


def _faults(value: Any, rules: Rules) -> Iterator[NotFit]:
    """Yield what is broken; a value that is no number has no limits, one that is no text no length: rules were read so."""
    if rules.enum and value not in rules.enum:
        known = [_told(one) for one in rules.enum]
        yield NotFit("enum", names="、".join(known), near=_near(str(value), known))
    if value in rules.excluded:
        yield NotFit("excluded", names="、".join(_told(one) for one in rules.excluded))
    if not _is_within(value, rules):
        yield NotFit("limits", what=limits(rules))
    if isinstance(value, str) and len(value) > rules.longest:
        yield NotFit("long", most=f"{rules.longest:,}")
    if rules.pattern and not re.search(rules.pattern, value):
        yield NotFit("pattern", what=rules.description)


def _is_within(value: Any, rules: Rules) -> bool:
    return (
        (rules.minimum is None or value >= rules.minimum)
        and (rules.maximum is None or value <= rules.maximum)
        and (rules.above is None or value > rules.above)
    )


def limits(rules: Rules) -> str:
    """Return the limits in words; nothing where there are none.

    >>> limits(Rules(minimum=1, maximum=99)), limits(Rules(above=0)), limits(Rules())
    ('1 到 99', '大於 0', '')
    """
    low, high, above = (None if one is None else f"{one:,}" for one in (rules.minimum, rules.maximum, rules.above))
    if low is not None and high is not None and above is None:
        return say("parameters.between", low=low, high=high)
    told = (("above", above), ("least", low), ("most", high))
    return "、".join(say(f"parameters.{code}", limit=limit) for code, limit in told if limit is not None)


def _told(value: Any) -> str:
    return str(value) or say("parameters.blank")


def _near(value: str, known: list[str]) -> str:
    close = difflib.get_close_matches(value, known, n=1, cutoff=0.5)
    return say("parameters.near", name=close[0]) if close else ""


def _day(text: str) -> str:
    from labkit.taiwan.roc_dates import NotADate, is_short_year, read_date  # noqa: PLC0415  (few parameters are days)

    found = read_date(text)
    if isinstance(found, NotADate):
        raise NotFit("no_such_day" if found.why == "impossible" else "no_day")
    if is_short_year(text):
        raise NotFit("short_year")
    return found.day.isoformat()
