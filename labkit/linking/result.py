"""What a link leaves behind: the joined table, who matched and how, who did not, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.result import Measure, Result, TableResult

EXACT, ALIKE = "key", "alike"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class LinkLog(Result):
    """What a link did, in counts: the part that may be published without a policy."""

    counts_only: ClassVar[bool] = True
    said: str
    document: Document
    counts: Mapping[str, int]

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per count: what, rows."""
        return pd.DataFrame(list(self.counts.items()), columns=["what", "rows"])

    @property
    def summary(self) -> str:
        """Return how many rows found a partner."""
        return self.said

    def to_document(self) -> Document:
        """Return the counts."""
        return self.document


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class LinkResult(TableResult):
    """``pairs``: left and right row positions (from 0), probability (1 for a key), how (key, alike), decision (accept, review)."""

    pairs: pd.DataFrame
    counts: Mapping[str, int]
    missed: float = 0.0

    @property
    def accepted(self) -> pd.DataFrame:
        """Return the pairs that were joined."""
        return self.pairs[self.pairs["decision"] == "accept"]

    @property
    def to_review(self) -> pd.DataFrame:
        """Return the pairs that people should look at, the likeliest first."""
        told = self.pairs[self.pairs["decision"] == "review"]
        return told.sort_values("probability", ascending=False, ignore_index=True)

    @property
    def expected_false(self) -> float:
        """Return how many accepted pairs are false by the model's own probabilities."""
        return float((1 - self.accepted["probability"]).sum())

    @property
    def expected_sensitivity(self) -> float | None:
        """Return the share of true pairs that were accepted, by the model's probabilities; None where nothing was compared."""
        true = float(self.accepted["probability"].sum())
        whole = true + self.missed
        return true / whole if whole else None

    def judged(self, labels: Mapping[tuple[int, int], bool] | Sequence[tuple[int, int, bool]]) -> dict[str, Measure]:
        """Return false_matches and sensitivity as people saw them, for the pairs that they labelled (True = the same).

        The share rests on the labelled pairs alone, with a Wilson interval of 95 %; label a random sample.
        """
        from labkit.statistics.intervals import wilson  # noqa: PLC0415

        told = dict(labels) if isinstance(labels, Mapping) else {(a, b): same for a, b, same in labels}
        joined = set(zip(self.accepted["left"], self.accepted["right"], strict=True))
        seen = [same for pair, same in told.items() if pair in joined]
        true = [pair in joined for pair, same in told.items() if same]
        found = {"false_matches": (seen.count(False), len(seen)), "sensitivity": (sum(true), len(true))}
        return {
            name: Measure(part / whole, "比率", whole, *wilson(part, whole))
            for name, (part, whole) in found.items()
            if whole
        }

    @property
    def log(self) -> LinkLog:
        """Return what was done, without the table."""
        return LinkLog(name=self.name, said=self.summary, document=self.to_document(), counts=self.counts)

    @property
    def summary(self) -> str:
        """Return how many rows found a partner, by key and by likeness."""
        one = self.counts
        if not one["right"] and one["compared"]:
            return f"{one['left']:,} 列中有 {one['joined_alike']:,} 對可能是同一個，另有 {one['to_review']:,} 對待人工核對；表沒有更動。"
        alike = (
            f"、相似比對 {one['joined_alike']:,} 對（另有 {one['to_review']:,} 對待人工核對）"
            if one["compared"]
            else ""
        )
        return (
            f"左 {one['left']:,} 列、右 {one['right']:,} 列：以鍵對上 {one['joined_by_key']:,} 對{alike}；"
            f"左邊 {one['left_alone']:,} 列、右邊 {one['right_alone']:,} 列沒有對象。"
        )

    def to_document(self) -> Document:
        """Return the counts and how sure they are."""
        labels = {
            "left": "左表列數", "right": "右表列數", "left_without_key": "左表缺鍵", "right_without_key": "右表缺鍵",
            "joined_by_key": "以鍵對上", "compared": "相似比對過的候選對", "joined_alike": "相似而採用", "to_review": "待人工核對",
            "left_alone": "左表沒有對象", "right_alone": "右表沒有對象", "rows_out": "結果列數",
        }  # fmt: skip
        grid = Grid.of(
            ["項目", "數量"], [(label, self.counts[name]) for name, label in labels.items()], caption="連結結果"
        )
        notes = []
        if self.counts["compared"] and self.expected_sensitivity is not None:
            notes.append(
                Text(
                    f"依模型自己的機率：採用的配對中預期有 {self.expected_false:.1f} 對錯誤，預期敏感度 {self.expected_sensitivity:.1%}；"
                    "請抽樣人工核對後再引用。",
                    "note",
                )
            )
        return Document(self.name or "資料連結", (Text(self.summary), grid, *notes))
