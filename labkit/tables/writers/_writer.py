"""What a table writer is: what its format cannot hold, and how its bytes are made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from labkit.core.plugs import Register

if TYPE_CHECKING:
    import pyarrow as pa

# XML 1.0 (fifth edition), production 2 Char, turned round
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST_SIGNS = 32_767
EXACT_INTEGER = 10**15


@dataclass(frozen=True)
class TableWriter:
    """Writes tables in one format.

    ``refuse`` tells why a cell (text, number, date …) cannot be held, or nothing; ``render`` makes the file of columns
    that were all found to fit. ``limits`` are the most rows, header included, and columns. ``plain`` formats hold no
    types: their cells are guarded for Excel where asked.
    """

    label: str
    render: Callable[[pa.Table], bytes]
    refuse: Callable[[object], str]
    limits: tuple[int, int] | None = None
    plain: bool = False
    layout: dict[str, object] = field(default_factory=dict)


TABLE_WRITERS: Register[TableWriter] = Register("labkit.tables.writers", TableWriter)


def refuse_in_xml(cell: object) -> str:
    r"""Tell what a spreadsheet's XML cannot hold; at most 32,767 characters a cell (Excel's limit).

    >>> refuse_in_xml("里\x0b"), refuse_in_xml("里")
    ('含有試算表存不下的控制字元', '')
    """
    if isinstance(cell, str):
        if NOT_XML.search(cell):
            return "含有試算表存不下的控制字元"
        return f"超過 {MOST_SIGNS:,} 字" if len(cell) > MOST_SIGNS else ""
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, int) and abs(cell) >= EXACT_INTEGER:
        return "整數超過 15 位，試算表會改掉末位"
    return "不是有限的數字" if isinstance(cell, float) and cell in {float("inf"), float("-inf")} else ""
