"""A moment from a day and a time in two columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal

from pydantic import Field

from labkit.cleaning.step import Cell, Example, Missing, Part, ValueStep
from labkit.taiwan.clock import read_clock
from labkit.taiwan.roc_dates import NotADate, ReadDate, is_short_year, read_date


class MomentFromParts(ValueStep):
    """A new column ``to`` holds the moment that a column of days and one of times (14:30, 095600) make together.

    ``columns`` names the two in this order. Where one is missing, so is the moment; what cannot be read is counted.
    """

    step: Literal["moment_from_parts"] = "moment_from_parts"
    label: ClassVar[str] = "由日期與時刻欄組成日期時間"
    label_en: ClassVar[str] = "Moment from parts"
    repeats: ClassVar[bool] = True
    takes: ClassVar[tuple[str, ...]] = ("text", "date")
    reasons: ClassVar[Mapping[str, str]] = {
        "form": "不是可辨認的日期或時刻",
        "impossible": "寫的日子或時刻不存在",
        "ambiguous": "可以讀成兩種日期或時刻",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["日", "時"], "to": "取號"},
            {"日": ["113/1/5", "113/1/5", "略"], "時": ["14:30", "25:00", "14:30"]},
            {
                "日": ["113/1/5", "113/1/5", "略"],
                "時": ["14:30", "25:00", "14:30"],
                "取號": ["2024-01-05 14:30:00", None, None],
            },
        ),
    )
    columns: tuple[str, ...] = Field(min_length=2, max_length=2)
    to: str = Field(min_length=1)

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Read the two together."""
        del schema
        return (Part(self.columns, {self.to: "datetime"}),)

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the moment, or why there is none."""
        day, clock = cells
        if isinstance(day, str) and is_short_year(day):
            return Missing("ambiguous")
        found = read_date(day) if isinstance(day, str) else ReadDate(day, "", roc=False)
        time = read_clock(str(clock))
        if isinstance(found, NotADate) or isinstance(time, NotADate):
            return Missing(found.why if isinstance(found, NotADate) else getattr(time, "why", "form"))
        return datetime.combine(found.day, time)
