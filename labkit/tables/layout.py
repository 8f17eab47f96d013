"""Which rows are titles, headers, totals, notes, blanks — and which are the records. Each decision with its reason."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass, field

from labkit.core.errors import LayoutRefused
from labkit.core.table import Decision
from labkit.tables.sheet import ReadSpec, Sheet, filled, value_like
from labkit.tables.totals import total_rows

LOOK = 40
MOST_HEADER_ROWS = 4
HEADER_FILL = 0.6
VALUES_IN_A_COLUMN = 0.8
NOTE_WORDS = re.compile(
    r"^[（(【]?(附?註|備註|說明|資料來源|資料提供|資料截|填表|製表|編製|審核|單位|更新|※|\*|＊|本表|本資料)|[：:]"
)
HAN = re.compile(r"[㐀-鿿]")


@dataclass
class Layout:
    """Row numbers by meaning, 1-based, and the decisions that led there."""

    title: list[int] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    total: list[int] = field(default_factory=list)
    note: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def find_layout(sheet: Sheet, spec: ReadSpec | None = None, *, place: str = "") -> Layout:
    """Decide the meaning of every row of ``sheet``; what ``spec`` states is taken as it is.

    Every row stands in exactly one list. Raises LayoutRefused for a header row outside the sheet.
    """
    spec = spec or ReadSpec()
    layout = Layout(header=_header(sheet, spec, place))
    first = layout.header[0] if layout.header else _first_filled(sheet)
    body_from = layout.header[-1] + 1 if layout.header else first
    layout.title = list(range(1, first))
    rows = {number: sheet.rows[number - 1] for number in range(body_from, len(sheet.rows) + 1)}
    layout.blank = [number for number, row in rows.items() if not filled(row)]
    names = [[cell.strip() for cell in sheet.rows[number - 1]] for number in layout.header]
    layout.repeated = [number for number, row in rows.items() if [cell.strip() for cell in row] in names]
    rest = [number for number in rows if number not in {*layout.blank, *layout.repeated}]
    layout.note = _stated(spec.note_rows, rest) if spec.note_rows is not None else _notes(sheet, rest)
    rest = [number for number in rest if number not in set(layout.note)]
    layout.total = _stated(spec.total_rows, rest) if spec.total_rows is not None else total_rows(sheet, rest)
    kept = {"total": layout.total, "note": layout.note, "blank": layout.blank}
    dropped = {number for kind, numbers in kept.items() if kind not in spec.keep for number in numbers}
    layout.records = [number for number in rows if number not in dropped and number not in set(layout.repeated)]
    layout.decisions = _decisions(layout, spec)
    return layout


def _stated(numbers: list[int], rest: list[int]) -> list[int]:
    return [number for number in rest if number in set(numbers)]


def _first_filled(sheet: Sheet) -> int:
    return next((number for number, row in enumerate(sheet.rows, 1) if filled(row)), 1)


def _header(sheet: Sheet, spec: ReadSpec, place: str) -> list[int]:
    if spec.header_rows is not None:
        if any(not 1 <= number <= len(sheet.rows) for number in spec.header_rows):
            raise LayoutRefused(place=place, what="header_rows", limit=len(sheet.rows))
        stated = sorted(spec.header_rows)
        if stated and stated != list(range(stated[0], stated[-1] + 1)):
            raise LayoutRefused(place=place, what="header_rows（各列應相連）", limit=len(sheet.rows))
        return stated
    used = _used_columns(sheet)
    first = _first_header(sheet, used)
    return [] if first is None else list(range(first, first + _header_height(sheet, first, used)))


def _used_columns(sheet: Sheet) -> list[int]:
    """Return the columns that any of the first rows, or of the last, fills."""
    looked = sheet.rows[:LOOK] + sheet.rows[-LOOK:]
    return [c for c in range(sheet.width) if any(c < len(row) and row[c].strip() for row in looked)]


def _first_header(sheet: Sheet, used: list[int]) -> int | None:
    spread = _spread_across(sheet)
    needed = max(1 if len(used) == 1 else 2, HEADER_FILL * len(used))
    for number, row in enumerate(spread[:LOOK], 1):
        count = sum(1 for c in used if c < len(row) and row[c].strip())
        if count >= needed:
            return number if _names_columns(sheet, number, row, used) else None
    return next(
        (n for n, row in enumerate(spread[:LOOK], 1) if filled(row) > 1 and not any(map(value_like, row))), None
    )


def _spread_across(sheet: Sheet) -> list[list[str]]:
    """Return the first rows with horizontal merges written into each of their cells."""
    rows = [list(row) for row in sheet.rows[: LOOK * 2]]
    for top, left, bottom, right in sheet.merges:
        for r in range(top, min(bottom + 1, len(rows))):
            rows[r].extend([""] * (right + 1 - len(rows[r])))
            for c in range(left, right + 1):
                rows[r][c] = rows[r][c] or (rows[top][left] if top in {bottom, r} else "")
    return [_no_title(row) for row in rows]


def _no_title(row: list[str]) -> list[str]:
    """Empty all but one cell of a row that one merged title fills."""
    texts = {cell for cell in row if cell.strip()}
    return [cell if c == 0 else "" for c, cell in enumerate(row)] if len(texts) == 1 else row


def _names_columns(sheet: Sheet, number: int, row: list[str], used: list[int]) -> bool:
    """Tell a header from a first record: names are distinct, and no column of values starts with a value."""
    cells = [row[c].strip() for c in used if c < len(row) and row[c].strip()]
    body = [r for r in sheet.rows[number : number + LOOK * 5] if filled(r)]
    values = [c for c in used if _value_share(body, c) >= VALUES_IN_A_COLUMN]
    clash = [c for c in values if c < len(row) and row[c].strip() and value_like(row[c])]
    if values and len(clash) > len(values) / 3:
        return False
    long = sum(1 for cell in cells if len(cell) > LOOK)
    return not (long > len(cells) / 3 and body) and sum(map(value_like, cells)) < max(1, len(cells) / 2)


def _value_share(body: list[list[str]], column: int) -> float:
    cells = [row[column] for row in body if column < len(row) and row[column].strip()]
    return sum(map(value_like, cells)) / len(cells) if cells else 0.0


def _header_height(sheet: Sheet, first: int, used: list[int]) -> int:
    merged = [bottom - top for top, _, bottom, _ in sheet.merges if top == first - 1 and bottom > top]
    height = 1 + max([depth for depth in merged if depth < MOST_HEADER_ROWS], default=0)  # deeper merges are body
    if _is_group_row(sheet, first) and first + height <= len(sheet.rows) and height == 1:
        height = 2
    body = [row for row in sheet.rows[first + height : first + height + LOOK * 5] if filled(row)]
    values = [c for c in used if _value_share(body, c) >= VALUES_IN_A_COLUMN]
    while (
        first + height <= len(sheet.rows)
        and height < MOST_HEADER_ROWS
        and _may_go_on(sheet, first, height, used)
        and len(body) > 1
        and len(values) > 0
    ):
        row = sheet.rows[first + height - 1]
        cells = [row[c] for c in values if c < len(row) and row[c].strip()]
        if (
            len(cells) < HEADER_FILL * len(values)
            or any(map(value_like, cells))
            or filled(row) < HEADER_FILL * len(used)
        ):
            break
        height += 1
    return height


def _may_go_on(sheet: Sheet, first: int, height: int, used: list[int]) -> bool:
    """Tell whether a further header row is to be expected: merges, names left open or repeated, or another language."""
    rows = [
        [sheet.rows[number - 1][c].strip() if c < len(sheet.rows[number - 1]) else "" for c in used]
        for number in (first, first + height)
    ]
    names, below = rows
    if len(set(names)) < len(names) or any(top <= first - 1 <= bottom for top, _, bottom, _ in sheet.merges):
        return True
    return any(map(HAN.search, names)) != any(map(HAN.search, below))


def _is_group_row(sheet: Sheet, first: int) -> bool:
    """Tell whether the row holds names over groups of columns: merged across, while the next row names each."""
    return any(top == bottom == first - 1 and right > left for top, left, bottom, right in sheet.merges)


def _notes(sheet: Sheet, rest: list[int]) -> list[int]:
    """Return the rows at the end that speak about the table: one cell of text where records fill several."""
    fills = [filled(sheet.rows[number - 1]) for number in rest[: LOOK * 25]]
    if not fills or statistics.median(fills) < 2:  # noqa: PLR2004
        return []
    found: list[int] = []
    for number in reversed(rest):
        cells = [cell.strip() for cell in sheet.rows[number - 1] if cell.strip()]
        if not _is_note(cells, usual=statistics.median(fills)):
            break
        found.append(number)
    return sorted(found)


def _is_note(cells: list[str], *, usual: float) -> bool:
    text = "".join(cells)
    if not HAN.search(text) or len(cells) > max(1, usual / 2) or any(value_like(cell) for cell in cells):
        return False
    return len(cells) == 1 or bool(NOTE_WORDS.search(cells[0]))


def _decisions(layout: Layout, spec: ReadSpec) -> list[Decision]:
    """Say each decision with its reason."""
    told = "由 layout 指定"
    said = [
        Decision("header_rows", _listed(layout.header), told if spec.header_rows is not None else _why_header(layout))
    ]
    if layout.title:
        said.append(Decision("title_rows", _listed(layout.title), "標題列之上的列"))
    if layout.total:
        why = told if spec.total_rows is not None else "列首為合計、總計、小計，或數值等於所屬各列之和"
        said.append(Decision("total_rows", _listed(layout.total), why))
    if layout.note:
        why = told if spec.note_rows is not None else "表尾只填一格的說明文字"
        said.append(Decision("note_rows", _listed(layout.note), why))
    return said


def _why_header(layout: Layout) -> str:
    if not layout.header:
        return "第一列看來已是資料（數值欄的第一格就是數值），欄名以「欄N」代替"
    return "第一個填滿大部分欄位、且不像資料值的列" + ("；其下仍為欄名" if len(layout.header) > 1 else "")


def _listed(numbers: list[int]) -> str:
    return "、".join(map(str, numbers[:20])) + ("…" if len(numbers) > 20 else "") or "無"  # noqa: PLR2004
