"""Status of every area: counts, rates, change, demand against capacity, on official codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from labkit.analysis.area import told
from labkit.analysis.area.measure import measure
from labkit.analysis.area.spec import AreasSpec
from labkit.analysis.kind import AnalysisKind, Example


def _reads(spec: Any) -> Sequence[str]:
    return tuple(spec.reads)


Columns = dict[str, list[Any]]
VILLAGES: Columns = {"代碼": ["63000070001", "63000070002", "63000070003"], "里": ["福星里", "萬壽里", "西門里"]}
ELDERLY: Columns = {"代碼": ["63000070001", "63000070002", "63000070003"], "六十五歲以上": [900, 1200, 700]}
PLACES: Columns = {"代碼": ["63000070001", "63000070002", "63000070003"], "可服務人數": [2, 4, 1]}
CASES: Columns = {
    "身分證號": ["甲", "乙", "丙", "丙", "丁", None],
    "里": ["福星里", "福星里", "萬壽里", "萬壽里", "不存在里", "福星里"],
    "系統數": [1, 2, 1, 1, 3, 2],
}

AREAS = AnalysisKind(
    label="各里狀態",
    label_en="Status of areas",
    spec=AreasSpec,
    reads=_reads,
    measure=measure,
    views=told.views,
    chart=told.chart,
    finding=told.finding,
    warnings=told.warnings,
    examples=(
        Example({"縣市": ["台北市", "臺北市", "連江縣", None]}, {"area": "縣市", "level": "county"}),
        Example(
            CASES,
            {
                "area": "里",
                "codes": {"table": "村里", "name": "里"},
                "within": "萬華區",
                "person": "身分證號",
                "status": "系統數",
                "population": {"table": "人口", "area": "代碼", "value": "六十五歲以上", "year": 113},
                "capacity": {"table": "量能", "area": "代碼", "value": "可服務人數"},
                "as_of": "2024-12-31",
            },
            {"村里": VILLAGES, "人口": ELDERLY, "量能": PLACES},
        ),
    ),
)
