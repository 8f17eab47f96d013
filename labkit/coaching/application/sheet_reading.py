"""A filled form read back: the whole application, or every fault at once with sheet and row. No content is quoted."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labkit.coaching.application.sheet_cells import FIRST_ROW, FormPage, form_pages
from labkit.coaching.application.sheet_values import Filled, days_of, nearest_label, parts_of
from labkit.coaching.application.spec import Application
from labkit.coaching.application.spec_parts import LONGEST, plain_text
from labkit.core.application_errors import FormRefused
from labkit.core.engines import ROW
from labkit.tables.read import read_all
from labkit.tables.sheet import ReadSpec

Cells = Mapping[int, list[str]]
AS_WRITTEN = ReadSpec(
    header_rows=[],
    total_rows=[],
    note_rows=[],
    repeated_header_rows=[],
    keep=["blank", "note", "total"],
    blocks="one",
    types="text",
)
NEXT = "請用「labkit application form」重新產生一份，把內容貼過去。"


def read_form(path: str | Path) -> Application:
    """Return the application that people filled into the form at ``path`` (xlsx or ods).

    Raises FormRefused with every fault: a sheet that is gone, a label that was changed, a choice that is none of the form's,
    a tick or a date that cannot be read, a text too long; and what ``read_all`` raises for a file that is no workbook.
    """
    path = Path(path)
    tables = read_all(path, layout=AS_WRITTEN)
    filled = Filled()
    values: dict[str, Any] = {}
    for page in form_pages(Application()):
        if page.name not in tables:
            filled.faults.append(f"沒有工作表「{page.name}」。{NEXT}")
            continue
        cells = {int(row.pop(ROW)): [_text(one) for one in row.values()] for row in tables[page.name].arrow.to_pylist()}
        values[page.id] = _table(cells, page, filled) if page.is_table else _labels(cells, page, filled)
    if filled.faults:
        raise FormRefused(
            place=path.name, count=len(filled.faults), what="\n".join(f"．{one}" for one in filled.faults)
        )
    return _application(values)


def _application(values: dict[str, Any]) -> Application:
    team = values["team"]
    contact = {name: team.pop(name) for name in ("name", "phone", "title", "email")}
    return Application.model_validate(
        {
            "team": {**team, "contact": contact, "members": values["members"]},
            "readiness": values["readiness"],
            "proposal": {**values["proposal"], "datasets": values["datasets"], "busy": values["busy"]},
            "papers": values["papers"],
        }
    )


def _text(value: object) -> str:
    return "" if value is None else str(plain_text(str(value)))


def _same(left: str, right: str) -> bool:
    """Tell whether two labels read alike: blanks and full-width forms do not count."""
    return _bare(left) == _bare(right)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _place(page: FormPage, row: int) -> str:
    return f"工作表「{page.name}」第 {row} 列"


def _labels(cells: Cells, page: FormPage, filled: Filled) -> dict[str, Any]:
    """Read a page of labels; rows may have been moved, but every label must be there once."""
    known = {_bare(one.label): one for one in page.fields}
    texts, places = dict[str, str](), dict[str, str]()
    for row in sorted(number for number in cells if number >= FIRST_ROW):
        label, value = (*cells[row], "", "")[:2]
        one = known.get(_bare(label))
        if one is None:
            if label or value:
                near = nearest_label(label, page.fields)
                filled.faults.append(f"{_place(page, row)}的題目不是申請表的題目，{near}請改回來。")
        elif one.id in texts:
            filled.faults.append(f"{_place(page, row)}的題目出現兩次，請只留一列。")
        else:
            texts[one.id], places[one.id] = value, f"{_place(page, row)}「{one.label.replace(chr(10), '')}」"
            _refuse_long(value, places[one.id], filled)
    for one in page.fields:
        if one.id not in texts:
            filled.faults.append(f"工作表「{page.name}」少了「{one.label.replace(chr(10), '')}」這一列。{NEXT}")
    return parts_of(texts, page, filled.faults, {**dict.fromkeys((one.id for one in page.fields), page.name), **places})


def _table(cells: Cells, page: FormPage, filled: Filled) -> list[dict[str, Any]]:
    """Read a table: its columns by their names, its rows until the sheet ends; an empty row is passed over."""
    head = cells.get(FIRST_ROW - 1, [])
    at = {one.id: next((i for i, name in enumerate(head) if _same(name, one.label)), -1) for one in page.fields}
    lacking = [one.label for one in page.fields if at[one.id] < 0]
    if lacking:
        names = "、".join(lacking)
        filled.faults.append(f"{_place(page, FIRST_ROW - 1)}少了欄名「{names}」，請改回來。")
        return []
    found, labels = [], {one.id: one.label for one in page.fields}
    for row in sorted(number for number in cells if number >= FIRST_ROW):
        line = cells[row]
        texts = {name: line[column] if column < len(line) else "" for name, column in at.items()}
        stray = [text for column, text in enumerate(line) if text and column not in at.values()]
        if stray:
            filled.faults.append(f"{_place(page, row)}：表格右邊多了內容，請移到對應的欄位或刪去。")
        if any(texts.values()):
            for name, text in texts.items():
                _refuse_long(text, f"{_place(page, row)}「{labels[name]}」", filled)
            found.append(days_of(texts, _place(page, row), labels, filled.faults))
    return found


def _refuse_long(text: str, place: str, filled: Filled) -> None:
    if len(text) > LONGEST:
        filled.faults.append(f"{place}：超過 {LONGEST:,} 字，請縮短。")
