"""A day, written in ROC or AD years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from labkit.taiwan.roc_dates import ROC_OFFSET, NotADate, read_date, roc_text
from labkit.workshop.answer import Answer, Judged


@dataclass(frozen=True, kw_only=True)
class Day(Answer):
    """A day as people write it: 113/5/2, 1130502 (a number too), 2024-05-02, or a date."""

    label: ClassVar[str] = "日期"

    @property
    def form(self) -> str:
        """Return how a day is written."""
        return '請填一個日期，民國或西元都可以，例如 "112/1/31" 或 "2023-01-31"。'

    def faults(self, given: Any, right: Any) -> tuple[str, ...]:
        """Return whether it is no day, another century, or too early or late."""
        day = _day(given)
        if day is None:
            return (f"這不是一個讀得出來的日期。{self.form}",)
        if day == right:
            return ()
        if abs(day.year - right.year) >= ROC_OFFSET // 2:
            return ("年份差得太遠：民國和西元是不是混在一起了？",)
        return ("太早了：那一天的紀錄是真的嗎？" if day < right else "太晚了：前面還有更早的紀錄嗎？",)

    def told(self, right: Any) -> str:
        """Return the day in ROC years."""
        return roc_text(right)

    def secrets(self, right: Any) -> tuple[str, ...]:
        """Return the ways to write the day."""
        roc = right.year - ROC_OFFSET
        short = f"{roc}/{right.month}/{right.day}"
        return (roc_text(right), right.isoformat(), short, f"{roc}/{right:%m/%d}", f"{roc}{right:%m%d}")

    @classmethod
    def examples(cls) -> tuple[Judged, ...]:
        """Return days in several forms."""
        accepted = (
            "113/5/2",
            "1130502",
            1130502,
            "2024-05-02",
            "２０２４/５/２",
            date(2024, 5, 2),
            datetime(2024, 5, 2),  # noqa: DTZ001
        )
        refused = (
            ("113/5/1", "太早"),
            ("113/5/3", "太晚"),
            ("0113-05-02", "年份"),
            ("五月", "讀得出來"),
            (3, "讀得出來"),
        )
        return (Judged(cls(), date(2024, 5, 2), accepted, refused),)


def _day(given: Any) -> date | None:
    if isinstance(given, datetime):
        return None if given != given else given.date()  # noqa: PLR0124  (NaT is not itself)
    if isinstance(given, date):
        return given
    text = str(given).strip().removesuffix("T00:00:00.000000000")  # as numpy writes a day
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = read_date(text)
        return None if isinstance(found, NotADate) else found.day
