"""The appendix: what every mark stands for, its definition, its working and its hashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from labkit.core.document import Block, Text
from labkit.poc.metric import KINDS
from labkit.poc.report.grids import grid, labelled
from labkit.poc.report.printed import Printed
from labkit.version import __version__

SHOWN = 16


def appendix(numbers: Mapping[str, Printed], record: str) -> Iterator[Block]:
    """Yield a part for each metric, and what reproduces them all; ``record`` is the file that holds the full hashes."""
    yield Text("附錄：數字從哪裡來", "heading")
    yield Text(
        f"每個數字旁的〔M1〕是指標編號。完整的規格與雜湊在 {record}；以 labkit poc verify {record} 可全部重算一次。"
    )
    for one in numbers.values():
        yield from _metric(one)
    yield Text(f"計算程式：labkit {__version__}", "note")


def _metric(one: Printed) -> Iterator[Block]:
    metric, result = one.result.metric, one.result
    facts = [
        ("編號與代號", f"{one.mark} {metric.id}"),
        ("種類", KINDS[kind].label if (kind := str(getattr(metric, "kind", ""))) in KINDS else "–"),
        ("回答的問題", metric.question or "未說明"),
        ("負責", metric.owner or "未說明"),
        ("算式", metric.formula or "未說明"),
        ("對象", metric.population or "未說明"),
        ("誰的時間", metric.whose or "不是時間"),
        ("數字", one.headline),
        *((name, one.linked(name)) for name in one.forms if name in result.equivalents),
        ("規格雜湊", metric.sha256[:SHOWN]),
        ("結果雜湊", result.sha256[:SHOWN]),
    ]
    yield labelled(["項目", "內容"], facts, f"{one.mark} {result.name}")
    lines = [(line.what, line.number, line.unit, line.source) for line in result.lines]
    yield grid(["項目", "數值", "單位", "依據"], lines, (46, 22, 22, 28), f"{one.mark} 計算過程")
