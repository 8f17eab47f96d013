"""Year, school year, quarter, month, weekday or hour of a date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from pydantic import Field

from labkit.cleaning.step import Cell, Example, Kind, Missing, Part, ValueStep
from labkit.core.errors import StepRefused
from labkit.taiwan.roc_dates import ROC_OFFSET

WEEKDAYS = "一二三四五六日"
AUGUST = 8


class DatePart(ValueStep):
    """A new column ``to`` holds one part of each date of ``column``, as a whole number; a weekday as 一…日.

    ``school_year`` is the ROC year in which the school year began (1 August; 高級中等以下學校及專科學校學年學期假期辦法 第2條).
    """

    step: Literal["date_part"] = "date_part"
    label: ClassVar[str] = "取出日期的年、學年度、季、月、星期、時"
    label_en: ClassVar[str] = "Date part"
    repeats: ClassVar[bool] = True
    takes: ClassVar[tuple[str, ...]] = ("date", "datetime")
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"column": "日", "part": "school_year", "to": "學年度"},
            {"日": [date(2024, 7, 31), date(2024, 8, 1), None]},
            {"日": ["2024-07-31", "2024-08-01", None], "學年度": [112, 113, None]},
        ),
        Example(
            {"column": "日", "part": "weekday", "to": "星期"},
            {"日": [date(2024, 7, 31)]},
            {"日": ["2024-07-31"], "星期": ["三"]},
        ),
    )
    column: str
    part: Literal["year", "roc_year", "school_year", "quarter", "month", "day", "weekday", "hour"]
    to: str = Field(min_length=1)

    def reads(self) -> tuple[str, ...]:
        """Return the column of dates."""
        return (self.column,)

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse a column that holds no dates, and hours of a day without time."""
        if schema[self.column] not in (("datetime",) if self.part == "hour" else self.takes):
            what = f"欄位「{self.column}」還不是日期，請先用 parse_date 或 parse_datetime。"
            raise StepRefused(place=place, what=what)

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Read the column, make the new one."""
        del schema
        kind: Kind = "text" if self.part == "weekday" else "integer"
        return (Part((self.column,), {self.to: kind}),)

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the part."""
        day: datetime | date = cells[0]
        if self.part == "weekday":
            return WEEKDAYS[day.weekday()]
        if self.part == "hour":
            return getattr(day, "hour", None)
        return {
            "year": day.year,
            "roc_year": day.year - ROC_OFFSET,
            "school_year": day.year - ROC_OFFSET - (day.month < AUGUST),
            "quarter": (day.month + 2) // 3,
            "month": day.month,
            "day": day.day,
        }[self.part]
