"""Where a filled form stands after people worked on it: its sheets by their names, its heads by what is printed in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from labkit.coaching.application.sheet_cells import FIRST_ROW, HEAD, FormPage
from labkit.core.near import near_miss

Cells = Mapping[int, list[str]]
SEARCHED = 30
SERIAL = {"編號", "序號", "項次", "No.", "NO."}


def bare(text: str) -> str:
    """Return how a label reads: blanks and full-width forms do not count.

    >>> bare("二＿現況 ")
    '二_現況'
    """
    return "".join(unicodedata.normalize("NFKC", text).split())


def sheet_of(name: str, sheets: Sequence[str], pages: Sequence[str]) -> tuple[str, str]:
    """Return the sheet that is the page ``name``; where none is, an empty name and a sentence on which is meant.

    >>> sheet_of("二_現況", ["二＿現況 ", "工作表1"], ["二_現況"])
    ('二＿現況 ', '')
    >>> sheet_of("二_現況", ["二_現況 (2)"], ["二_現況"])
    ('', '是不是「二_現況 (2)」？請把工作表改回原來的名稱。')
    """
    alike = [name] if name in sheets else [one for one in sheets if bare(one) == bare(name)]
    if len(alike) == 1:
        return alike[0], ""
    others = [one for one in sheets if bare(one) not in {bare(page) for page in pages}]
    near = near_miss(name, others) if any(bare(name) in bare(one) for one in others) else ""
    return "", f"{near}請把工作表改回原來的名稱。" if near else ""


def columns_of_labels(cells: Cells) -> tuple[int, int, int]:
    """Return the row of the head 項目 | 請填這一欄 and where both columns stand; as the form was made, where it is gone."""
    for row, line in _first(cells):
        told = [bare(text) for text in line]
        if HEAD[0] in told and HEAD[1] in told:
            return row, told.index(HEAD[0]), told.index(HEAD[1])
    return FIRST_ROW - 1, 0, 1


def columns_of_table(cells: Cells, page: FormPage) -> tuple[int, dict[str, int]]:
    """Return the row that holds most of the column names, and where each stands; -1 where one is gone."""
    best = FIRST_ROW - 1, dict.fromkeys((one.id for one in page.fields), -1)
    for row, line in _first(cells):
        told = [bare(text) for text in line]
        at = {one.id: told.index(bare(one.label)) if bare(one.label) in told else -1 for one in page.fields}
        if sum(place >= 0 for place in at.values()) > sum(place >= 0 for place in best[1].values()):
            best = row, at
    return best


def serial_column(head: Sequence[str], at: Mapping[str, int]) -> int:
    """Return the column in which people numbered their rows: it says nothing that the rows' order does not; -1 where none is.

    >>> serial_column(["編號", "單位"], {"unit": 1}), serial_column(["備註", "單位"], {"unit": 1})
    (0, -1)
    """
    return next((i for i, name in enumerate(head) if bare(name) in SERIAL and i not in at.values()), -1)


def place_of(page: FormPage, row: int) -> str:
    """Return a row as people find it."""
    return f"工作表「{page.name}」第 {row} 列"


def _first(cells: Cells) -> list[tuple[int, list[str]]]:
    return [(row, cells[row]) for row in sorted(cells) if row <= SEARCHED]
