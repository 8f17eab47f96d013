"""KeySpec: a key of a pivot, as it is or grouped: dates by year, month, week, …; times by blocks; numbers by bins."""

from __future__ import annotations

from typing import Any, Literal, Self, get_args

from pydantic import Field, model_validator

from labkit.core.spec import SpecPart

By = Literal[
    "roc_year", "year", "quarter", "roc_quarter", "month", "roc_month", "iso_week", "weekday", "day", "hour", "minutes",
    "fiscal_year", "working_day", "bins",
]  # fmt: skip
LABELS: dict[str, str] = {
    "roc_year": "民國年",
    "year": "西元年",
    "quarter": "季",
    "roc_quarter": "民國年季",
    "month": "月",
    "roc_month": "民國年月",
    "iso_week": "ISO 週",
    "weekday": "星期",
    "day": "日",
    "hour": "時",
    "minutes": "時段",
    "fiscal_year": "會計年度",
    "working_day": "當月第幾個工作日",
    "bins": "分組",
}
NAMES = {label: name for name, label in LABELS.items()}
DAY_MINUTES = 1440


class KeySpec(SpecPart):
    """A key: ``column``, and ``by`` what its values are grouped.

    Dates: roc_year, year, quarter and month (1 to 4, 1 to 12, years put together as Excel does), roc_quarter and roc_month
    (113年1月), iso_week (ISO 8601), weekday, day, fiscal_year (``start_month``: 1 as the 預算法 has it, 8 for school years), working_day
    (its number in the month, by the office calendar). Times of day: hour, minutes (blocks of ``minutes``). Numbers: bins by
    ``edges``, or by ``width``; each holds its lower edge, the last of ``edges`` its upper one too.
    """

    column: str
    by: By | None = None
    minutes: int = Field(default=30, ge=1, le=DAY_MINUTES)
    start_month: int = Field(default=1, ge=1, le=12)
    edges: tuple[float, ...] = ()
    width: float = Field(default=0, ge=0)
    label: str = ""

    @model_validator(mode="after")
    def _can_group(self) -> Self:
        if self.by == "bins" and not (self.width or len(self.edges) > 1):
            message = "bins 需要 edges（至少兩個邊界）或 width（組距）"
            raise ValueError(message)
        if any(after <= before for before, after in zip(self.edges, self.edges[1:], strict=False)):
            message = "edges 要由小到大，不能重複"
            raise ValueError(message)
        if self.by is None and (self.edges or self.width):
            message = "edges 與 width 要配合 by: bins"
            raise ValueError(message)
        return self

    @property
    def name(self) -> str:
        """Return the key's name in the table."""
        if self.label or self.by is None:
            return self.label or self.column
        if self.by == "minutes":
            return f"{self.column}（每{self.minutes}分）"
        if self.by == "fiscal_year" and self.start_month != 1:
            return f"{self.column}（{self.start_month}月起年度）"
        return f"{self.column}（{LABELS[self.by]}）"


def key_of(value: Any) -> Any:
    """Return a key as it is told: ``收件日期:roc_month``, or ``收件日期:民國年月``, names a column and a grouping.

    >>> key_of("收件日期:roc_month") == key_of("收件日期:民國年月") == {"column": "收件日期", "by": "roc_month"}
    True
    """
    if isinstance(value, str):
        column, colon, told = value.rpartition(":")
        by = NAMES.get(told, told)
        return {"column": column, "by": by} if colon and column and by in get_args(By) else value
    return value
