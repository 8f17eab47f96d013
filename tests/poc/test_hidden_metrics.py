"""A number that rests on fewer records than ``least`` is not shown, and nothing gives it back."""

import math
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import MetricInput
from labkit.core.yaml import parse
from labkit.poc.amount import Amount
from labkit.poc.found import Found
from labkit.poc.graph import evaluate_all
from labkit.poc.metric import Metric
from labkit.poc.units import Unit

TEXT = "kind: simple\nid: waits\nname: 等候\ntable: t\ntake: mean\ncolumn: 分\nunit: 分鐘/件\n"
AS_OF = date(2025, 3, 14)
FEW = pd.DataFrame({"分": [17.25, 93.5, 41.75, None, None]})


def simple(text):
    return lk.Metric.of_yaml(parse(TEXT + text))


def everything(result):
    one = result.measure
    parts = (
        result.statement,
        result.summary,
        result.brief,
        repr(result),
        result._repr_html_(),
        str(result.to_document()),
    )
    held = (result.lines, result.frame.to_string(), result.standing, one, result.left_out, result.equivalents)
    return " ".join(map(str, (*parts, *held, result.found.amount, result.checks, result.needs)))


def test_three_records_are_not_shown_where_five_are_the_least_and_nothing_gives_them_back():
    said = "claim: {said: 等候 50 分鐘, value: 50, unit: 分鐘/件}\ntarget: {said: 40 分鐘, value: 40, unit: 分鐘/件}\n"
    said += "direction: 越低越好\nverified: {by: 甲課長, on: 2025-01-02}\n"
    shown, hidden = (simple(f"{said}least: {least}\n").evaluate({"t": FEW}, AS_OF) for least in (3, 5))
    assert "50.8" in everything(shown)
    assert not shown.found.hidden
    text = everything(hidden)
    assert hidden.found.hidden
    assert math.isnan(hidden.measure.value)
    assert (hidden.measure.n, hidden.measure.low, hidden.measure.high) == (None, None, None)
    assert hidden.statement == "等候：D（紀錄少於 5 筆，不陳示）。（計算日期：114年3月14日）"
    for number in ("50.8", "50.83", "17.25", "93.5", "3 筆", "2 筆", "empty_measure"):
        assert number not in text
    assert [line.number for line in hidden.lines] == ["D"]
    assert ("查核", "甲課長，114年1月2日") in hidden.standing
    assert hidden.sha256
    assert hidden.protection is None
    assert not hidden.typed_inputs_only


def test_typed_numbers_of_few_are_nobodys_records_and_stay():
    text = (
        "kind: product\nid: a\nname: 甲\nleast: 5\ninputs:\n- {name: a, value: 2, unit: 件, n: 2}\n"
        "- {name: b, value: 3, unit: 倍, n: 3}\n"
    )
    assert lk.Metric.of_yaml(parse(text)).evaluate().measure.value == 6.0


class Twice(Metric):
    asked: str

    @property
    def asks(self) -> Sequence[str]:
        return (self.asked,)

    def compute(self, given):
        return Found(amount=given.metrics[self.asked].found.amount * Amount(Fraction(2), Unit(())), said="", lines=())


def test_what_is_computed_from_a_hidden_number_is_hidden_too_and_the_number_refuses_to_be_used():
    done = evaluate_all(
        [Twice(id="more", name="兩倍", asked="waits", unit="分鐘/件"), simple("least: 5\n")], {"t": FEW}
    )
    assert done["more"].statement == "兩倍：D（所根據的「等候」不陳示，因此也不陳示）。"
    assert not done["more"].typed_inputs_only
    amount = done["waits"].found.amount
    for use in (lambda: amount.value, lambda: amount * amount):
        with pytest.raises(MetricInput, match="等候：紀錄太少而不陳示（D），不能拿來計算"):
            use()
    assert (str(amount), repr(amount), amount == done["more"].found.amount) == (
        "D 分鐘/件",
        "HiddenAmount(D 分鐘/件)",
        False,
    )
    assert len({amount, amount}) == 1


def test_a_derived_metric_that_names_a_hidden_one_by_its_name_is_hidden_too():
    text = "kind: derived\nid: more\nname: 加倍\nwhose: 民眾\nunit: 分鐘/件\nexpr: 「等候」 * 2\n"
    done = evaluate_all([lk.Metric.of_yaml(parse(text)), simple("least: 5\n")], {"t": FEW})
    assert done["more"].statement == "加倍：D（所根據的「等候」不陳示，因此也不陳示）。"
