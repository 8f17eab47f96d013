"""Make a value less exact: dates to month or year, numbers to bins, texts to their first signs."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from labkit.privacy.action import Action
from labkit.privacy.keys import Key
from labkit.tables.kinds import as_text
from labkit.taiwan.roc_dates import NotADate, read_date


class Coarsen(Action):
    """``to: month`` or ``year`` for dates (ROC or AD text too), ``to: bin`` with ``width`` for numbers, ``to: prefix`` with ``width`` signs.

    A bin is half open: 「60–69」 holds 60 <= value < 70 for width 10. What cannot be coarsened becomes missing.
    """

    action: Literal["coarsen"] = "coarsen"
    label: ClassVar[str] = "降低精細度"
    examples: ClassVar[tuple[tuple[dict[str, Any], list[Any], list[Any]], ...]] = (
        ({"to": "month"}, ["113/1/5", "略", None], ["2024-01", None, None]),
        ({"to": "bin", "width": 10}, [67, 70, None], ["60–69", "70–79", None]),
        ({"to": "prefix", "width": 3}, ["臺北市萬華區", None], ["臺北市", None]),
    )
    to: Literal["month", "year", "bin", "prefix"]
    width: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _width_where_needed(self) -> Self:
        if self.to in {"bin", "prefix"} and self.width < 1:
            message = f"to: {self.to} 需要 width（正整數）"
            raise ValueError(message)
        return self

    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the coarser value."""
        del key
        if self.to == "prefix":
            return as_text(value)[: self.width]
        return self._bin(value) if self.to == "bin" else self._period(value)

    def _bin(self, value: Any) -> str | None:
        try:
            low = int(float(value) // self.width) * self.width
        except (TypeError, ValueError, OverflowError):
            return None
        return f"{low}–{low + self.width - 1}"

    def _period(self, value: Any) -> str | None:
        if not isinstance(value, date):
            found = read_date(as_text(value))
            if isinstance(found, NotADate):
                return None
            value = found.day
        return f"{value.year}-{value.month:02}" if self.to == "month" else str(value.year)
