"""Bring in columns of a code table that the team supplies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from labkit.cleaning.step import Cell, Example, Missing, Part, ValueStep, distinct
from labkit.core.errors import StepRefused, UnknownTable
from labkit.core.table import Table
from labkit.tables.kinds import as_text


class Lookup(ValueStep):
    """Codes in ``column`` are looked up in a table of ``data/tables``; its columns ``take`` are added, all rows stay.

    ``table`` is the file's name without suffix, ``code`` its column of codes, ``take`` maps its columns to new names. Codes
    compare as texts without outer blanks. A code that the table lacks gives missing cells, counted; a code that stands twice
    in the table, and says two things, is refused, because rows would multiply.
    """

    step: Literal["lookup"] = "lookup"
    label: ClassVar[str] = "對照代碼表"
    label_en: ClassVar[str] = "Look up"
    repeats: ClassVar[bool] = True
    takes: ClassVar[tuple[str, ...]] = ("text",)
    reasons: ClassVar[Mapping[str, str]] = {"not_found": "代碼表沒有這個代碼"}
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"column": "代碼", "entries": {"01": {"名稱": "登記"}, "02": {"名稱": "測量"}}, "take": {"名稱": "類別"}},
            {"代碼": ["01", "02", "99", None]},
            {"代碼": ["01", "02", "99", None], "類別": ["登記", "測量", None, None]},
        ),
    )
    column: str
    table: str = ""
    code: str = ""
    take: dict[str, str] = Field(min_length=1)
    entries: dict[str, dict[str, str]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        distinct(tuple(self.take.values()))
        return self

    _found: dict[str, tuple[str | None, ...]] = PrivateAttr(default_factory=dict)

    def reads(self) -> tuple[str, ...]:
        """Return the column of codes."""
        return (self.column,)

    def bound(self, tables: Mapping[str, Table], *, place: str) -> Self:
        """Return this step with the entries of its code table; raises UnknownTable, UnknownColumn or StepRefused."""
        if not self.table:
            entries = {code: tuple(row.get(name) for name in self.take) for code, row in self.entries.items()}
        else:
            if self.table not in tables:
                raise UnknownTable(place=place, name=self.table, known=list(tables))
            entries = self._read(Table.of(tables[self.table]), place)
        bound = self.model_copy()
        bound._found = entries  # noqa: SLF001  (a copy of this very step)
        return bound

    def _read(self, table: Table, place: str) -> dict[str, tuple[str | None, ...]]:
        if not self.code:
            raise StepRefused(place=place, what="請寫 code（代碼表裡放代碼的欄名）。")
        table.require([self.code, *self.take])
        data = table.arrow
        codes = [None if code is None else as_text(code).strip() for code in data.column(self.code).to_pylist()]
        rows = zip(*(data.column(name).to_pylist() for name in self.take), strict=True)
        found: dict[str, tuple[str | None, ...]] = {}
        for code, row in zip(codes, rows, strict=True):
            told = tuple(None if cell is None else as_text(cell) for cell in row)
            if code is not None and found.setdefault(code, told) != told:
                raise StepRefused(
                    place=place, what=f"代碼表「{self.table}」的「{self.code}」有重複而內容不同的代碼，請先整理。"
                )
        return found

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Make the new columns."""
        del schema
        return (Part((self.column,), dict.fromkeys(self.take.values(), "text")),)

    def value(self, *cells: Any) -> tuple[Cell | Missing, ...]:
        """Return what the table says of the code."""
        found = self._found.get(str(cells[0]).strip())
        return found if found is not None else (Missing("not_found"),) * len(self.take)
