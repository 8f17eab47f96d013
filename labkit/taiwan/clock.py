"""Times of day and moments as agencies write them: 14:30, 下午2時30分, 0956, 095600, 113年1月5日 14時30分.

Source: agency files (police, counters); 上午 12 is midnight and 下午 12 noon, as spreadsheets in zh-TW print them.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time

from labkit.taiwan.roc_dates import NotADate, is_short_year, read_date

HALF = r"(?P<half>上午|下午|中午|晚上|凌晨|清晨|早上|AM|PM)?"
CLOCK = re.compile(
    rf"{HALF}\s*(?P<h>[0-9]{{1,2}})\s*[:時點]\s*(?P<m>[0-9]{{1,2}})\s*分?(?:(?:\s*:\s*|(?<=分)\s*)(?P<s>[0-9]{{1,2}})(?:\.[0-9]+)?\s*秒?)?\s*(?P<after>AM|PM)?",
    re.IGNORECASE,
)
HOUR = re.compile(rf"{HALF}\s*(?P<h>[0-9]{{1,2}})\s*[時點](?:整|正)?(?P<m>)(?P<s>)(?P<after>)")
COMPACT = re.compile(r"(?P<h>[0-9]{2})(?P<m>[0-9]{2})(?P<s>[0-9]{2})?(?P<half>)(?P<after>)")
NOON, FIVE = 12, 5
MOMENT = re.compile(
    r"(?P<day>.+?(?:日|[0-9]))\s*(?:[T 　]|(?<=日)|(?=上午|下午|中午|晚上|凌晨))\s*(?P<clock>(?:上午|下午|中午|晚上|凌晨|清晨|早上)?\s*[0-9]{1,2}\s*[:時點].*)"
)


def read_clock(text: str) -> time | NotADate:
    """Return the time of day: ``NotADate.why`` is ``form``, ``impossible`` (25:00), or ``ambiguous`` (930: lost a zero).

    >>> read_clock("下午2時30分").isoformat(), read_clock("095600").isoformat(), read_clock("956").why
    ('14:30:00', '09:56:00', 'ambiguous')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = CLOCK.fullmatch(plain) or HOUR.fullmatch(plain) or COMPACT.fullmatch(plain)
    if match is None:
        return NotADate("ambiguous" if re.fullmatch("[0-9]{1,5}", plain) else "form")
    hour, half = int(match["h"]), (match["half"] or match["after"] or "").lower()
    if half:
        told = _of_day(hour, half)
        if isinstance(told, NotADate):
            return told
        hour = told
    try:
        return time(hour, int(match["m"] or 0), int(match["s"] or 0))
    except ValueError:
        return NotADate("impossible")


def _of_day(hour: int, half: str) -> int | NotADate:
    """Return the hour of 24; 晚上12時 may be midnight or noon's other end, 晚上1時 the night before or after."""
    if half in {"上午", "早上", "清晨", "凌晨", "am"}:
        return NotADate("impossible") if hour > NOON else 0 if hour == NOON and half != "早上" else hour
    if half in {"下午", "pm"}:
        return hour + NOON if hour < NOON else hour
    if half == "中午":
        return hour if hour in {11, 12, 13} else hour + NOON if hour == 1 else NotADate("ambiguous")
    if hour == NOON or hour < FIVE:
        return NotADate("ambiguous")
    return hour + NOON if hour < NOON else hour


def read_moment(text: str) -> datetime | NotADate:
    """Return a day with its time: ROC or AD; ``why`` as in ``read_date`` and ``read_clock``, or ``no_time``.

    >>> read_moment("102年01月01日 03時15分").isoformat(), read_moment("2024/1/5 下午 02:30:00").isoformat()
    ('2013-01-01T03:15:00', '2024-01-05T14:30:00')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = MOMENT.fullmatch(plain)
    if match is None:
        return NotADate("form" if isinstance(read_date(plain), NotADate) else "no_time")
    if is_short_year(match["day"]):
        return NotADate("ambiguous")
    day, clock = read_date(match["day"]), read_clock(match["clock"])
    if isinstance(day, NotADate) or isinstance(clock, NotADate):
        return day if isinstance(day, NotADate) else NotADate(getattr(clock, "why", "form"))
    return datetime.combine(day.day, clock)
