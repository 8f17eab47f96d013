"""Read moments: a day with its time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from labkit.cleaning.evidence import Evidence, one_for_all
from labkit.cleaning.step import Cell, CellStep, Example, Kind, Missing
from labkit.taiwan.clock import read_moment
from labkit.taiwan.roc_dates import NotADate


class ParseDatetime(CellStep):
    """ROC and AD moments become dates with time; what cannot be read becomes missing, counted by reason.

    Accepts what ``labkit.taiwan.clock.read_moment`` accepts. A day without time is refused cell by cell: midnight would be
    a guess.
    """

    step: Literal["parse_datetime"] = "parse_datetime"
    label: ClassVar[str] = "轉成日期時間"
    turn: ClassVar[int] = 42
    label_en: ClassVar[str] = "Parse datetime"
    result: ClassVar[Kind] = "datetime"
    reasons: ClassVar[Mapping[str, str]] = {
        "form": "不是可辨認的日期時間",
        "impossible": "寫的日子或時刻不存在",
        "ambiguous": "可以讀成兩種日期或時刻（例如 99/1/5 14:30）",
        "no_time": "只有日期、沒有時刻",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["時"]},
            {"時": ["102年01月01日 03時15分", "2024/1/5 下午 02:30:00", "113/1/5", "略", None]},
            {"時": ["2013-01-01 03:15:00", "2024-01-05 14:30:00", None, None, None]},
        ),
    )

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it for columns of moments."""
        stored = evidence.table.schema
        found = {
            one.name: one.cells for one in evidence.columns if one.grain == "moment" and stored[one.name] == "text"
        }
        return one_for_all(found, lambda names, count: cls(columns=names, why=f"{count:,} 格是日期加時刻"))

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the moment, or why there is none."""
        found = read_moment(str(cells[0]))
        return Missing(found.why) if isinstance(found, NotADate) else found
