"""A product of inputs with units: minutes a case × cases a day × days a year."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from labkit.core.errors import MetricInput
from labkit.poc.amount import Amount
from labkit.poc.found import Found, Given, Line
from labkit.poc.inputs import Input, asked_by, inputs_used, told_apart
from labkit.poc.intervals.spreads import estimated
from labkit.poc.metric import Metric
from labkit.poc.take import Taken
from labkit.poc.units import Unit, exact_text, factor_between, number_text, short


class Product(Metric):
    """Multiply the inputs in order, exactly; every step of the product is shown with its unit.

    The rung is that of the effect among the inputs: how many cases there are needs no comparison. Times are also given in
    person-days of 8 hours and in days of 24 hours, each named: never as a bare 「天」.
    Apart from the product, an interval by simulation where every input tells its spread (``poc/spreads``).
    """

    kind: Literal["product"] = "product"
    label: ClassVar[str] = "乘積"
    label_en: ClassVar[str] = "Product"
    inputs: Annotated[tuple[Input, ...], AfterValidator(told_apart)] = Field(min_length=2)

    @property
    def asks(self) -> tuple[str, ...]:
        """Return the ids of the metrics that the inputs name."""
        return asked_by(self.inputs)

    def compute(self, given: Given) -> Found:
        """Return the product; raises MetricInput, UnitMismatch, AmbiguousDay or UnknownColumn."""
        taken = [self._positive(one, one.taken(self, given)) for one in self.inputs]
        amounts = [
            Amount(how.value, Unit.parse(one.unit, place=self.name))
            for one, how in zip(self.inputs, taken, strict=True)
        ]
        lines = [
            Line(one.name, exact_text(amount.value), str(amount.unit), one.basis(self, given))
            for one, amount in zip(self.inputs, amounts, strict=True)
        ]
        steps = self._steps(amounts)
        amount, times = self._in_unit(math.prod(amounts[1:], start=amounts[0]))
        if times != 1:
            steps.append(Line("換算", number_text(amount.value, self.decimals), short(amount.unit), "計算"))
        behind = inputs_used(self.inputs, self, given)
        known = estimated(self, self.inputs, taken, lambda parts: math.prod(parts) * float(times))
        left_out: Counter[str] = Counter()
        for how in taken:
            left_out.update(dict(how.left_out))
        return Found(
            amount=amount,
            said="、".join(f"{step.number} {step.unit}" for step in steps),
            lines=(*lines, *steps),
            n=min((how.n for how in taken if how.n), default=None),
            left_out=left_out,
            used=behind.tables,
            asked=behind.asked,
            read=behind.read,
            inputs=dict(zip((one.name for one in self.inputs), amounts, strict=True)),
            estimate=known.estimate,
            no_estimate=known.why_not,
            exact=known.exact,
            unmeasured=known.lacking,
            reached=max((one.measure.design for one in behind.asked), default=1) or 1,
        )

    def _steps(self, amounts: list[Amount]) -> list[Line]:
        """Return the product after each further factor, as the working shows it."""
        steps, amount = [], amounts[0]
        for index, factor in enumerate(amounts[1:], 2):
            amount = amount * factor
            names = " × ".join(one.name for one in self.inputs[:index])
            steps.append(Line(names, number_text(amount.value), short(amount.unit), "計算"))
        return steps

    def _in_unit(self, amount: Amount) -> tuple[Amount, Fraction]:
        """Return the product in the unit that is stated, and by what that multiplies it; raises UnitMismatch."""
        if not self.unit:
            return amount, Fraction(1)
        wanted = Unit.parse(self.unit, place=self.name)
        times = factor_between(amount.unit, wanted, place=self.name)
        return Amount(amount.value * times, wanted), times

    def _positive(self, one: Input, taken: Taken) -> Taken:
        if taken.value <= 0:
            raise MetricInput(place=self.name, what=f"「{one.name}」應大於 0，請核對來源。")
        return taken
