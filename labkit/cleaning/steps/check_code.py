"""Say whether identifiers and code numbers are valid by their check digit."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal, Self

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import Field

from labkit.cleaning.evidence import Evidence, told
from labkit.cleaning.step import Cell, Example, Missing, Part, ValueStep
from labkit.core.errors import StepRefused
from labkit.taiwan.identifiers import is_national_id, is_old_resident_id, is_resident_id, is_ubn
from labkit.taiwan.identifiers_at_once import Kind, valid_codes

PATTERNS: dict[Kind, str] = {
    "national_id": "[A-Z][12][0-9]{8}",
    "resident_id": "[A-Z][89][0-9]{8}",
    "ubn": "[0-9]{8}",
}
ONE: dict[Kind, Callable[[str], bool]] = {
    "national_id": is_national_id,
    "resident_id": is_resident_id,
    "old_resident_id": is_old_resident_id,
    "ubn": is_ubn,
}
UBN_NAMED, ENOUGH = re.compile("統編|統一編號"), 0.9
PERSON: tuple[Kind, ...] = ("national_id", "resident_id", "old_resident_id")


class CheckCode(ValueStep):
    """For each column a new one 「欄位_有效」 says true or false; a missing cell stays missing.

    ``kind``: national_id, resident_id, old_resident_id, person (any of these three), ubn (統一編號). Letters must be upper
    case and half width: normalize_text comes first. Source of the rules: ``labkit.taiwan.identifiers``.
    """

    step: Literal["check_code"] = "check_code"
    label: ClassVar[str] = "檢查證號與統一編號"
    turn: ClassVar[int] = 70
    label_en: ClassVar[str] = "Check code"
    repeats: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["證號"], "kind": "person"},
            {"證號": ["A123456789", "A123456788", "A800000014", "AA00000009", "12", None]},
            {
                "證號": ["A123456789", "A123456788", "A800000014", "AA00000009", "12", None],
                "證號_有效": [True, False, True, True, False, None],
            },
        ),
        Example(
            {"columns": ["統編"], "kind": "ubn"},
            {"統編": ["04595257", "04595258", None]},
            {"統編": ["04595257", "04595258", None], "統編_有效": [True, False, None]},
        ),
    )
    columns: tuple[str, ...] = Field(min_length=1)
    kind: Literal["national_id", "resident_id", "old_resident_id", "person", "ubn"]

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it where nearly all cells have the form of an identifier and some fail its check digit."""
        steps = []
        for one in evidence.texts:
            counts = told(one)
            cells = sum(counts.values())
            for kind, pattern in PATTERNS.items():
                shaped = {text: count for text, count in counts.items() if re.fullmatch(pattern, text)}
                wrong = sum(count for text, count in shaped.items() if not ONE[kind](text))
                named = kind != "ubn" or UBN_NAMED.search(one.name)
                if named and cells and sum(shaped.values()) >= ENOUGH * cells and 0 < wrong < cells:
                    steps.append(cls(columns=(one.name,), kind=kind, why=f"{wrong:,} 格檢查碼不符"))
        return steps

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse columns that lost their zeros as numbers, and a name that is taken."""
        for name in self.columns:
            if schema[name] != "text":
                raise StepRefused(place=place, what=f"欄位「{name}」不是文字，開頭的 0 可能已經不見，請先用 pad_code。")
            if f"{name}_有效" in schema:
                raise StepRefused(place=place, what=f"欄位「{name}_有效」已經存在，請先改名。")

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Make a flag of each code."""
        del schema
        return tuple(Part((name,), {f"{name}_有效": "boolean"}) for name in dict.fromkeys(self.columns))

    def value(self, *cells: Any) -> Cell | Missing:
        """Return whether the code is valid."""
        return any(ONE[kind](str(cells[0])) for kind in self._kinds)

    def at_once(self, texts: pa.StringArray) -> pa.Array:
        """Return the same for many codes."""
        found = [valid_codes(texts, kind) for kind in self._kinds]
        return functools.reduce(pc.or_, found)

    @property
    def _kinds(self) -> tuple[Kind, ...]:
        return PERSON if self.kind == "person" else (self.kind,)
