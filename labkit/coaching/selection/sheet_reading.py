"""Filled sheets read back: every score with its place, or every fault at once. Nothing is guessed, no score is quoted."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from labkit.coaching.selection.sheet_cells import Grid, cell_at, changed_labels, scores_of
from labkit.coaching.selection.sheet_layout import REVIEWER_ROW, SHEET, TITLE_ROW, ScoreSheet, place_of
from labkit.core.engines import ROW
from labkit.core.errors import LabkitError
from labkit.core.files import sha256
from labkit.core.selection_errors import ScoresRefused
from labkit.core.table import Table
from labkit.tables.as_written import AS_WRITTEN
from labkit.tables.read import read_all


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
        faults += [fault if path.name in fault else f"{_shown(path, paths)}：{fault}" for fault in wrong]
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
    titles = {_plain(one.title) for one in sheets.values()}
    grids = {name: _grid(table) for name, table in tables.items()}
    forms = [grid for name, grid in grids.items() if name == SHEET or cell_at(grid, TITLE_ROW, 1) in titles]
    if not forms:
        return None, [f"沒有工作表「{SHEET}」，不是這裡產生的評分表，或標題被改過。"]
    if len(forms) > 1:
        return None, [f"有 {len(forms)} 張工作表都是評分表，請向委員確認，只留一張。"]
    grid = forms[0]
    reviewer = cell_at(grid, REVIEWER_ROW, 2)
    if reviewer not in sheets:
        return None, [f"{place_of(REVIEWER_ROW, 2)}的委員代號不在 reviewers 清單裡，請核對是不是別的選案的評分表。"]
    sheet = sheets[reviewer]
    faults = changed_labels(grid, sheet)
    if faults:
        return None, faults
    scores, remarks, faults = scores_of(grid, sheet)
    return (None if faults else FilledSheet(path, sha256(path), reviewer, scores, remarks)), faults


def _grid(table: Table) -> Grid:
    rows = table.arrow.to_pylist()
    return {int(row.pop(ROW)): [_plain(cell) for cell in row.values()] for row in rows}


def _shown(path: Path, paths: Sequence[Path]) -> str:
    """Return a file's name, with its folder where another file has the same name."""
    return path.name if [one.name for one in paths].count(path.name) == 1 else f"{path.parent.name}/{path.name}"


def _plain(value: object) -> str:
    return "" if value is None else unicodedata.normalize("NFC", str(value)).strip()


def _differences(found: Sequence[FilledSheet]) -> list[str]:
    """Return the places at which two sheets of one reviewer differ."""
    faults, paths = [], [one.path for one in found]
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            if other.reviewer == one.reviewer and dict(other.scores) != dict(one.scores):
                where = [name for name in one.scores if one.scores[name] != other.scores.get(name)]
                faults.append(
                    f"{_shown(one.path, paths)} 與 {_shown(other.path, paths)}：都是 {one.reviewer} 的評分表，但 {'、'.join(where)} 的分數不同；"
                    "請向委員確認，只留一份。"
                )
    return faults
