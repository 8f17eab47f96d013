"""How people read a key: the one place that says so for the printed table, its headings and its charts."""

from __future__ import annotations

from typing import Any

BLANK = "（空白文字）"


def key_text(value: Any) -> str:
    """Return a key's value as people read it: truth as 是 and 否, whole numbers without a point, text that is never blank.

    >>> key_text(True), key_text(113.0), key_text(2.5), key_text("010"), key_text(" ")
    ('是', '113', '2.5', '010', '（空白文字）')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text if text.strip() else BLANK
