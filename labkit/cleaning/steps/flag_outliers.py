"""Mark numbers that lie far from the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import narwhals as nw
from pydantic import Field

from labkit.cleaning.names import check_new_names
from labkit.cleaning.step import Example, TableStep
from labkit.core.engines import Lazy, collect
from labkit.core.errors import StepRefused

COUNT = "__count__"
FENCE, MAD_LIMIT, MAD_SCALE = 1.5, 3.5, 0.6745


class FlagOutliers(TableStep):
    """For each column of numbers a new one 「欄位_離群」 says whether the value is an outlier; nothing is removed.

    ``rule``: ``iqr`` below Q1 − 1.5 IQR or above Q3 + 1.5 IQR (Tukey 1977), ``mad`` a modified z-score above 3.5 (Iglewicz
    and Hoaglin 1993), ``range`` outside ``low`` and ``high``. Quartiles are exact, by linear interpolation. Missing cells
    stay missing. Where half of the values are equal ``mad`` has no scale, and nothing is an outlier.
    """

    step: Literal["flag_outliers"] = "flag_outliers"
    label: ClassVar[str] = "標示離群值"
    label_en: ClassVar[str] = "Flag outliers"
    repeats: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["分"]},
            {"分": [10.0, 11.0, 12.0, 13.0, 400.0, None]},
            {"分": [10.0, 11.0, 12.0, 13.0, 400.0, None], "分_離群": [False, False, False, False, True, None]},
        ),
        Example(
            {"columns": ["分"], "rule": "range", "low": "0", "high": "60"},
            {"分": [-1.0, 30.0]},
            {"分": [-1.0, 30.0], "分_離群": [True, False]},
        ),
    )
    columns: tuple[str, ...] = Field(min_length=1)
    rule: Literal["iqr", "mad", "range"] = "iqr"
    low: float | None = None
    high: float | None = None

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse texts, names that are taken, and a range without limits."""
        check_new_names([f"{name}_離群" for name in dict.fromkeys(self.columns)], schema, place=place)
        for name in self.columns:
            if schema[name] != "number":
                raise StepRefused(place=place, what=f"欄位「{name}」不是數字，請先用 parse_number。")
        if self.rule == "range" and self.low is None and self.high is None:
            raise StepRefused(place=place, what="rule: range 要寫 low 或 high。")

    def rows(self, relation: Lazy, schema: Mapping[str, str]) -> Lazy:
        """Return all rows with the flags."""
        del schema
        made = {}
        for name in dict.fromkeys(self.columns):
            value = nw.col(name).cast(nw.Float64)
            low, high = (self.low, self.high) if self.rule == "range" else self._limits(relation, name)
            outside = nw.lit(value=False)
            if low is not None:
                outside = outside | (value < low)
            if high is not None:
                outside = outside | (value > high)
            made[f"{name}_離群"] = nw.when(~nw.col(name).is_null()).then(outside)
        return relation.with_columns(**made)

    def _limits(self, relation: Lazy, name: str) -> tuple[float | None, float | None]:
        """Return the limits by the rule, from the distinct values with their counts."""
        import numpy as np  # noqa: PLC0415

        counted = collect(relation.filter(~nw.col(name).is_null()).group_by(name).agg(nw.len().alias(COUNT)))
        if not counted.num_rows:
            return None, None
        values = np.sort(np.repeat(counted.column(name).to_numpy(), counted.column(COUNT).to_numpy()))
        values = values[np.isfinite(values)]
        if not values.size:
            return None, None
        if self.rule == "iqr":
            first, third = np.quantile(values, [0.25, 0.75])
            return float(first - FENCE * (third - first)), float(third + FENCE * (third - first))
        middle = float(np.median(values))
        spread = float(np.median(np.abs(values - middle)))
        reach = MAD_LIMIT * spread / MAD_SCALE
        return (middle - reach, middle + reach) if spread else (None, None)
