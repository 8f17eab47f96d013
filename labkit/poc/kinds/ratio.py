"""A ratio: how many of how many, or how much to each."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from labkit.core.errors import MetricInput, UnitMismatch
from labkit.poc.amount import Amount
from labkit.poc.found import Found, Given, Line
from labkit.poc.inputs import Input, asked_by, inputs_used, measure, records, told_apart
from labkit.poc.intervals.ratio_estimate import Sides, estimate_of
from labkit.poc.intervals.spreads import FIXED
from labkit.poc.metric import Metric
from labkit.poc.take import EXACT, Taken
from labkit.poc.units import MANY, THINGS, Unit, exact_text, number_text

PREFIX = {times: many for many, times in MANY.items()}


class Ratio(Metric):
    """Divide the whole numerator by the whole denominator: a ratio of sums, never a mean of ratios.

    ``part``: the numerator's cases are some of the denominator's (12.8% of the users): then the result is a % with the interval
    of Wilson. ``per``: 1000 or 10000, for a rate (complaints to 10,000 cases). Two counts or sums of one table have an interval by
    drawing its records again; other inputs that carry intervals have theirs carried through.
    """

    kind: Literal["ratio"] = "ratio"
    label: ClassVar[str] = "比率"
    label_en: ClassVar[str] = "Ratio"
    numerator: Input
    denominator: Input
    part: bool = False
    per: int = Field(default=1)

    @model_validator(mode="after")
    def _known_rate(self) -> Self:
        told_apart((self.numerator, self.denominator))
        if self.per not in {1, *PREFIX}:
            message = f"per 只能是 {'、'.join(str(one) for one in sorted({1, *PREFIX}))}"
            raise ValueError(message)
        if self.per > 1 and (self.unit or self.part):
            message = "per 已經說明結果的單位（每千、每萬），不能再寫 unit 或 part"
            raise ValueError(message)
        return self

    @property
    def asks(self) -> tuple[str, ...]:
        """Return the ids of the metrics that the two inputs name."""
        return asked_by((self.numerator, self.denominator))

    def compute(self, given: Given) -> Found:
        """Return the ratio; raises MetricInput, UnitMismatch, AmbiguousDay or UnknownColumn."""
        inputs = (self.numerator, self.denominator)
        taken = [_none_is_zero(self.numerator, self, given), self.denominator.taken(self, given)]
        part, whole = (
            Amount(how.value, Unit.parse(one.unit, place=self.name)) for one, how in zip(inputs, taken, strict=True)
        )
        self._check(part, whole)
        self._check_small(part)
        wanted = self._wanted(part.unit, whole.unit)
        amount = (part / whole).to(wanted, place=self.name)
        sides = Sides(part, whole, taken[0], taken[1], wanted)
        estimate, why = estimate_of(sides, self, given)
        behind = inputs_used(inputs, self, given)
        counted = self.part and sides.counted
        return Found(
            amount=amount,
            said=self._said(part, whole, amount),
            lines=self._lines(part, whole, amount, given),
            n=int(whole.value) if counted else taken[1].n,
            estimate=estimate,
            no_estimate=why,
            exact=why in {EXACT, FIXED},
            left_out=self._left_out(taken),
            used=behind.tables,
            asked=behind.asked,
            read=behind.read,
            inputs={self.numerator.name: part, self.denominator.name: whole},
            unmeasured=tuple(
                one.name
                for one, how in zip(inputs, taken, strict=True)
                if how.n is None and not how.exact and not counted
            ),
        )

    def _left_out(self, taken: list[Taken]) -> Counter[str]:
        """Return the records that are not in the denominator: of one table the numerator's cases are among them."""
        above, below = self.numerator.measured, self.denominator.measured
        same = above is not None and below is not None and above.table == below.table
        return sum((Counter(dict(how.left_out)) for how in taken[1 if same else 0 :]), Counter[str]())

    def _check(self, part: Amount, whole: Amount) -> None:
        if whole.value <= 0:
            what = f"分母「{self.denominator.name}」應大於 0，請核對來源、條件與期間。"
            raise MetricInput(place=self.name, what=what)
        if self.part and part.unit != whole.unit:
            raise UnitMismatch(
                place=self.name, left=str(part.unit), right=str(whole.unit), what="作為部分與全部（part）"
            )
        if self.part and not 0 <= part.value <= whole.value:
            numbers = f"{number_text(part.value)} 與 {number_text(whole.value)}"
            what = f"part: true，但分子不在 0 與分母之間（{numbers}）：部分不會多於全部，請核對兩者的條件。"
            raise MetricInput(place=self.name, what=what)

    def _check_small(self, part: Amount) -> None:
        """Refuse a share of which fewer records than ``least`` stand above: the share and its n give them back."""
        if self.numerator.measured is not None and part.unit.is_count and 0 < part.value < self.least:
            what = f"分子的紀錄少於 {self.least} 筆（least），為保護個別資料不陳示。請改用較大的範圍或較長的期間。"
            raise MetricInput(place=self.name, what=what)

    def _wanted(self, part: Unit, whole: Unit) -> Unit:
        """Return the unit of the result: what is stated, a rate, a % for a part, or the quotient of the two units."""
        if self.per > 1:
            if len(whole.above) != 1 or whole.below or whole.above[0] not in THINGS:
                many = f"每{PREFIX[self.per]}…"
                raise UnitMismatch(place=self.name, left=many, right=str(whole), what="相配：分母要是件、人次等數量")
            return Unit(part.above, (*part.below, PREFIX[self.per] + whole.above[0]))
        if self.unit:
            return Unit.parse(self.unit, place=self.name)
        return Unit(("%",)) if self.part else part / whole

    def _said(self, part: Amount, whole: Amount, amount: Amount) -> str:
        """Return the number as the sentence says it: never a rate without its denominator."""
        return f"{number_text(amount.value, self.decimals)} {amount.unit}（{part} ÷ {whole}）"

    def _lines(self, part: Amount, whole: Amount, amount: Amount, given: Given) -> tuple[Line, ...]:
        lines = [
            Line(one.name, exact_text(how.value), str(how.unit), one.basis(self, given))
            for one, how in ((self.numerator, part), (self.denominator, whole))
        ]
        names = f"{self.numerator.name} ÷ {self.denominator.name}"
        return (*lines, Line(names, number_text(amount.value, self.decimals), str(amount.unit), "計算"))


def _none_is_zero(one: Input, metric: Metric, given: Given) -> Taken:
    """Return the numerator; a count of which the table has records in the period, but none that fits, is 0."""
    asked = one.measured
    if asked is None or asked.take != "count" or asked.where is None:
        return one.taken(metric, given)
    table, left_out = records(asked, metric, given)
    if len(table):
        return one.taken(metric, given)
    measure(asked.model_copy(update={"where": None}), metric, given)
    return Taken(Amount.of(0).value, 0, left_out=tuple(left_out))
