"""Which rows are titles, headers, totals, notes, blanks — and which are the records. Each decision with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

import numpy as np

from labkit.core.table import Decision
from labkit.tables.blocks import page_heads
from labkit.tables.headers import header_rows
from labkit.tables.notes import note_rows, unfilled_rows
from labkit.tables.search import blank_rows, rows_like
from labkit.tables.sheet import ReadSpec, Sheet, filled
from labkit.tables.totals import total_rows

REPEATED = 0.8
LISTED = 20


@dataclass
class Layout:
    """Row numbers by meaning, 1-based, and the decisions that led there. ``unfilled`` rows, printed with nothing but their number, stand among the blank ones."""

    title: list[int] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    total: list[int] = field(default_factory=list)
    note: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    unfilled: list[int] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def find_layout(sheet: Sheet, spec: ReadSpec | None = None, *, place: str = "", ends: bool = True) -> Layout:
    """Decide the meaning of every row of ``sheet``; what ``spec`` states is taken as it is.

    ``ends`` says that the table ends with the sheet: notes and printed but empty lines stand only there. Every row stands in exactly one list. Raises LayoutRefused for a header row outside the sheet.
    """
    spec = spec or ReadSpec()
    layout = Layout(header=header_rows(sheet, spec, place))
    first = layout.header[0] if layout.header else _first_filled(sheet)
    start = layout.header[-1] + 1 if layout.header else first
    layout.title = list(range(1, first))
    layout.blank = blank_rows(sheet, start)
    layout.repeated = _repeated(sheet, layout, spec, start)
    rest = _without(range(start, sheet.height + 1), layout.blank, layout.repeated)
    if spec.note_rows is not None:
        layout.note = _stated(spec.note_rows, rest, sheet)
    else:
        layout.note = _notes(sheet, layout, rest, ends=ends)
    rest = _without(rest, layout.note)
    layout.total = _stated(spec.total_rows, rest, sheet) if spec.total_rows is not None else total_rows(sheet, rest)
    rest = _without(rest, layout.total)
    layout.unfilled = unfilled_rows(sheet, rest) if layout.header and ends else []
    layout.records = _records(layout, spec, rest)
    layout.decisions = _decisions(shifted(layout, sheet.first - 1), spec)
    layout.blank = sorted({*layout.blank, *layout.unfilled})
    return layout


def shifted(layout: Layout, by: int) -> Layout:
    """Return the layout with every row number raised ``by``: a block's rows as the whole sheet counts them."""
    if not by:
        return layout
    moved = {
        one.name: [number + by for number in getattr(layout, one.name)]
        for one in fields(layout)
        if one.name != "decisions"
    }
    return Layout(**moved, decisions=layout.decisions)


def _notes(sheet: Sheet, layout: Layout, rest: list[int], *, ends: bool) -> list[int]:
    heads = page_heads(sheet, [number for number in layout.repeated if number - 1 not in layout.repeated])
    names = max((filled(sheet.rows[number - 1]) for number in layout.header), default=0)
    closing = note_rows(sheet, _without(rest, heads), names=names) if ends else []
    return sorted({*heads, *closing} & set(rest))


def _records(layout: Layout, spec: ReadSpec, rest: list[int]) -> list[int]:
    asked = {"total": layout.total, "note": layout.note, "blank": [*layout.blank, *layout.unfilled]}
    kept = [number for kind in set(spec.keep) for number in asked[kind]]
    return sorted({*_without(rest, layout.unfilled), *kept}) if kept else _without(rest, layout.unfilled)


def _repeated(sheet: Sheet, layout: Layout, spec: ReadSpec, start: int) -> list[int]:
    if spec.repeated_header_rows is not None:
        return _stated(spec.repeated_header_rows, list(range(start, sheet.height + 1)), sheet)
    found = {n for row in layout.header for n in rows_like(sheet, sheet.rows[row - 1], start, share=REPEATED)}
    return sorted(found - set(layout.blank))


def _without(numbers: Iterable[int], *taken: list[int]) -> list[int]:
    """Return ``numbers`` but for those ``taken``, in order."""
    gone = np.asarray([number for some in taken for number in some], dtype=np.int64)
    listed = np.asarray(numbers, dtype=np.int64)
    left: list[int] = (listed[~np.isin(listed, gone)] if len(gone) else listed).tolist()
    return left


def _stated(numbers: list[int], rest: list[int], sheet: Sheet) -> list[int]:
    """Return the stated rows, which are counted as the whole sheet counts, that stand among ``rest``."""
    wanted = {number - sheet.first + 1 for number in numbers}
    return [number for number in rest if number in wanted]


def _first_filled(sheet: Sheet) -> int:
    return next((number for number, row in enumerate(sheet.rows, 1) if filled(row)), 1)


def _decisions(layout: Layout, spec: ReadSpec) -> list[Decision]:
    """Say each decision with its reason."""
    told = "由 layout 指定"
    found = [
        ("header_rows", layout.header, told if spec.header_rows is not None else _why_header(layout)),
        ("title_rows", layout.title, "標題列之上的列"),
        ("repeated_header_rows", layout.repeated, "與欄名列相同"),
        (
            "total_rows",
            layout.total,
            told if spec.total_rows is not None else "列首為合計、總計、小計，或數值等於所屬各列之和",
        ),
        ("note_rows", layout.note, told if spec.note_rows is not None else "表尾的說明文字或簽核欄，或各頁重複的表首"),
        ("blank_rows", layout.unfilled, "表尾只印了項次、其餘未填的列"),
    ]
    return [Decision(what, _listed(rows), why) for what, rows, why in found if rows or what == "header_rows"]


def _why_header(layout: Layout) -> str:
    if not layout.header:
        return "第一列看來已是資料（與下方各列同樣寫法），欄名以「欄N」代替"
    return "第一個填滿大部分欄位、且不像資料值的列" + ("；其下仍為欄名" if len(layout.header) > 1 else "")


def _listed(numbers: list[int]) -> str:
    return "、".join(map(str, numbers[:LISTED])) + ("…" if len(numbers) > LISTED else "") or "無"
