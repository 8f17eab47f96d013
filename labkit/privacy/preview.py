"""Preview: made-up rows of a table's schema, to show how it is written without showing anybody."""

from __future__ import annotations

from random import Random

import pandas as pd
import pyarrow as pa

from labkit.core.table import Source, Table
from labkit.privacy.made_up.column import cells
from labkit.privacy.made_up.real import real_columns
from labkit.privacy.scan import scan as scanned
from labkit.privacy.scan_result import ScanResult
from labkit.privacy.withheld.names import shown_names
from labkit.privacy.withheld.search import Search
from labkit.privacy.withheld.values import withheld

MADE_UP = "虛構資料"


def preview(
    table: Table | pd.DataFrame, *, rows: int = 20, seed: int = 0, k: int = 5, scan: ScanResult | None = None
) -> Table:
    """Make up ``rows`` rows with the columns, kinds and written forms of ``table``; no cell tells anything of anybody.

    Columns are drawn one by one, so that no real combination returns. Identifiers are ones that nobody bears; categories are
    real where at least ``k`` rows hold them; numbers and days lie in rounded ranges without the ends. A column whose name is
    personal data becomes 欄位 and its number. ``scan`` carries roles that a team decided. The same seed makes the same rows;
    a table without rows gives none.

    >>> made = preview(pd.DataFrame({"姓名": ["王小明"] * 9, "方式": ["臨櫃"] * 9}), rows=2).frame
    >>> made["方式"].tolist(), "王小明" in made["姓名"].tolist()
    (['臨櫃', '臨櫃'], False)
    """
    data = Table.of(table)
    found = scan or scanned(data)
    return made_up_rows(data, found, Search(withheld(data, k, found)), (rows, seed, k))


def made_up_rows(data: Table, found: ScanResult, search: Search, how: tuple[int, int, int]) -> Table:
    """Make up rows; ``how`` is the number of rows, the seed, and k."""
    rows, seed, k = how
    count = rows if len(data) else 0
    shown = shown_names(data.columns, search)
    columns = {}
    for column in real_columns(data, found, k):
        draw = Random(f"{seed}:{column.name}")
        columns[shown[column.name]] = pa.array(cells(column, count, draw, search.is_free), column.type)
    return Table.from_arrow(pa.table(columns), source=Source(file=MADE_UP))
