"""A table of two columns: a key and its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from labkit.workshop.answer import Answer, Judged, frame_of, plain

COLUMNS = 2


@dataclass(frozen=True, kw_only=True)
class Table(Answer):
    """A row for each key, with its number; in any order. A result of labkit, a frame or a dictionary."""

    label: ClassVar[str] = "表格"
    key: str
    value: str
    within: float = 0.0

    @property
    def form(self) -> str:
        """Return the two columns."""
        return f"請交一張兩欄的表：第一欄是{self.key}，第二欄是{self.value}；樞紐的結果可以直接交。"

    def faults(self, given: Any, right: Any) -> tuple[str, ...]:
        """Return which column is wrong, and whether rows are lacking or too many."""
        frame = frame_of(given)
        if frame is None:
            return (f"這不是一張表。{self.form}",)
        if frame.shape[1] != COLUMNS:
            return (f"這張表有 {frame.shape[1]} 欄。{self.form}",)
        keys = [plain(one) for one in frame.iloc[:, 0]]
        numbers = dict(zip(keys, frame.iloc[:, 1].tolist(), strict=True))
        if len(numbers) < len(keys):
            return (f"第一欄（{self.key}）有重複：同一個{self.key}應該只有一列。",)
        return tuple(self._rows(numbers, {plain(one): value for one, value in right.items()}))

    def _rows(self, numbers: Mapping[str, Any], wanted: Mapping[str, float]) -> list[str]:
        found = []
        if set(numbers) - set(wanted):
            found.append(f"第一欄（{self.key}）多了不該有的列：看看是不是合計、未填，或同一個{self.key}的另一種寫法。")
        if set(wanted) - set(numbers):
            found.append(f"第一欄（{self.key}）少了列。")
        wrong = [one for one in set(wanted) & set(numbers) if not _close(numbers[one], wanted[one], self.within)]
        if wrong:
            share = "全部" if len(wrong) == len(wanted) else "有些"
            found.append(f"第二欄（{self.value}）{share}列的數字不對。")
        return found

    def told(self, right: Any) -> str:
        """Return the rows."""
        return "；".join(f"{key} {value:,}" for key, value in right.items())

    def secrets(self, right: Any) -> tuple[str, ...]:
        """Return the rows as they could be told."""
        return tuple(f"{key} {value:,}" for key, value in right.items())

    @classmethod
    def examples(cls) -> tuple[Judged, ...]:
        """Return dictionaries and frames."""
        import pandas as pd  # noqa: PLC0415

        frame = pd.DataFrame({"里": ["乙", "甲"], "件數": [2, 1]})
        refused = (
            ({"甲": 1}, "少了列"),
            ({"甲": 1, "乙": 2, "合計": 3}, "多了不該有的列"),
            ({"甲": 1, "乙": 3}, "有些列"),
            ({"甲": 1, "乙": "?"}, "有些列"),
            (pd.DataFrame({"里": ["甲", "甲", "乙"], "件數": [1, 0, 2]}), "重複"),
            (pd.DataFrame({"里": ["甲"]}), "有 1 欄"),
            (3, "不是一張表"),
        )
        accepted = ({"甲": 1, "乙": 2}, frame, frame.set_index("里")["件數"], {"甲": 1.0, "乙": "2"})
        return (Judged(cls(key="里", value="件數"), {"甲": 1, "乙": 2}, accepted, refused),)


def _close(given: Any, wanted: float, within: float) -> bool:
    try:
        return abs(float(given) - wanted) <= within + 1e-9
    except (TypeError, ValueError):
        return False
