"""A pivot on paper: the printed table, its condition, its reconciliation, and what its signs mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.core.document import Cell, Document, Grid, Text, is_number, shown
from labkit.core.messages import say
from labkit.pivots.aggregations import AGGREGATIONS
from labkit.pivots.printing.printed import Head
from labkit.pivots.printing.shown import base_of

if TYPE_CHECKING:
    from labkit.pivots.result import PivotResult

FEW = 3
NON_ADDITIVE = "＊不可加總：這個數字由原始各列重新計算，不等於各格相加。"
HIDDEN_LEGEND = "；「D」表示為保護個人資料而不陳示的數值"


def document_of(result: PivotResult) -> Document:
    """Return the pivot as a document."""
    legend = "0 表示沒有這種紀錄；「–」表示無資料；「…」表示有紀錄但數值未填"
    legend += f"{HIDDEN_LEGEND if result.hidden else ''}。"
    told = [finding.sentence for finding in result.findings]
    notes = [Text(one, "note") for one in (legend, *told, *_notes(result))]
    return Document(result.name or "樞紐分析", (Text(result.summary), _grid(result), *notes))


def _grid(result: PivotResult) -> Grid:
    tables = result.tables
    frame, heads = tables.printed(titles=True), tables.printed_heads()
    keys = len(tables.row_names)
    body = [
        [
            *(str(cell) for cell in line[:keys]),
            *(text_of(cell, result, head) for cell, head in zip(line[keys:], heads, strict=True)),
        ]
        for line in frame.itertuples(index=False, name=None)
    ]
    plain = Grid.of([str(name) for name in frame.columns], body, caption=result.measure_label)
    rows = [
        tuple(Cell(cell.text, label=at < keys, number=at >= keys) for at, cell in enumerate(row))
        for row in plain.rows[1:]
    ]
    return Grid((plain.rows[0], *rows), plain.widths, caption=plain.caption)


def text_of(value: Any, result: PivotResult, head: Head) -> str:
    """Return a number as it is printed: shares in percent to one place, others to two places."""
    percent = head[2].is_percent or (
        head[2].how == "normal" and AGGREGATIONS[result.spec.measures[head[1]].how].percent
    )
    if is_number(value):
        return f"{value * 100:.1f}%" if percent else shown(round(value, 2))
    return shown(value)


def _notes(result: PivotResult) -> list[str]:
    spec = result.spec
    notes = [f"條件：{spec.where.sentence}"] if spec.where else []
    notes += [f"未納入：{say(f'left_out.{why}')} {count:,} 列" for why, count in result.left_out.items()]
    notes += [f"「{one.label}」：{one.test.sentence}的比率，分母為可判斷的紀錄" for one in spec.measures if one.test]
    notes += [
        f"「{one.label}」＝{one.column or '件數'}合計 ÷ {one.below or '件數'}合計（先加總再相除，只用兩者都有填的紀錄）"
        for one in spec.measures
        if one.how == "ratio"
    ]
    names = [key.name for key in result.keys]
    notes += [
        how.words(names[base_of(result.cross, how)] if names else "總計") for how in spec.shown if how.how != "normal"
    ]
    if any(not one.additive for one in spec.measures):
        notes.append(NON_ADDITIVE)
    if (small := _small_cells(result)) and not result.hidden:
        notes.append(f"注意：有 {small} 格只由 1 至 {FEW - 1} 列得出，可能認得出個人；對外公開前請合併或遮蔽。")
    if result.source:
        notes.append(f"資料來源：{result.source}")
    return notes


def _small_cells(result: PivotResult) -> int:
    """Count the cells and subtotals that rest on one or two records: they may point at a person."""
    return sum(
        0 < n < FEW for level in result.levels if level.depth != (0, 0) for counts in level.counts for n in counts
    )
