"""CodingSpec: which texts, which codebook, by what else they are counted, and against whose hand codes the rules are checked."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from labkit.analysis.codebooks.codebook import CodebookField
from labkit.analysis.codebooks.periods import Grain
from labkit.core.expressions.expression import ExpressionText
from labkit.core.spec import Spec, SpecPart

CATEGORY, PERIOD, TOGETHER, TERM, COMPARED = "分類", "期間", "同時歸入", "詞語", "對照"
OWN = (CATEGORY, PERIOD, TOGETHER, TERM, COMPARED)
Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value or ())]


class Volume(SpecPart):
    """How many cases there were: ``table`` by name, its column of periods, its column of numbers (none: a record is a case)."""

    table: str
    period: str
    cases: str | None = None


class HandCodes(SpecPart):
    """Codes by hand: ``table`` by name, its column of row numbers, a column for each coder."""

    table: str
    row: str = "列號"
    coders: Names = Field(min_length=1, max_length=5)


class CodingSpec(Spec):
    """``text`` is the column that is coded with ``codebook`` (a mapping, or the path of a YAML file).

    ``date`` with ``period`` counts by month, quarter or year; ``by`` by another column; ``volume`` gives rates per 10,000
    cases; ``hand`` compares the rules with people. ``where`` keeps the records for which it surely holds.
    """

    name: str = ""
    text: str
    codebook: CodebookField
    date: str | None = None
    period: Grain = "month"
    by: str | None = None
    volume: Volume | None = None
    hand: HandCodes | None = None
    where: ExpressionText | None = None

    @field_validator("by")
    @classmethod
    def _not_an_own_name(cls, by: str | None) -> str | None:
        if by in OWN:
            message = f"分組欄位不能叫「{by}」（labkit 用它放分類結果），請先改名"
            raise ValueError(message)
        return by

    @model_validator(mode="after")
    def _volume_needs_days(self) -> Self:
        if self.volume and not self.date:
            message = "要算每萬件的比率（volume），請寫日期欄位 date"
            raise ValueError(message)
        return self

    @property
    def exclusive(self) -> bool:
        """Tell whether a text stands in one category at most: counts then add up."""
        return self.codebook.assign == "first"

    @property
    def texts(self) -> str:
        """Return the measure of the totals: texts may stand in several categories, so these do not add up to texts."""
        return "count" if self.exclusive else "texts"
