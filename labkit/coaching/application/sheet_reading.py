"""A filled form read back: the whole application, or every fault at once with sheet and row. No content is quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.coaching.application.sheet_cells import FormPage, form_pages
from labkit.coaching.application.sheet_intro import HOW_SHEET
from labkit.coaching.application.sheet_places import (
    bare,
    columns_of_labels,
    columns_of_table,
    place_of,
    serial_column,
    sheet_of,
)
from labkit.coaching.application.sheet_values import Filled, days_of, nearest_label, parts_of
from labkit.coaching.application.spec import Application
from labkit.coaching.application.spec_parts import LONGEST, plain_text
from labkit.core.application_errors import FormRefused, FormUnknown
from labkit.tables.as_written import cells_by_row, read_as_written, unread_cells

Cells = Mapping[int, list[str]]
NEXT = "請用「labkit application form」重新產生一份，把內容貼過去。"


@dataclass(frozen=True)
class FilledForm:
    """What was read of a filled form, and the sheets that are none of the form's: they were not read."""

    application: Application
    unread: tuple[str, ...] = ()


def read_form(path: str | Path) -> Application:
    """Return the application that people filled into the form at ``path``; see ``open_form``."""
    return open_form(path).application


def open_form(path: str | Path) -> FilledForm:
    """Return what people filled into the form at ``path`` (xlsx or ods); rows may have been moved, sheets and rows added.

    Raises FormUnknown for a workbook with none of the form's sheets; FormRefused with every fault: a sheet that is gone, a label that was changed, a choice that is none of the form's,
    a tick or a date that cannot be read, a text too long, a formula without a result, content beside the cells to fill; and
    what ``read_all`` raises for a file that is no workbook.
    """
    path = Path(path)
    tables = read_as_written(path)
    pages = form_pages(Application())
    filled = Filled()
    values: dict[str, Any] = {}
    names = {page.id: sheet_of(page.name, list(tables), [one.name for one in pages]) for page in pages}
    if not any(name or near for name, near in names.values()):
        raise FormUnknown(place=path.name)
    for page in pages:
        name, near = names[page.id]
        if not name:
            filled.faults.append(f"沒有工作表「{page.name}」。{near or NEXT}")
            continue
        if lost := unread_cells(tables[name]):
            filled.faults.append(f"工作表「{name}」有 {lost} 格是錯誤值或沒有結果的公式，讀不到內容，請改打文字。")
        cells = {row: [_text(one) for one in cells] for row, cells in cells_by_row(tables[name]).items()}
        values[page.id] = _table(cells, page, filled) if page.is_table else _labels(cells, page, filled)
    if filled.faults:
        raise FormRefused(
            place=path.name, count=len(filled.faults), what="\n".join(f"．{one}" for one in filled.faults)
        )
    read = {name for name, _ in names.values()} | {HOW_SHEET}
    return FilledForm(_application(values), tuple(name for name in tables if name not in read))


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


def _labels(cells: Cells, page: FormPage, filled: Filled) -> dict[str, Any]:
    """Read a page of labels; rows may have been moved, but every label must be there once."""
    known = {bare(one.label): one for one in page.fields}
    texts, places = dict[str, str](), dict[str, str]()
    head, at_label, at_value = columns_of_labels(cells)
    for row in sorted(number for number in cells if number > head):
        label, value = ("".join(cells[row][at : at + 1]) for at in (at_label, at_value))
        one = known.get(bare(label))
        where = place_of(page, row)
        if one is None:
            if any(cells[row]):
                filled.faults.append(f"{where}的題目不是申請表的題目，{nearest_label(label, page.fields)}請改回來。")
            continue
        if one.id in texts:
            filled.faults.append(f"{where}的題目出現兩次，請只留一列。")
            continue
        texts[one.id], places[one.id] = value, f"{where}「{one.label.replace(chr(10), '')}」"
        _refuse_long(value, places[one.id], filled)
        if {bare(text) for text in cells[row]} - {"", bare(label), bare(value), bare(one.hint)}:
            filled.faults.append(f"{places[one.id]}：填寫欄旁邊多了內容，請移到填寫欄或刪去。")
    for one in page.fields:
        if one.id not in texts:
            filled.faults.append(f"工作表「{page.name}」少了「{one.label.replace(chr(10), '')}」這一列。{NEXT}")
    return parts_of(texts, page, filled.faults, {**dict.fromkeys((one.id for one in page.fields), page.name), **places})


def _table(cells: Cells, page: FormPage, filled: Filled) -> list[dict[str, Any]]:
    """Read a table: its columns by their names, its rows until the sheet ends; an empty row is passed over."""
    head, at = columns_of_table(cells, page)
    lacking = [one.label for one in page.fields if at[one.id] < 0]
    if lacking:
        names = "、".join(lacking)
        filled.faults.append(f"{place_of(page, head)}少了欄名「{names}」，請改回來。")
        return []
    number = serial_column(cells[head], at)
    found, labels = [], {one.id: one.label for one in page.fields}
    for row in sorted(number for number in cells if number > head):
        line, where = cells[row], place_of(page, row)
        texts = {name: line[column] if column < len(line) else "" for name, column in at.items()}
        if any(text for column, text in enumerate(line) if column not in (*at.values(), number)):
            filled.faults.append(f"{where}：表格的欄位以外多了內容，請移到對應的欄位或刪去。")
        if any(texts.values()):
            for name, text in texts.items():
                _refuse_long(text, f"{where}「{labels[name]}」", filled)
            found.append(days_of(texts, where, labels, filled.faults))
    return found


def _refuse_long(text: str, place: str, filled: Filled) -> None:
    if len(text) > LONGEST:
        filled.faults.append(f"{place}：超過 {LONGEST:,} 字，請縮短。")
