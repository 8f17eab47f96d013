"""The cells of a filled sheet, checked against the sheet as it was made: labels, rows, scores; every fault with row and column."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from labkit.coaching.selection.sheet_layout import (
    AWAY,
    FIRST_ROW,
    HEADER_ROW,
    LABELS,
    REVIEWER_ROW,
    SIGNATURE,
    TITLE_ROW,
    ScoreSheet,
    labels_of,
    place_of,
)

DIGITS = 15
FULL_WIDTH = {0xFF01 + at: 0x21 + at for at in range(94)}
Grid = Mapping[int, Sequence[str]]
"""Row number, from 1 -> the row's cells as texts."""


def cell_at(grid: Grid, row: int, column: int) -> str:
    """Return one cell, empty where the sheet ends before it."""
    cells = grid.get(row, ())
    return cells[column - 1] if column <= len(cells) else ""


def changed_labels(grid: Grid, sheet: ScoreSheet) -> list[str]:
    """Return what stands otherwise than it was printed: title, reviewer, header."""
    if cell_at(grid, TITLE_ROW, 1) != _as_read(sheet.title):
        return [f"{place_of(TITLE_ROW, 1)}的標題應為「{sheet.title}」：這是別的年度或別的輪次的評分表，或標題被改過。"]
    faults = []
    if cell_at(grid, REVIEWER_ROW, 3) != _as_read(sheet.reviewer.shown):
        faults.append(f"{place_of(REVIEWER_ROW, 3)}的姓名與 {sheet.reviewer.id} 不符，請核對是誰的評分表。")
    for column, wanted in enumerate(sheet.header, 1):
        if cell_at(grid, HEADER_ROW, column) != _as_read(wanted):
            faults.append(
                f"{place_of(HEADER_ROW, column)}的欄名應為「{wanted}」；欄名或權重改過，請改回來，或重新產生評分表請委員填寫。"
            )
    return faults


def scores_of(grid: Grid, sheet: ScoreSheet) -> tuple[dict[str, tuple[Fraction, ...]], dict[str, str], list[str]]:
    """Return the scores by application, the remarks, and every fault."""
    if _is_blank(grid, sheet):
        return {}, {}, ["整份都還沒有填分數；如果已填在另一個檔，請把這一份移走。"]
    known = {one.id: one for one in sheet.applications}
    scores, remarks = dict[str, tuple[Fraction, ...]](), dict[str, str]()
    faults, seen = list[str](), list[str]()
    for row in sorted(number for number in grid if number >= FIRST_ROW):
        name = cell_at(grid, row, 1)
        if name.startswith(SIGNATURE) or not any(grid[row]):
            continue
        faults += [
            f"{place_of(row, at)}的文字在表格外，不會讀入；請移到意見欄，或刪去。" for at in _outside(grid[row], sheet)
        ]
        if name not in known:
            faults.append(f"{place_of(row, 1)}的編號不在申請案清單裡；請不要增加列或更改編號。")
        elif name in seen:
            faults.append(f"{place_of(row, 1)}：{name} 出現兩次。")
        else:
            seen.append(name)
            wrong = _changed_row(grid, row, labels_of(known[name]))
            told, missed = _row(grid, row, sheet, name)
            faults += [*wrong, *(f"{fault}（{name}）。" for fault in missed)]
            scores |= {name: told} if told else {}
            remarks |= {name: remark} if (remark := cell_at(grid, row, sheet.remark_column)) else {}
    faults += [f"少了 {one} 這一列。" for one in known if one not in seen]
    return scores, remarks, faults


def _is_blank(grid: Grid, sheet: ScoreSheet) -> bool:
    """Tell whether no score at all stands where one is due."""
    due = [
        row for row in grid if row >= FIRST_ROW and cell_at(grid, row, 1) and not sheet.closed(cell_at(grid, row, 1))
    ]
    return not any(cell_at(grid, row, at) for row in due for at in sheet.criteria_columns)


def _outside(cells: Sequence[str], sheet: ScoreSheet) -> list[int]:
    return [at for at, text in enumerate(cells, 1) if text and at > sheet.remark_column]


def _as_read(text: str) -> str:
    """Return a printed label as a cell gives it back: composed, and without blanks at its ends."""
    return unicodedata.normalize("NFC", text).strip()


def _changed_row(grid: Grid, row: int, labels: tuple[str, ...]) -> list[str]:
    return [
        f"{place_of(row, at)}的{name}與申請案清單不符，請改回「{wanted}」。"
        for at, (name, wanted) in enumerate(zip(LABELS, labels, strict=True), 1)
        if cell_at(grid, row, at) != _as_read(wanted)
    ]


def _row(grid: Grid, row: int, sheet: ScoreSheet, name: str) -> tuple[tuple[Fraction, ...], list[str]]:
    """Read a row's scores; what stands in the row of an application that was withdrawn counts nowhere."""
    if name in sheet.withdrawn:
        return (), []
    return _away_row(grid, row, sheet) if name in sheet.away else _scored_row(grid, row, sheet)


def _away_row(grid: Grid, row: int, sheet: ScoreSheet) -> tuple[tuple[Fraction, ...], list[str]]:
    wrong = [at for at in sheet.criteria_columns if cell_at(grid, row, at) != AWAY]
    told = [f"{place_of(row, at)}：{sheet.reviewer.id} 應迴避，不可填分，這一格請寫「{AWAY}」" for at in wrong]
    if cell_at(grid, row, sheet.remark_column):
        told.append(f"{place_of(row, sheet.remark_column)}：{sheet.reviewer.id} 應迴避，意見欄請留空")
    return (), told


def _scored_row(grid: Grid, row: int, sheet: ScoreSheet) -> tuple[tuple[Fraction, ...], list[str]]:
    told, faults = list[Fraction](), list[str]()
    for at in sheet.criteria_columns:
        score, why = _score(cell_at(grid, row, at), sheet.scale.refuse)
        told.append(score)
        if why:
            faults.append(f"{place_of(row, at)} {sheet.header[at - 1]}：{why}")
    return tuple(told), faults


def _score(text: str, refuse: Callable[[Fraction], str]) -> tuple[Fraction, str]:
    """Return a cell's score, and what is wrong with it, if anything; full-width digits count as digits."""
    plain = text.translate(FULL_WIDTH).strip()
    if not plain:
        return Fraction(0), "未填分數"
    if plain == AWAY:
        return Fraction(0), f"寫了「{AWAY}」，但 conflicts 裡沒有登錄；請先登錄迴避理由並重新產生評分表"
    digits = plain.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS):
        return Fraction(0), "不是數字"
    score = Fraction(plain)
    return score, refuse(score)
