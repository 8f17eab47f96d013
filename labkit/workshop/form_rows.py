"""What a board's form asks, and its lists as rows of text, as people paste them from a spreadsheet: columns by tab or 「|」, names by 「、」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from labkit.core.spec import SpecPart

SEPARATOR = re.compile(r"\s*[\t|｜]\s*")
BETWEEN, COMMA = " | ", "、"


@dataclass(frozen=True)
class Asked:
    """A field of a board's form: its key (dotted for a part), its words, and the names of its columns where it is a list of rows."""

    key: str
    label: str
    columns: tuple[str, ...] = ()
    many: bool = False
    choices: tuple[str, ...] = ()


HEAD = (
    Asked("scene", "場景", choices=("服務對象", "內部角色")),
    Asked("title", "標題"),
    Asked("group", "組別"),
    Asked("date", "日期（西元，例如 2025-11-14）"),
)
NEED_COLUMNS = ("需要的資料", "資料表", "欄位（以、分開）")


def text_of_rows(rows: Iterable[Sequence[str]]) -> str:
    r"""Return rows as text, a line each, without empty ends.

    >>> text_of_rows([("取號數", "叫號.csv", ""), ("排班", "", "")])
    '取號數 | 叫號.csv\n排班'
    """
    return "\n".join(BETWEEN.join(row).rstrip(" |") for row in rows)


def rows_of_text(text: str, columns: int) -> list[list[str]]:
    r"""Return the lines of ``text`` in ``columns`` columns; what stands beyond them stays in the last.

    >>> rows_of_text("取號數\t叫號.csv\n\n排班", 3)
    [['取號數', '叫號.csv', ''], ['排班', '', '']]
    """
    lines = [SEPARATOR.split(line.strip(), maxsplit=columns - 1) for line in text.splitlines() if line.strip()]
    return [[*line, *[""] * (columns - len(line))] for line in lines]


def names_of_text(text: str) -> list[str]:
    """Return the names in a cell.

    >>> names_of_text("取號時間、 叫號時間")
    ['取號時間', '叫號時間']
    """
    return [one.strip() for one in text.split(COMMA) if one.strip()]


def form_text(value: Any) -> str:
    """Return a value as a form's field holds it: a list of texts by lines, a list of parts by rows."""
    if isinstance(value, tuple):
        return text_of_rows([_cells(one) if isinstance(one, SpecPart) else (one,) for one in value])
    return "" if value is None else str(value)


def _cells(part: SpecPart) -> list[str]:
    values = [getattr(part, name) for name in type(part).model_fields]
    return [COMMA.join(one) if isinstance(one, tuple) else form_text(one) for one in values]


def form_value(asked: Asked, text: str) -> Any:
    """Return what a form's field stands for in the board's file."""
    if asked.many:
        return [line.strip() for line in text.splitlines() if line.strip()]
    if not asked.columns:
        return text.strip() or None
    return [asked_row(asked, row) for row in rows_of_text(text, len(asked.columns))]


def asked_row(asked: Asked, row: Sequence[str]) -> dict[str, Any]:
    """Return a row as the part that it stands for: data needed, or a next step."""
    if asked.columns == NEED_COLUMNS:
        return need_row(row)
    return dict(zip(("what", "owner", "due"), (one or None for one in row), strict=True))


def need_row(row: Sequence[str]) -> dict[str, Any]:
    """Return a need from its three cells."""
    return {"need": row[0], "table": row[1], "columns": names_of_text(row[2])}
