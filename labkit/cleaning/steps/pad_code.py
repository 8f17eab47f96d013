"""Give codes back their leading zeros."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, Self

from pydantic import Field

from labkit.cleaning.evidence import Evidence, told
from labkit.cleaning.step import Cell, CellStep, Example, Missing
from labkit.tables.kinds import as_text

FLOAT = re.compile(r"([0-9]+)\.0+")

NAMED = re.compile(r"代碼|代號|統編|統一編號|code$", re.IGNORECASE)
UBN = re.compile("統編|統一編號")
ENOUGH, SHORTEST, MOST_ZEROS = 0.5, 3, 2


class PadCode(CellStep):
    """Codes of digits become texts of ``length`` digits, zeros added on the left; numbers too. Nothing is cut off.

    A code that is longer, or holds other signs, stays as it is: a check can count it.
    """

    step: Literal["pad_code"] = "pad_code"
    label: ClassVar[str] = "代碼補零"
    turn: ClassVar[int] = 44
    label_en: ClassVar[str] = "Pad code"
    takes: ClassVar[tuple[str, ...]] = ("text", "number")
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["代碼"], "length": "4"},
            {"代碼": ["7", "0012", "7.0", "A7", "12345", None]},
            {"代碼": ["0007", "0012", "0007", "A7", "12345", None]},
        ),
        Example({"columns": ["代碼"], "length": "4"}, {"代碼": [7, 12]}, {"代碼": ["0007", "0012"]}),
    )
    length: int = Field(ge=1, le=40)

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it for columns of codes whose digits differ in number only because zeros were lost."""
        return [
            cls(columns=(one.name,), length=length, why=f"{count:,} 格代碼少了開頭的 0（應為 {length} 碼）")
            for one in evidence.columns
            if NAMED.search(one.name)
            for length, count in _short_codes(told(one), 8 if UBN.search(one.name) else None)
        ]

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the code with its zeros."""
        cell = cells[0]
        text = as_text(cell).strip()
        text = whole[1] if (whole := FLOAT.fullmatch(text)) else text
        return text.zfill(self.length) if text.isascii() and text.isdigit() else text


def _short_codes(counts: Counter[str], known: int | None) -> Iterator[tuple[int, int]]:
    """Yield the length of whole codes and how many cells are shorter, where most are whole."""
    if not counts or not all(text.isascii() and text.isdigit() for text in counts):
        return
    length = known or max(len(text) for text in counts)
    short = sum(count for text, count in counts.items() if len(text) < length)
    whole = sum(count for text, count in counts.items() if len(text) == length)
    zeros = known is not None or any(len(text) == length and text.startswith("0") for text in counts)
    near = zeros and min(len(text) for text in counts) >= max(2, length - MOST_ZEROS)  # 12, 121, 1211 are a hierarchy
    if length >= SHORTEST and near and short and whole >= ENOUGH * sum(counts.values()):
        yield length, short
