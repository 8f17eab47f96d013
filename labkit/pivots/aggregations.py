"""The aggregations of a pivot: what people call them, whether their totals are sums, how Excel and pandas say them.

Excel's eleven are named in ECMA-376 part 1, 18.18.17 (ST_DataConsolidateFunction); distinct counts, medians, percentiles,
shares and missing rates are added. Percentiles interpolate linearly, as Excel's PERCENTILE.INC; sd and var are of a sample.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Aggregation:
    """One way to aggregate. ``numeric`` wants numbers, ``counts`` is 0 where there are no records."""

    label: str
    additive: bool = False
    numeric: bool = False
    counts: bool = False
    percent: bool = False
    excel: str = ""
    pandas: str = ""


AGGREGATIONS: dict[str, Aggregation] = {
    "count": Aggregation("件數", additive=True, counts=True, excel="計數", pandas="'count'"),
    "sum": Aggregation("合計", additive=True, numeric=True, excel="加總", pandas="lambda s: s.sum(min_count=1)"),
    "mean": Aggregation("平均", numeric=True, excel="平均值", pandas="'mean'"),
    "min": Aggregation("最小", excel="最小", pandas="'min'"),
    "max": Aggregation("最大", excel="最大", pandas="'max'"),
    "product": Aggregation("乘積", numeric=True, excel="乘積", pandas="lambda s: s.prod(min_count=1)"),
    "sd": Aggregation("標準差", numeric=True, excel="標準差", pandas="'std'"),
    "var": Aggregation("變異數", numeric=True, excel="變異值", pandas="'var'"),
    "distinct": Aggregation("不重複數", counts=True, excel="相異計數", pandas="'nunique'"),
    "median": Aggregation("中位數", numeric=True, pandas="'median'"),
    "p90": Aggregation("第90百分位", numeric=True, pandas="lambda s: s.quantile(0.9)"),
    "p95": Aggregation("第95百分位", numeric=True, pandas="lambda s: s.quantile(0.95)"),
    "share": Aggregation("占比", additive=True, percent=True),
    "missing_rate": Aggregation("未填率", percent=True, pandas="lambda s: s.isna().mean()"),
    "records": Aggregation("件數", additive=True, counts=True, excel="計數", pandas="'size'"),
    "ratio": Aggregation("比率"),
    "rate": Aggregation("達成率", percent=True),
}
NAMES = {one.label: name for name, one in reversed(AGGREGATIONS.items())}  # 件數 of a column counts its filled cells
QUANTILES = {"median": 0.5, "p90": 0.9, "p95": 0.95}
ORDERED = {"min", "max"}  # numbers and dates
