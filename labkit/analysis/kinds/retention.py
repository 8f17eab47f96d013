"""Retention: who goes on, of whom, for how long, with those who joined late counted for as long as they could be watched."""

from __future__ import annotations

from labkit.analysis.kind import AnalysisKind, Example
from labkit.analysis.persistence.count import measure
from labkit.analysis.persistence.notes import warnings
from labkit.analysis.persistence.shown import chart, finding, views
from labkit.analysis.persistence.spec import RetentionSpec

WEEKS = ("2024-01-01", "2024-01-08", "2024-01-15", "2024-01-22", "2024-01-29")
PERSONS = ["A"] * 5 + ["B"] * 2 + ["C"] * 3 + ["D", None, "E"]
DAYS = [*WEEKS, *WEEKS[:2], *WEEKS[2:], WEEKS[0], WEEKS[1], "?"]

RETENTION = AnalysisKind(
    label="持續參與",
    label_en="Retention",
    spec=RetentionSpec,
    reads=lambda spec: spec.columns,
    measure=measure,
    views=views,
    chart=chart,
    finding=finding,
    warnings=warnings,
    examples=(
        Example(
            {"帳號": PERSONS, "日期": DAYS},
            {
                "person": "帳號", "date": "日期", "weeks": 2, "gap": 1,
                "regular": {"at_least": 2, "of": 3}, "registered": {"table": "帳號表", "joined": "加入日"},
            },
            {"帳號表": {"帳號": ["A", "B", "C", "D", "F", "F", "G"], "加入日": [*["2024-01-01"] * 6, None]}},
        ),
        Example(
            {"帳號": PERSONS, "日期": DAYS, "步數": [*range(0, 12_000, 1_000), None], "上傳": ["2024-02-01"] * 13},
            {
                "person": "帳號", "date": "日期", "amount": "步數", "minimum": 1000, "uploaded": "上傳",
                "weeks": 3, "gap": 1, "cohort": "week", "cut_off": "2024-02-29",
            },
        ),
    ),
)  # fmt: skip
