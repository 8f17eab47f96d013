"""Queues: when people come, how long they wait, and how many counters a promise needs."""

from __future__ import annotations

from labkit.analysis.kind import AnalysisKind, Example
from labkit.analysis.queueing.count import measure
from labkit.analysis.queueing.notes import warnings
from labkit.analysis.queueing.shown import chart, finding, views
from labkit.analysis.queueing.spec import QueueSpec

DAY = ["2024-01-08"] * 4 + ["2024-01-09"] * 4 + ["2024-01-15"] * 3
TICKETS = ["09:05", "09:10", "09:40", "10:15", "09:20", "10:30", "10:45", "18:20", "09:15", "", "10:50"]
CALLED = ["09:07", "09:25", None, "10:20", "09:50", "10:25", "10:55", "18:30", "09:31", "09:40", "10:58"]
DONE = ["09:20", "09:41", None, "10:33", "10:05", "10:40", "16:55", "18:40", "09:44", "09:50", "11:12"]

QUEUE = AnalysisKind(
    label="臨櫃等候",
    label_en="Queues",
    spec=QueueSpec,
    reads=lambda spec: spec.columns,
    measure=measure,
    views=views,
    chart=chart,
    finding=finding,
    warnings=warnings,
    examples=(
        Example(
            {"日期": DAY, "取號": TICKETS, "叫號": CALLED, "完成": DONE, "櫃檯": ["1", "2"] * 5 + [None]},
            {
                "date": "日期", "ticket": "取號", "called": "叫號", "done": "完成", "counter": "櫃檯",
                "category": "櫃檯", "hours": "09:00-12:00",
            },
        ),
        Example(
            {"日期": ["113/1/8", "113/1/9", "113/1/10", None], "時": ["09", "10", "09", "11"], "分": [3, None, 12, 5]},
            {
                "date": "日期", "ticket": "時", "waiting": "分", "service": "分", "counters": 1,
                "days": ["週一", "週二", "週三"], "closures": "休館日",
            },
            {"休館日": {"日期": ["113/1/10"]}},
        ),
    ),
)  # fmt: skip
