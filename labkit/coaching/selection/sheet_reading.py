"""Filled sheets read back: every score with its place, or every fault at once. Nothing is guessed, no score is quoted."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from labkit.coaching.selection.sheet_layout import (
    AWAY,
    FIRST_ROW,
    HEADER_ROW,
    LABELS,
    REVIEWER_ROW,
    SHEET,
    SIGNATURE,
    TITLE_ROW,
    ScoreSheet,
    labels_of,
    place_of,
)
from labkit.core.engines import ROW
from labkit.core.errors import LabkitError
from labkit.core.files import sha256
from labkit.core.selection_errors import ScoresRefused
from labkit.tables.read import read_all
from labkit.tables.sheet import ReadSpec

AS_WRITTEN = ReadSpec(
    header_rows=[],
    total_rows=[],
    note_rows=[],
    repeated_header_rows=[],
    keep=["blank", "note", "total"],
    blocks="one",
    types="text",
)
DIGITS = 15
Grid = Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class FilledSheet:
    """One file that was read: whose it is, its hash, the scores by application, and the places that they came from."""

    path: Path
    sha256: str
    reviewer: str
    scores: Mapping[str, tuple[Fraction, ...]]
    remarks: Mapping[str, str]

    @property
    def file(self) -> str:
        """Return the file's name."""
        return self.path.name


def read_sheets(
    paths: Sequence[Path], sheets: Mapping[str, ScoreSheet]
) -> tuple[list[FilledSheet], dict[tuple[str, str], tuple[Fraction, ...]]]:
    """Read every filled sheet; return them with the scores by reviewer and application.

    ``sheets`` are the round's sheets as they were made, by reviewer. A reviewer whose xlsx and ods hold the same scores counts once.

    Raises ScoresRefused with every fault (file, row, column): unknown or missing applications, scores that are missing, no number,
    off the scale or where 迴避 stands, changed labels, an unknown reviewer, two sheets of one reviewer that differ, a sheet that
    has not come in.
    """
    found, faults = list[FilledSheet](), list[str]()
    for path in paths:
        one, wrong = _read_one(path, sheets)
        faults += [f"{path.name}：{fault}" for fault in wrong]
        found += [one] if one else []
    faults += _differences(found)
    absent = [one for one in sheets if one not in {filled.reviewer for filled in found}]
    if absent and not faults:
        faults.append(f"還沒有收到 {'、'.join(absent)} 的評分表；不能替委員推測分數。")
    if faults:
        raise ScoresRefused(count=len(faults), what="\n".join(faults))
    order = list(sheets)
    found.sort(key=lambda filled: (order.index(filled.reviewer), filled.path))
    scores = {(one.reviewer, application): told for one in found for application, told in one.scores.items()}
    return found, scores


def _read_one(path: Path, sheets: Mapping[str, ScoreSheet]) -> tuple[FilledSheet | None, list[str]]:
    try:
        tables = read_all(path, layout=AS_WRITTEN)
    except LabkitError as error:
        return None, [str(error)]
    table = tables.get(SHEET)
    if table is None:
        return None, [f"沒有工作表「{SHEET}」，不是這裡產生的評分表。"]
    rows = table.arrow.to_pylist()
    grid: Grid = {int(row.pop(ROW)): [_plain(cell) for cell in row.values()] for row in rows}
    reviewer = _cell(grid, REVIEWER_ROW, 2)
    if reviewer not in sheets:
        return None, [f"{place_of(REVIEWER_ROW, 2)}的委員代號不在 reviewers 清單裡，請核對是不是別的選案的評分表。"]
    sheet = sheets[reviewer]
    faults = _changed_labels(grid, sheet)
    if faults:
        return None, faults
    scores, remarks, faults = _body(grid, sheet)
    return (None if faults else FilledSheet(path, sha256(path), reviewer, scores, remarks)), faults


def _plain(value: object) -> str:
    return "" if value is None else unicodedata.normalize("NFC", str(value)).strip()


def _cell(grid: Grid, row: int, column: int) -> str:
    cells = grid.get(row, ())
    return cells[column - 1] if column <= len(cells) else ""


def _changed_labels(grid: Grid, sheet: ScoreSheet) -> list[str]:
    """Return what stands otherwise than it was printed: title, reviewer, header."""
    if _cell(grid, TITLE_ROW, 1) != sheet.title:
        return [f"{place_of(TITLE_ROW, 1)}的標題應為「{sheet.title}」：這是別的年度或別的輪次的評分表，或標題被改過。"]
    faults = []
    if _cell(grid, REVIEWER_ROW, 3) != sheet.reviewer.shown:
        faults.append(f"{place_of(REVIEWER_ROW, 3)}的姓名與 {sheet.reviewer.id} 不符，請核對是誰的評分表。")
    for column, wanted in enumerate(sheet.header, 1):
        if _cell(grid, HEADER_ROW, column) != wanted:
            faults.append(
                f"{place_of(HEADER_ROW, column)}的欄名應為「{wanted}」；欄名或權重改過，請改回來，或重新產生評分表請委員填寫。"
            )
    return faults


def _body(grid: Grid, sheet: ScoreSheet) -> tuple[dict[str, tuple[Fraction, ...]], dict[str, str], list[str]]:
    known = {one.id: one for one in sheet.applications}
    scores, remarks = dict[str, tuple[Fraction, ...]](), dict[str, str]()
    faults, seen = list[str](), list[str]()
    for row in sorted(number for number in grid if number >= FIRST_ROW):
        name = _cell(grid, row, 1)
        if name == SIGNATURE or not any(grid[row]):
            continue
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
            remarks |= {name: remark} if (remark := _cell(grid, row, sheet.remark_column)) else {}
    faults += [f"少了 {one} 這一列。" for one in known if one not in seen]
    return scores, remarks, faults


def _changed_row(grid: Grid, row: int, labels: tuple[str, ...]) -> list[str]:
    return [
        f"{place_of(row, at)}的{name}與申請案清單不符，請改回「{wanted}」。"
        for at, (name, wanted) in enumerate(zip(LABELS, labels, strict=True), 1)
        if _cell(grid, row, at) != unicodedata.normalize("NFC", wanted).strip()
    ]


def _row(grid: Grid, row: int, sheet: ScoreSheet, name: str) -> tuple[tuple[Fraction, ...], list[str]]:
    """Read a row's scores; what stands in the row of an application that was withdrawn counts nowhere."""
    if name in sheet.withdrawn:
        return (), []
    return _away_row(grid, row, sheet) if name in sheet.away else _scored_row(grid, row, sheet)


def _away_row(grid: Grid, row: int, sheet: ScoreSheet) -> tuple[tuple[Fraction, ...], list[str]]:
    wrong = [at for at in sheet.criteria_columns if _cell(grid, row, at) != AWAY]
    return (), [f"{place_of(row, at)}：{sheet.reviewer.id} 應迴避，這一格應保留「{AWAY}」、不可填分" for at in wrong]


def _scored_row(grid: Grid, row: int, sheet: ScoreSheet) -> tuple[tuple[Fraction, ...], list[str]]:
    told, faults = list[Fraction](), list[str]()
    for at in sheet.criteria_columns:
        score, why = _score(_cell(grid, row, at), sheet.scale.refuse)
        told.append(score)
        if why:
            faults.append(f"{place_of(row, at)} {sheet.header[at - 1]}：{why}")
    return tuple(told), faults


def _score(text: str, refuse: Callable[[Fraction], str]) -> tuple[Fraction, str]:
    """Return a cell's score, and what is wrong with it, if anything; full-width digits count as digits."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return Fraction(0), "未填分數"
    if plain == AWAY:
        return Fraction(0), f"寫了「{AWAY}」，但 conflicts 裡沒有登錄；請先登錄迴避理由並重新產生評分表"
    digits = plain.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS):
        return Fraction(0), "不是數字"
    score = Fraction(plain)
    return score, refuse(score)


def _differences(found: Sequence[FilledSheet]) -> list[str]:
    """Return the places at which two sheets of one reviewer differ."""
    faults = []
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            if other.reviewer == one.reviewer and dict(other.scores) != dict(one.scores):
                where = [name for name in one.scores if one.scores[name] != other.scores.get(name)]
                faults.append(
                    f"{one.file} 與 {other.file}：都是 {one.reviewer} 的評分表，但 {'、'.join(where)} 的分數不同；"
                    "請向委員確認，只留一份。"
                )
    return faults
