"""How large the text of a page may be; a text that is too long is refused by its row, never cut."""

from __future__ import annotations

from labkit.core.errors import SpecInvalid
from labkit.documents.one_page.page import OnePage
from labkit.documents.one_page.typeset import pages

SIZES = (15.0, 14.0, 13.0, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)


def fitting(page: OnePage) -> float:
    """Return the largest size, 15 to 9 points, at which everything stands on one page.

    Raises SpecInvalid, naming the longest row and how many signs it has too many.
    """
    if pages(page, SIZES[-1]) > 1:
        raise SpecInvalid(place=page.title, what=_too_long(page))
    return next(size for size in SIZES if pages(page, size) == 1)


def _too_long(page: OnePage) -> str:
    at, row = max(enumerate(page.rows), key=lambda one: one[1].length)
    low, high = 0, row.length
    if pages(page.with_row(at, row.without(high)), SIZES[-1]) > 1:
        names = "、".join(f"「{one.label}」" for one in page.rows if one.texts)
        return f"一頁放不下：{names or '大數字'}都太長，請各縮短一半，或少放幾個指標。"
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if pages(page.with_row(at, row.without(middle)), SIZES[-1]) == 1 else (middle, high)
    return f"一頁放不下：「{row.label}」多了 {high:,} 個字，請縮短。"
