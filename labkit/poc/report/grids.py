"""The grids of a report: metrics side by side, each number with its mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from labkit.core.document import Grid
from labkit.core.messages import say
from labkit.poc.evidence import rung_name
from labkit.poc.report.printed import ESTIMATED, REPRODUCED, Printed
from labkit.poc.result import official_labels

SIDE_BY_SIDE = 3
LABEL_WIDTH, PAGE = 20.0, 118.0


def grid(columns: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float], caption: str = "") -> Grid:
    """Return a grid with the widths given, in half-width signs."""
    return replace(Grid.of(columns, rows, caption=caption), widths=tuple(widths))


def labelled(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> Grid:
    """Return a grid whose first column holds labels; the other columns share the rest of the width."""
    others = len(columns) - 1
    plain = grid(columns, rows, (LABEL_WIDTH, *((PAGE - LABEL_WIDTH) / others for _ in range(others))), caption)
    return replace(plain, rows=tuple((replace(row[0], label=True), *row[1:]) for row in plain.rows))


def side_by_side(
    metrics: Sequence[Printed], rows: Mapping[str, Mapping[str, str]], head: str, caption: str
) -> Iterator[Grid]:
    """Yield grids of three metrics each: a column for every metric, a row for every label of ``rows``."""
    for at in range(0, len(metrics), SIDE_BY_SIDE):
        some = metrics[at : at + SIDE_BY_SIDE]
        columns = [head, *(f"{one.mark} {one.result.name}" for one in some)]
        lines = [[label, *(texts.get(one.mark, "–") for one in some)] for label, texts in rows.items()]
        yield labelled(columns, lines, caption)


def overview(metrics: Sequence[Printed], caption: str = "指標") -> Iterator[Grid]:
    """Yield the six official labels of every metric with its value, interval, rung of evidence and status."""
    rows: dict[str, dict[str, str]] = {}
    for one in metrics:
        result = one.result
        told = [
            *official_labels(result.metric, result.found),
            ("結果", one.headline),
            ("區間", one.interval),
            ("證據階梯", rung_name(result.measure.design)),
            ("狀態", result.metric.status),
        ]
        for label, text in told:
            rows.setdefault(label, {})[one.mark] = text
    yield from side_by_side(metrics, rows, "項目", caption)


def standing(metrics: Sequence[Printed]) -> Iterator[Grid]:
    """Yield how each claim stands: claimed, reproduced, estimated, verified, limits (as the metric's own result says it)."""
    rows: dict[str, dict[str, str]] = {}
    for one in metrics:
        for label, text in one.result.standing:
            mark = one.mark if label in {REPRODUCED, ESTIMATED} else ""
            rows.setdefault(label, {})[one.mark] = f"{text}{mark}"
    yield from side_by_side(metrics, rows, "這個說法", "每個說法站得住嗎")


def change_grid(change: Mapping[str, Sequence[str]]) -> Grid | None:
    """Return the theory of change, one stage a row; None where nothing is told."""
    rows = [(stage, "\n".join(texts)) for stage, texts in change.items() if texts]
    return labelled(["階段", "內容"], rows, "改變理論") if rows else None


def counted(metrics: Sequence[Printed]) -> Grid:
    """Return on how many records each metric rests, and how many were left out for which reason."""
    rows = []
    for one in metrics:
        result = one.result
        out = "；".join(f"{say(f'left_out.{why}')} {count:,}" for why, count in result.left_out.items()) or "無"
        origin = "只用填寫的數字" if result.typed_inputs_only else one.linked("n")
        rows.append((f"{one.mark} {result.name}", origin, out))
    return grid(["指標", "使用筆數（n）", "未計入的筆數與原因"], rows, (44, 30, 44), "用了多少資料")
