"""Say whether identifiers and code numbers are valid by their check digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import ClassVar, Literal, Self

import narwhals as nw
from pydantic import Field

from labkit.cleaning.evidence import Evidence, told
from labkit.cleaning.step import Example, ExpressionStep
from labkit.core.errors import StepRefused
from labkit.taiwan.identifiers import LETTERS, UBN_DIVISOR, UBN_WEIGHTS, WEIGHTS, is_national_id, is_resident_id, is_ubn

NO = nw.lit(value=False)
ZEROS = "0000000000"
PATTERNS = {
    "national_id": "^[A-Z][12][0-9]{8}$",
    "resident_id": "^[A-Z][89][0-9]{8}$",
    "old_resident_id": "^[A-Z][A-D][0-9]{8}$",
    "ubn": "^[0-9]{8}$",
}
RULES: dict[Literal["national_id", "resident_id", "ubn"], tuple[str, Callable[[str], bool]]] = {
    "national_id": (PATTERNS["national_id"], is_national_id),
    "resident_id": (PATTERNS["resident_id"], is_resident_id),
    "ubn": (PATTERNS["ubn"], is_ubn),
}
UBN_NAMED, ENOUGH = re.compile("統編|統一編號"), 0.9
PERSON = ("national_id", "resident_id", "old_resident_id")


class CheckCode(ExpressionStep):
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
            for kind, (pattern, valid) in RULES.items():
                shaped = {text: count for text, count in counts.items() if re.fullmatch(pattern[1:-1], text)}
                wrong = sum(count for text, count in shaped.items() if not valid(text))
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

    def expressions(self, schema: Mapping[str, str], *, engine: str) -> dict[str, nw.Expr]:
        """Return the flags: the same arithmetic on every engine."""
        del schema
        kinds = PERSON if self.kind == "person" else (self.kind,)
        made: dict[str, nw.Expr] = {}
        for name in dict.fromkeys(self.columns):
            valid = NO
            for kind in kinds:
                valid = valid | self._valid(nw.col(name), kind, engine)
            made[f"{name}_有效"] = nw.when(~nw.col(name).is_null()).then(valid)
        return made

    def _valid(self, text: nw.Expr, kind: str, engine: str) -> nw.Expr:
        pattern = PATTERNS[kind].replace("$", r"\Z") if engine == "pandas" else PATTERNS[kind]
        shaped = ~text.is_null() & text.str.contains(pattern)
        digits = nw.when(shaped).then(text).otherwise(nw.lit(ZEROS))  # casting a missing text is not portable
        return nw.when(shaped).then(_ubn(digits) if kind == "ubn" else _person(digits, kind)).otherwise(NO)


def _person(text: nw.Expr, kind: str) -> nw.Expr:
    """Weigh the signs: a letter counts as its number 10…35, first digit once and second nine times."""
    total = _letter(text, 0, lambda number: number // 10 + number % 10 * 9)
    for at, weight in enumerate(WEIGHTS[2:], 1):
        second = at == 1 and kind == "old_resident_id"
        total = total + (_letter(text, 1, lambda number: number % 10 * 8) if second else _digit(text, at) * weight)
    return total % 10 == 0


def _ubn(text: nw.Expr) -> nw.Expr:
    """Add the digits of the products; ten of 7 × 4 may count as 0 or 1."""
    total = nw.lit(0)
    for at, weight in enumerate(UBN_WEIGHTS):
        product = _digit(text, at) * weight
        total = total + product // 10 + product % 10
    special = (text.str.slice(6, 1) == "7") & ((total + 1) % UBN_DIVISOR == 0)
    return (total % UBN_DIVISOR == 0) | special


def _digit(text: nw.Expr, at: int) -> nw.Expr:
    return text.str.slice(at, 1).cast(nw.Int64)


def _letter(text: nw.Expr, at: int, weigh: object) -> nw.Expr:
    """Return the letter's weight modulo ten: ten groups of letters, not twenty-six cases."""
    sign = text.str.slice(at, 1)
    total = nw.lit(0)
    for worth in range(1, 10):
        letters = [letter for number, letter in enumerate(LETTERS, 10) if weigh(number) % 10 == worth]  # type: ignore[operator]
        if letters:
            total = total + sign.is_in(letters).cast(nw.Int64) * worth
    return total
