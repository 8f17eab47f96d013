"""Read years, school years, half-years, quarters and months."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from labkit.cleaning.step import Cell, CellStep, Example, Kind, Missing
from labkit.tables.kinds import as_text
from labkit.taiwan.roc_dates import NotADate
from labkit.taiwan.roc_periods import read_period

SHORT = re.compile(r"[0-9]{1,2}[/.\-][0-9]{1,2}")


class ParsePeriod(CellStep):
    """Periods become their first day, or their last with ``day: last``; what cannot be read becomes missing, counted.

    Accepts 113年, 112學年度, 113年上半年, 113年第1季, 113年1月, and bare 113 or 10501 as a year or a month.
    Source: see ``labkit.taiwan.roc_periods``.
    """

    step: Literal["parse_period"] = "parse_period"
    label: ClassVar[str] = "期間轉成日期（年、學年度、季、月）"
    label_en: ClassVar[str] = "Parse period"
    result: ClassVar[Kind] = "date"
    takes: ClassVar[tuple[str, ...]] = ("text", "number")
    reasons: ClassVar[Mapping[str, str]] = {
        "form": "不是可辨認的期間",
        "impossible": "寫的期間不存在",
        "ambiguous": "可以讀成兩種期間（例如 12/5、數字 113.1）",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["期"]},
            {"期": ["112學年度", "113年第2季", "10501", "113年13月", "略", None]},
            {"期": ["2023-08-01", "2024-04-01", "2016-01-01", None, None, None]},
        ),
        Example({"columns": ["期"], "day": "last"}, {"期": ["113年2月"]}, {"期": ["2024-02-29"]}),
    )
    day: Literal["first", "last"] = "first"

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the day, or why there is none."""
        cell = cells[0]
        if isinstance(cell, float) and not cell.is_integer():
            return Missing("ambiguous")  # 113.1 may have been 113.10
        text = as_text(cell)
        if SHORT.fullmatch(text.strip()):
            return Missing("ambiguous")
        found = read_period(text, bare=True)
        if isinstance(found, NotADate) or found.grain in {"moment", "several"}:
            return Missing(found.why if isinstance(found, NotADate) else "form")
        return found.first if self.day == "first" else found.last
