"""What the programme fixes. Source: 政府機關資料創新及技術應用輔導 申請簡章 (數位發展部, 114年)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

LOG_DUE_DAYS = 3
SESSIONS_A_MONTH = 2
HOURS = 40
MEMBERS_LIMIT = 20
Aspect = Literal["優化民生相關服務", "落實國家重要政策", "發展跨域多元協力"]
Form = Literal["實體", "線上"]


def log_due(day: date) -> date:
    """Return the day by which the log of a session on ``day`` must reach the working group (當次輔導結束後3日內).

    >>> log_due(date(2025, 12, 5)).isoformat()
    '2025-12-08'
    """
    return day + timedelta(days=LOG_DUE_DAYS)
