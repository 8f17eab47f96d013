"""The check before a text goes to an AI assistant: it knows the raw table and nothing of how the text was made."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from labkit.core.errors import PromptRefused
from labkit.core.table import Table
from labkit.privacy.made_up.prompt_words import without_fixed
from labkit.privacy.scan import scan as scanned
from labkit.privacy.scan_result import ScanResult
from labkit.privacy.withheld.names import shown_names
from labkit.privacy.withheld.search import Search
from labkit.privacy.withheld.values import withheld

TEXT = "提示文字"
LISTED = 5


def check_prompt(
    text: str, table: Table | pd.DataFrame, k: int = 5, *, place: str = TEXT, scan: ScanResult | None = None
) -> None:
    """Refuse ``text`` if it tells anything of a row of ``table``; nothing is changed.

    Told is: a direct identifier that is not one of those nobody bears; from three signs on, a value of a direct, sensitive or
    free-text column, in any form of numbers and days; a value of a quasi-identifier or a category that fewer than ``k`` rows
    hold; an end of a sensitive column's numbers. Raises PromptRefused, naming columns and counts, never a value.

    >>> check_prompt("請問如何計算等候時間？", pd.DataFrame({"姓名": ["王小明"], "分鐘": [12]}))
    """
    data = Table.of(table)
    refuse(text, Search(withheld(data, k, scan or scanned(data))), data.columns, place)


def refuse(text: str, search: Search, columns: list[str], place: str) -> None:
    """Raise PromptRefused where ``text`` tells anything."""
    told = search.tells(without_fixed(text))
    if not told:
        return
    shown = shown_names(columns, search)
    counted = Counter((shown.get(one.column, ""), one.what) for one in told)
    lines = [
        (f"欄位「{column}」（{what}）" if column else what) + f" {count} 處"
        for (column, what), count in counted.most_common(LISTED)
    ]
    raise PromptRefused(place=place, what="、".join(lines) + ("等" if len(counted) > LISTED else ""))
