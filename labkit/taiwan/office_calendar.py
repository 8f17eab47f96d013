"""The office calendar of Taiwan's agencies: which days are worked.

Source: 政府機關辦公日曆表 (行政院人事行政總處), 2017 on, by way of the ``holidays`` package (make-up Saturdays until 2025, none from
2026; the days added by 紀念日及節日實施條例 of 2025-05-28). Days off for typhoons are decided county by county and are in no calendar.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta
from typing import Any


def is_working_day(day: date) -> bool:
    """Tell whether agencies work on ``day``.

    >>> is_working_day(date(2024, 2, 17)), is_working_day(date(2025, 10, 24))
    (True, False)
    """
    return bool(_calendar(day.year).is_working_day(day))


def working_day_number(day: date) -> int:
    """Return the number of ``day`` among the working days of its month, from 1; 0 for a day off.

    >>> working_day_number(date(2024, 2, 5)), working_day_number(date(2024, 2, 10))
    (3, 0)
    """
    if not is_working_day(day):
        return 0
    return sum(is_working_day(day - timedelta(days=back)) for back in range(day.day))


@functools.cache
def _calendar(year: int) -> Any:
    import holidays  # noqa: PLC0415

    return holidays.country_holidays("TW", years=[year])
