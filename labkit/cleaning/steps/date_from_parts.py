"""A date from its year, month and day in three columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from labkit.cleaning.step import Cell, Example, Missing, Part, ValueStep
from labkit.taiwan.roc_dates import AD_YEARS, LATEST_ROC, ROC_OFFSET


class DateFromParts(ValueStep):
    """A new column ``to`` holds the date that the columns year, month and day make together.

    ``columns`` names the three in this order. ``era`` says whether the year is ROC or AD: 99 may be either, so it is asked.
    Where one of the three is missing, so is the date; a day that does not exist is counted.
    """

    step: Literal["date_from_parts"] = "date_from_parts"
    label: ClassVar[str] = "由年、月、日欄組成日期"
    label_en: ClassVar[str] = "Date from parts"
    repeats: ClassVar[bool] = True
    reasons: ClassVar[Mapping[str, str]] = {
        "form": "的年、月、日不是整數",
        "impossible": "寫的日子不存在，或年份不合 era",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["年", "月", "日"], "era": "roc", "to": "日期"},
            {"年": [113, 113, None], "月": ["1", "2", "3"], "日": [5, 30, 1]},
            {
                "年": [113, 113, None],
                "月": ["1", "2", "3"],
                "日": [5, 30, 1],
                "日期": ["2024-01-05", None, None],
            },
        ),
    )
    columns: tuple[str, ...] = Field(min_length=3, max_length=3)
    era: Literal["roc", "ad"]
    to: str = Field(min_length=1)

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Read the three together."""
        del schema
        return (Part(self.columns, {self.to: "date"}),)

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the date, or why there is none."""
        told = [str(cell).strip() for cell in cells]
        if not all(text.isascii() and text.isdigit() and len(text) <= 4 for text in told):  # noqa: PLR2004  (a year)
            return Missing("form")
        year, month, day = (int(text) for text in told)
        if year not in (range(1, LATEST_ROC + 1) if self.era == "roc" else AD_YEARS):
            return Missing("impossible")
        try:
            return date(year + (ROC_OFFSET if self.era == "roc" else 0), month, day)
        except (ValueError, OverflowError):
            return Missing("impossible")
