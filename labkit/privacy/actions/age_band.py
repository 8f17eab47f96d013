"""Ages in bands, from ages or from birth dates."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from labkit.privacy.action import Action
from labkit.privacy.keys import Key
from labkit.tables.kinds import as_text
from labkit.taiwan.roc_dates import NotADate, read_date

OLDEST = 130


class AgeBand(Action):
    """Bands of ``width`` years; from ``top`` on everybody is in one band, for the oldest are few.

    A cell may hold an age, or a birth date (ROC or AD) where ``as_of`` says on which day the age is meant.
    """

    action: Literal["age_band"] = "age_band"
    label: ClassVar[str] = "年齡組距"
    examples: ClassVar[tuple[tuple[dict[str, Any], list[Any], list[Any]], ...]] = (
        ({}, [67, "90", "不詳", None], ["65–69", "85+", None, None]),
        ({"width": 10, "as_of": date(2026, 7, 1)}, ["50/7/2", "50/7/1"], ["60–69", "60–69"]),
    )
    width: int = Field(default=5, ge=1)
    top: int = Field(default=85, ge=1)
    as_of: date | None = None

    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the band."""
        del key
        age = self._age(value)
        if age is None or not 0 <= age <= OLDEST:
            return None
        low = age // self.width * self.width
        return f"{self.top}+" if age >= self.top else f"{low}–{min(low + self.width, self.top) - 1}"

    def _age(self, value: Any) -> int | None:
        if self.as_of is None:
            try:
                return int(float(value))
            except (TypeError, ValueError, OverflowError):
                return None
        born = value if isinstance(value, date) else read_date(as_text(value))
        day = None if isinstance(born, NotADate) else getattr(born, "day", None) if not isinstance(born, date) else born
        if not isinstance(day, date):
            return None
        return self.as_of.year - day.year - ((self.as_of.month, self.as_of.day) < (day.month, day.day))
