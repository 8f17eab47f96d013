"""Read ROC and AD dates."""

from __future__ import annotations

from typing import ClassVar, Literal

from labkit.cleaning.step import Cell, Example, Missing, ValueStep
from labkit.taiwan.roc_dates import NotADate, read_date


class ParseDate(ValueStep):
    """ROC and AD dates of day precision become dates; what cannot be read becomes missing, counted by reason.

    Accepts what ``labkit.taiwan.roc_dates.read_date`` accepts, numbers such as 1130105 too. Six bare digits and dates
    without a year are never guessed.
    """

    step: Literal["parse_date"] = "parse_date"
    label: ClassVar[str] = "轉成日期（民國／西元）"
    label_en: ClassVar[str] = "Parse date"
    result: ClassVar[Literal["same", "date", "number"]] = "date"
    takes: ClassVar[tuple[str, ...]] = ("text", "number")
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["日"]},
            {"日": ["113/1/5", "1130105", "民國113年1月5日", "2024-01-05", "113/2/30", "略", None]},
            {"日": ["2024-01-05", "2024-01-05", "2024-01-05", "2024-01-05", None, None, None]},
        ),
    )

    def value(self, value: Cell) -> Cell | Missing:
        """Return the date, or why there is none."""
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
        found = read_date(text)
        return Missing(f"date_{found.why}") if isinstance(found, NotADate) else found.day
