"""The one door in: a file becomes Tables, with every decision noted and able to be overridden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from labkit.core.errors import FileEmpty, FileExists, FileMissing, FormatUnknown, LayoutRefused
from labkit.core.files import files_below, sha256
from labkit.core.finding import Finding
from labkit.core.spec import checked
from labkit.core.table import Decision, Source, Table
from labkit.core.yaml import YamlText
from labkit.tables.blocks import blocks
from labkit.tables.columns import column_names, fill_down, without_empty_end
from labkit.tables.formats._reader import READERS, Reader
from labkit.tables.large import is_large, read_large
from labkit.tables.layout import Layout, find_layout, shifted
from labkit.tables.notices import notice
from labkit.tables.sheet import ReadSpec, Sheet
from labkit.tables.suffixes import can_read
from labkit.tables.types import typed


def read(
    path: str | Path,
    *,
    sheet: str | None = None,
    layout: ReadSpec | dict[str, Any] | None = None,
    work: str | Path | None = None,
) -> Table:
    """Read one table; ``sheet=None`` takes the first sheet that holds records and lists the others as a finding.

    Empty cells are missing. A column becomes numbers only if every cell is written as a number would be (``5``, ``-1.5``);
    ``05``, ``1,200`` and dates stay text until a recipe says otherwise.

    A delimited file over 300 MB is read block by block into Parquet under ``work`` (None: a temporary folder).

    Raises FileMissing, FileEmpty, FormatUnknown, NotATable, WorkbookLocked, FileBroken or LayoutRefused.

    >>> from labkit.core.resources import resource
    >>> read(resource("datasets", "land_office", "raw", "陳情案件.csv")).source.encoding
    'utf-8-sig'
    """
    path, spec = Path(path), _spec(layout)
    wanted = sheet or spec.sheet
    if is_large(path) and wanted is None:
        return read_large(path, spec, Path(work) if work else None)
    sheets = _sheets(path, spec.model_copy(update={"sheet": wanted}))
    if wanted is not None:
        chosen = next((one for one in sheets if one.name == wanted), None)
        if chosen is None:
            raise LayoutRefused(
                place=path.name, what=f"沒有工作表「{wanted}」", name=wanted, known=[s.name or "" for s in sheets]
            )
        return _table(chosen, path, spec)
    fitting = [one for one in sheets if _holds_header(one, spec)] or sheets
    for one in sorted(fitting, key=lambda each: each.hidden):
        table = _table(one, path, spec)
        if len(table) or spec.columns:
            others = [each.name or "" for each in sheets if each is not one]
            found = (Finding("other_sheets", place=path.name, count=len(others), facts={"names": "、".join(others)}),)
            return replace(table, findings=table.findings + found) if others else table
    raise FileEmpty(place=path.name)


def read_all(path: str | Path, *, layout: ReadSpec | dict[str, Any] | None = None) -> dict[str, Table]:
    """Read every sheet that holds records, by its name; a CSV's only table is named by the file's stem."""
    path, spec = Path(path), _spec(layout)
    if is_large(path):
        return {path.stem: read_large(path, spec)}
    tables = {one.name or path.stem: _table(one, path, _for(one, spec)) for one in _sheets(path, spec)}
    held = {name: table for name, table in tables.items() if len(table)}
    if not held:
        raise FileEmpty(place=path.name)
    if empty := [name for name in tables if name not in held]:
        first = next(iter(held))
        said = Finding("empty_sheets", place=path.name, count=len(empty), facts={"names": "、".join(empty)})
        held[first] = replace(held[first], findings=(*held[first].findings, said))
    return held


def _holds_header(sheet: Sheet, spec: ReadSpec) -> bool:
    """Tell whether the stated header rows, if any, stand on the sheet."""
    last = sheet.first + sheet.height
    return all(sheet.first <= number < last for number in spec.header_rows or [])


def _for(sheet: Sheet, spec: ReadSpec) -> ReadSpec:
    """Return ``spec`` for one of several sheets: a header that stands elsewhere says nothing about this one."""
    return spec if _holds_header(sheet, spec) else spec.model_copy(update={"header_rows": None})


def format_label(path: Path) -> str:
    """Return what people call the file's format."""
    return _reader(path).label


def _reader(path: Path) -> Reader:
    if not can_read(path):
        known = "、".join(f".{name}" for name in READERS)
        raise FormatUnknown(place=path.name, suffix=path.suffix or "（無副檔名）", names=known)
    return READERS[path.suffix.lower().lstrip(".")]


def _spec(layout: ReadSpec | dict[str, Any] | None) -> ReadSpec:
    if isinstance(layout, ReadSpec):
        return layout
    return checked(ReadSpec, layout or {}, YamlText(layout, place="layout"))


def _sheets(path: Path, spec: ReadSpec) -> list[Sheet]:
    if not path.is_file():
        raise FileMissing(place=path.name)
    reader = _reader(path)
    if not path.stat().st_size:
        raise FileEmpty(place=path.name)
    sheets = reader.sheets(path, spec)
    found = sheets if spec.blocks == "one" else [block for sheet in sheets for block in blocks(sheet)]
    return _named_apart(found)


def _named_apart(sheets: list[Sheet]) -> list[Sheet]:
    """Return the sheets with names of which no two are equal: 資料#2 may be a block's name and a sheet's own."""
    taken: set[str] = set()
    result = []
    for sheet in sheets:
        name, number = sheet.name, 1
        while name in taken:
            number += 1
            name = f"{sheet.name}#{number}"
        taken.add(name or "")
        result.append(sheet if name == sheet.name else replace(sheet, name=name))
    return result


def _table(sheet: Sheet, path: Path, spec: ReadSpec) -> Table:
    sheet = sheet.as_high_as(spec.height or 0)
    layout = find_layout(sheet, spec, place=path.name)
    sheet, filled = fill_down(sheet, layout)
    sheet, empty = without_empty_end(sheet, layout)
    names = list(spec.columns) or column_names(sheet, layout)
    data = typed(sheet, layout, names, spec, place=path.name)
    if empty:
        sheet.decisions.append(Decision("empty_columns", str(empty), "最右邊沒有任何內容的欄，未列入"))
    findings = notice(sheet, layout, spec, names, label=sheet.name or path.name)
    if filled:
        findings.append(Finding("filled_down", place=sheet.name or "", count=filled))
    return Table.from_arrow(data, source=_source(sheet, layout, path), findings=tuple(findings))


def _source(sheet: Sheet, layout: Layout, path: Path) -> Source:
    whole = shifted(layout, sheet.first - 1)
    return Source(
        file=path.name,
        sheet=sheet.name,
        sha256=sha256(path),
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        title_rows=whole.title,
        header_rows=whole.header,
        total_rows=whole.total,
        note_rows=whole.note,
        blank_rows=whole.blank,
        repeated_header_rows=whole.repeated,
        decisions=sheet.decisions + whole.decisions,
    )


def code_tables(folder: Path) -> dict[str, Table]:
    """Return every table below ``folder`` by the file's name without suffix, all cells as texts; raises as ``read`` does.

    Two files of one name are refused (FileExists): a look-up could take either.
    """
    found: dict[str, Table] = {}
    for path in (path for path in files_below(folder) if can_read(path)):
        if path.stem in found:
            raise FileExists(place=path.name)
        found[path.stem] = read(path, layout={"types": "text"})
    return found
