"""A text that a team may paste into an AI assistant: what a table is, and made-up rows; checked against the table first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import pandas as pd

from labkit.core.engines import ROW
from labkit.core.table import Table
from labkit.privacy.made_up import prompt_words as words
from labkit.privacy.made_up.described import described
from labkit.privacy.made_up.ranges import rounded
from labkit.privacy.made_up.real import real_columns
from labkit.privacy.preview import made_up_rows
from labkit.privacy.scan import scan as scanned
from labkit.privacy.scan_result import ScanResult
from labkit.privacy.withheld.check_prompt import check_prompt, refuse
from labkit.privacy.withheld.names import shown_names
from labkit.privacy.withheld.search import Search
from labkit.privacy.withheld.values import withheld
from labkit.tables.kinds import as_text

ASKED = "問題"
SIZES = ("不到十", "數十", "數百", "數千", "數萬", "數十萬", "數百萬", "數千萬", "數億")


def safe_prompt(
    table: Table | pd.DataFrame, *, question: str = "", rows: int = 5, k: int = 5, scan: ScanResult | None = None
) -> str:
    """Return a zh-TW text for an AI assistant: columns, categories of at least ``k`` rows, rough ranges, made-up rows, question.

    The text and the question are checked against the table as ``check_prompt`` does. ``scan`` carries roles that a team decided.
    Raises PromptRefused, with the place 問題 where the question itself tells something.

    >>> "以下為虛構資料" in safe_prompt(pd.DataFrame({"姓名": ["王小明"] * 9, "分鐘": range(9)}), question="如何算平均？")
    True
    """
    data = Table.of(table)
    found = scan or scanned(data)
    search = Search(withheld(data, k, found))
    refuse(question, search, data.columns, ASKED)
    text = _composed(data, found, search, (rows, 0, k), question.strip())
    check_prompt(text, data, k, scan=found)
    return text


def _composed(data: Table, found: ScanResult, search: Search, how: tuple[int, int, int], question: str) -> str:
    shown = shown_names(data.columns, search)
    columns = real_columns(data, found, how[2])
    lines = [described(one, shown[one.name], search) for one in columns]
    guarded = [shown[one.name] for one in columns if one.role != "safe"]
    parts = [
        words.TITLE,
        words.INTRO,
        _size(len(data), len(columns), how[2], search),
        words.FIELDS,
        grid(words.HEADS, lines),
        words.LEGEND,
        words.ROWS,
        words.ROWS_NOTE,
        _rows(made_up_rows(data, found, search, how), search),
        words.WISHES,
        "\n".join(words.WISH),
        words.LIMITS,
        words.NEVER
        + (f"尤其是這些欄位的內容：{'、'.join(f'「{_cell(name)}」' for name in guarded)}。" if guarded else ""),
        words.QUESTION,
        question or words.NO_QUESTION,
    ]
    return "\n\n".join(parts) + "\n"


def _size(rows: int, columns: int, k: int, search: Search) -> str:
    """Return about how many rows there are; in words where the number itself would tell something."""
    about = f"約 {rounded(rows):,.0f} 列"
    if rows < max(k, 10) or not search.is_free(about):
        about = SIZES[min(int(math.log10(rows)) if rows else 0, len(SIZES) - 1)] + "列"
    told = f"這張表{about}、{columns} 欄。"
    return told if search.is_free(told) else f"這張表{about}。"


def _rows(made: Table, search: Search) -> str:
    """Return made-up rows as Markdown, without any whose neighbours together would look like something real."""
    data = made.arrow.drop_columns([ROW])
    lines = [[_text(value) for value in row.values()] for row in data.to_pylist()]
    kept = [line for line in lines if search.is_free(_line(line))]
    return grid(data.column_names, kept) if kept else words.NO_ROWS


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table.

    >>> grid(["里"], [["甲"]]).splitlines()
    ['| 里 |', '| --- |', '| 甲 |']
    """
    return "\n".join([_line(heads), _line(["---"] * len(heads)), *map(_line, rows)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _text(value: object) -> str:
    return "" if value is None else str(value).upper() if isinstance(value, bool) else as_text(value)
