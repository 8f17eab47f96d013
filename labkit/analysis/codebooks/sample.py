"""A sample of texts for coding by hand: row numbers and empty columns, and the texts only where a policy treated them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pandas as pd

from labkit.analysis.codebooks.phrases import plain
from labkit.core.engines import ROW
from labkit.core.errors import NotProtected
from labkit.core.table import Table

ROW_NUMBER = "列號"


def draw_sample(  # noqa: PLR0913  (keywords only)
    table: Table | pd.DataFrame,
    text: str,
    *,
    size: int = 100,
    coders: Sequence[str] = ("編碼甲", "編碼乙"),
    seed: int = 1,
    with_text: bool = False,
) -> pd.DataFrame:
    """Return ``size`` records that have a text, drawn at random: their row numbers, and an empty column for each coder.

    The same ``seed`` draws the same records. Coders read the texts in their own system by row number; ``with_text`` puts
    them into the sheet, and raises NotProtected unless a policy treated the table. Raises UnknownColumn.

    >>> draw_sample(pd.DataFrame({"內容": ["等太久", None, "路燈"]}), "內容")["列號"].tolist()
    [1, 3]
    """
    data = Table.of(table)
    data.require([text])
    if with_text and data.protection is None:
        raise NotProtected(place=f"{data.source.label}：{text}")
    rows = data.arrow
    texts = dict(zip(rows.column(ROW).to_pylist(), rows.column(text).to_pylist(), strict=True))
    filled = [row for row, cell in texts.items() if cell is not None and plain(str(cell))]
    drawn = sorted(random.Random(seed).sample(filled, min(size, len(filled))))
    sheet = pd.DataFrame({ROW_NUMBER: drawn})
    if with_text:
        sheet[text] = [texts[row] for row in drawn]
    for coder in coders:
        sheet[coder] = pd.Series([None] * len(drawn), dtype=object)
    return sheet
