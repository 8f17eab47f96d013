"""Before and after a change: how much lower (or higher), by the comparison that the data bear."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Discriminator, Tag, model_validator

from labkit.core.expressions.expression import Expression, ExpressionText
from labkit.poc.change.found import of_stated, of_table
from labkit.poc.comparison import COMPARISONS
from labkit.poc.found import Found, Given
from labkit.poc.inputs import Input, asked_by, told_apart
from labkit.poc.metric import Metric

NAMES = {"before": "改變前", "after": "改變後", "setup": "一次性準備"}


def _after_kind(value: Any) -> str:
    return ":test" if isinstance(value, (str, Expression)) else ":input"


AfterText = Annotated[
    Annotated[ExpressionText, Tag(":test")] | Annotated[Input, Tag(":input")], Discriminator(_after_kind)
]


class BeforeAfter(Metric):
    """Compare records of ``table`` from before with those from after, or two stated (or measured) numbers.

    ``compare`` names a file of poc/comparisons. ``after`` is the test that tells which records are from after, or ``change``
    the first day of the new way (``time.field`` dates the records). ``pair`` names the case (or worker), ``match`` the columns
    of a stratum (without them: weekday, and hour where the time is known), ``treated`` the test of who changed at all.
    ``effect``: a ``difference`` in ``unit``, ``relative`` in % of before, or ``points`` (百分點) where the values are shares
    (0 to 1, or in %). With ``direction`` an improvement is positive; without, after − before. Without ``table``,
    ``before`` and ``after`` are inputs (``name`` and ``unit`` may be left to this metric). ``setup``: time spent once.
    """

    kind: Literal["before_after"] = "before_after"
    label: ClassVar[str] = "前後比較"
    label_en: ClassVar[str] = "Before and after"
    compare: str = "unpaired"
    table: str = ""
    column: str = ""
    before: Input | None = None
    after: AfterText | None = None
    change: date | None = None
    pair: str = ""
    match: tuple[str, ...] = ()
    treated: ExpressionText | None = None
    effect: Literal["difference", "relative", "points"] = "difference"
    setup: Input | None = None

    @model_validator(mode="before")
    @classmethod
    def _named(cls, stated: Any) -> Any:
        """Name the inputs after their place, and give them the metric's unit where they state none."""
        if not isinstance(stated, dict):
            return stated
        filled = dict(stated)
        for key, name in NAMES.items():
            if isinstance(filled.get(key), dict):
                unit = {"unit": filled["unit"]} if filled.get("unit") and key != "setup" else {}
                filled[key] = {"name": name, **unit, **filled[key]}
        return filled

    @model_validator(mode="after")
    def _complete(self) -> Self:
        told_apart(self.numbers)
        message = self._of_records() if self.table else self._of_inputs()
        if not message and self.effect == "difference" and self.unit in {"%", "％"}:
            message = "兩個百分比相減是百分點，不是 %：請寫 effect: points（或 relative 相對變動）"
        if message:
            raise ValueError(message)
        return self

    def _of_records(self) -> str:
        """Return what a comparison of records lacks."""
        plug = COMPARISONS.named(self.compare, place="compare", what="比較方法")
        dated = bool(self.time.field)
        lacks = {
            "column（數值的欄位）": bool(self.column),
            "unit（數值的單位，如 分鐘/件）": bool(self.unit) or self.effect != "difference",
            "time.field（日期欄位）": dated or (self.change is None and "day" not in plug.needs),
            "pair（配對的欄位）": bool(self.pair) or "pair" not in plug.needs,
            "match（分組的欄位），或 time.field": bool(self.match) or dated or "stratum" not in plug.needs,
            "treated（哪些紀錄屬於有改變的單位）": self.treated is not None or "treated" not in plug.needs,
        }
        lacking = [name for name, there in lacks.items() if not there]
        if lacking:
            return f"compare: {self.compare}（{plug.label}）需要 {'、'.join(lacking)}"
        if (self.after is None) == (self.change is None) or isinstance(self.after, Input):
            return "請在 after（改變後紀錄的條件）與 change（改變的第一天）之中恰好寫一個"
        return "有 table 時不寫 before，改變前的紀錄由 after 或 change 區分" if self.before else ""

    def _of_inputs(self) -> str:
        """Return what a comparison of two numbers lacks."""
        if self.before is None or not isinstance(self.after, Input):
            return "請寫 table 與 column（由紀錄比較），或 before 與 after 兩個數值（value、n、sd）"
        if self.compare != "unpaired" or self.change is not None:
            return "只有兩個數值時不能配對、分組或看日期：請刪去 compare 與 change，或改用 table"
        return ""

    @property
    def numbers(self) -> tuple[Input, ...]:
        """Return the inputs: what was before, what after, and what was spent once."""
        return tuple(one for one in (self.before, self.after, self.setup) if isinstance(one, Input))

    @property
    def asks(self) -> tuple[str, ...]:
        """Return the metrics that the inputs name."""
        return asked_by(self.numbers)

    @property
    def is_improvement(self) -> bool:
        """Tell that the number is an improvement: so it is as soon as a direction says what is better."""
        return bool(self.direction)

    def compute(self, given: Given) -> Found:
        """Return the effect; raises MetricInput, UnitMismatch, AmbiguousDay or UnknownColumn."""
        return of_table(self, given) if self.table else of_stated(self, given)
