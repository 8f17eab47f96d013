"""Names that spreadsheets keep apart: distinct whatever the case and width of signs, never blank, 255 signs at most.

Limits: Excel compares pivot items and fields without case, and cuts their names at 255 signs (Excel specifications and
limits, Microsoft support, 2025).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from typing import Any

from labkit.core.document import is_number
from labkit.pivots.printing.key_text import BLANK
from labkit.tables.writers._writer import EXACT_INTEGER, NOT_XML

LONGEST = 255
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # ECMA-376 22.9.2.19: _x000A_ would be read as a sign


def distinct_names(names: Iterable[str], taken: Collection[str] = ()) -> list[str]:
    """Return names that stand side by side; later ones that would clash get a number.

    >>> distinct_names(["里", "里 ", "", "Code", "code"])
    ['里', '里#2', '欄位', 'Code', 'code#2']
    """
    seen = {_same(name) for name in taken}
    found = []
    for name in names:
        plain = re.sub(r"\s+", " ", _clean(name)).strip() or "欄位"
        found.append(_numbered(plain, seen))
    return found


def item_labels(values: Iterable[Any], missing: str) -> list[Any]:
    """Return what stands in the records for every distinct key, on one line; numbers stay numbers.

    ``missing`` stands for None.

    >>> item_labels([1, 2.5, None], "未填"), item_labels(["未填", "a", "A", "", None], "未填")
    ([1, 2.5, '未填'], ['未填', 'a', 'A#2', '（空白文字）', '未填#2'])
    """
    seen: set[str] = set()
    texts = [value if is_exact(value) else " ".join(_text(value, missing).splitlines()) for value in values]
    return [text if is_exact(text) else _numbered(text, seen) for text in texts]


def cell_of(value: Any) -> Any:
    """Return a measure's cell as it is written: numbers as numbers, other things as text that is not blank."""
    if is_number(value):
        return None if value != value else value  # noqa: PLR0124  (NaN is unequal to itself)
    return None if value is None else _text(value, "")


def item_text(item: Any) -> str:
    """Return an item as it is read: whole numbers without a decimal point.

    >>> item_text(10.0), item_text(2.5), item_text("010")
    ('10', '2.5', '010')
    """
    return str(int(item)) if isinstance(item, float) and item.is_integer() else str(item)


def shown_text(value: Any) -> str:
    """Return as text what no cell can hold as a number.

    >>> shown_text(10**15), shown_text(float("inf")), shown_text("…")
    ('1,000,000,000,000,000', 'inf', '…')
    """
    return f"{value:,}" if is_number(value) else str(value)


def is_exact(value: Any) -> bool:
    """Tell whether a cell can hold ``value`` as the number that it is: finite, and no whole number above 15 digits.

    >>> is_exact(0.1), is_exact(10**15), is_exact(float("inf")), is_exact("1")
    (True, False, False, False)
    """
    if not is_number(value):
        return False
    return abs(value) < EXACT_INTEGER if isinstance(value, int) else math.isfinite(value)


def _text(value: Any, missing: str) -> str:
    if value is None:
        return missing
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date | time):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    text = _clean(str(value))
    return text if text.strip() else BLANK


def _clean(text: str) -> str:
    return ESCAPED.sub("-", NOT_XML.sub("�", text))


def _numbered(name: str, seen: set[str]) -> str:
    number, found = 1, name[:LONGEST]
    while _same(found) in seen:
        number += 1
        mark = f"#{number}"
        found = name[: LONGEST - len(mark)] + mark
    seen.add(_same(found))
    return found


def _same(name: str) -> str:
    """Return what stays of a name where case, width and outer blanks do not count."""
    return unicodedata.normalize("NFKC", name).casefold().strip()
