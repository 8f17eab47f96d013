"""A name that stands beside a number in the same cell: 王小明 0912-345-678. Known by the column, not by one cell alone."""

from __future__ import annotations

import re

from labkit.privacy.detection.column import ColumnHits
from labkit.privacy.detection.spans import Span, settled
from labkit.taiwan.personal_names import ANY_SURNAME, HAN, MASKED, SURNAME, is_name

TOKEN = re.compile(
    rf"(?:^|(?<=[\s、;；,，/|()（）:：]))(?:{SURNAME}{HAN}{{1,2}}|{SURNAME}{SURNAME}{HAN}{{2}}|{ANY_SURNAME}{HAN}{{2}}|{MASKED})(?=$|先生|小姐|女士|[\s、;；,，/|()（）])"
)
MOSTLY, ENOUGH = 0.4, 5
SCORE = 0.7


def with_names_beside(column: ColumnHits) -> ColumnHits:
    """Add the names in cells that hold another direct identifier, where many of the column's cells do so."""
    beside = {at: spans for at, spans in column.found.items() if any(span.role == "direct" for span in spans)}
    if column.numeric or len(beside) < ENOUGH:
        return column
    seen = {at: found for at in beside if (found := _names(column.texts[at]))}
    if len(seen) < MOSTLY * len(beside):
        return column
    for at, found in seen.items():
        column.found[at] = settled([*column.found[at], *found])
    return column


def _names(text: str) -> list[Span]:
    return [Span("PERSON", *match.span(), SCORE) for match in TOKEN.finditer(text) if is_name(match.group())]
