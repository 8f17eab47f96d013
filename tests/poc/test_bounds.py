"""Numbers beyond all measure: refused in zh-TW where they are stated, where they stand in a table, and where they arise."""

import re
import warnings
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import LabkitError, MetricInput, SpecInvalid
from labkit.core.yaml import parse
from labkit.poc.bounds import MOST

NOT_NUMBERS = [".nan", ".inf", "1/0", "'1,000'", "true", "abc", "0x10", "[1]"]
TOO_FAR = ["1e400", "1e400000000", "-1e16", "1e-300", "1" * 5000, "1/" + "9" * 70]
PRODUCT = "kind: product\nid: m\nname: 甲\nwhose: 民眾\n"
INPUTS = "inputs:\n- {name: 一, unit: 分鐘/件, %s}\n- {name: 二, value: 3, unit: 件/年, low: 2, high: 4}\n"
ENGLISH = re.compile(r"[a-z]{4,} [a-z]{3,}")


def metric(text):
    return lk.Metric.of_yaml(parse(text))


@pytest.mark.parametrize("told", [*NOT_NUMBERS, *TOO_FAR])
@pytest.mark.parametrize("key", ["value", "low", "sd"])
def test_what_is_no_number_within_all_measure_is_refused_in_chinese(told, key):
    if (key, told) == ("sd", "1e-300"):
        return
    stated = {"value": f"value: {told}", "low": f"value: 5, low: {told}, high: 9", "sd": f"value: 5, n: 9, sd: {told}"}
    with pytest.raises(SpecInvalid) as refused:
        metric(PRODUCT + INPUTS % stated[key])
    said = str(refused.value)
    assert "fraction" not in said
    assert not ENGLISH.search(said)
    assert any(words in said for words in ("應為", "數字太大或太小", "應小於", "應大於"))
    assert "至少要有" not in said  # two inputs are there


def test_a_number_is_read_as_it_is_written():
    read = metric(PRODUCT + INPUTS % "value: 5.10")
    assert str(read.inputs[0].value) == "51/10"
    assert type(read.inputs[0])(name="一", value=5.1, unit="件").value == read.inputs[0].value


def test_a_small_input_is_shown_with_all_its_decimals_so_that_the_working_multiplies_out():
    shown = metric(PRODUCT + INPUTS % "value: 0.0000125").evaluate().lines[0].number
    assert shown == "0.0000125"


def test_a_product_that_grows_beyond_all_measure_is_refused():
    many = "".join(f"- {{name: 第{one}, value: 1e15, unit: 倍}}\n" for one in range(25))
    with pytest.raises(MetricInput, match="超出範圍"):
        metric("kind: product\nid: m\nname: 甲\ninputs:\n" + many).evaluate()


KINDS = {
    "sum": "kind: simple\ntable: t\ntake: sum\ncolumn: 值\nunit: 件\n",
    "mean": "kind: simple\ntable: t\ntake: mean\ncolumn: 值\nunit: 件\n",
    "wape": "kind: simple\ntable: t\ntake: wape\ncolumn: 值\nforecast: 另\n",
    "ratio": "kind: ratio\nnumerator: {name: 一, measured: {table: t, take: sum, column: 值}, unit: 件}\n"
    "denominator: {name: 二, measured: {table: t}, unit: 件}\n",
    "cumulative": "kind: cumulative\nunit: 件\nmeasured: {table: t, take: sum, column: 值}\ntime: {field: 日, year: 113}\n",
    "before_after": "kind: before_after\nunit: 件\ntable: t\ncolumn: 值\nchange: 2024-02-01\ntime: {field: 日}\n",
    "product": "kind: product\ninputs:\n- {name: 一, measured: {table: t, take: sum, column: 值}, unit: 件}\n"
    "- {name: 二, value: 3, low: 2, high: 4, unit: 倍}\n",
}


def table(values):
    days = pd.date_range("2024-01-01", periods=len(values), freq="7D").date
    return pd.DataFrame({"值": values, "另": [1.0] * len(values), "日": days})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bad", [1e308, -1e308, 10.0 * MOST, float("inf")])
def test_a_cell_beyond_all_measure_is_refused_in_every_kind_that_reads_numbers(kind, bad):
    one = metric("id: m\nname: 甲\n" + KINDS[kind])
    with pytest.raises(MetricInput, match="無限大|10 的 15 次方"):
        one.evaluate({"t": table([1.0, 2.0, bad, 3.0, 5.0, 2.0, 4.0, 8.0])}, as_of=pd.Timestamp("2024-12-31").date())


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(
        st.none()
        | st.floats(allow_nan=True, allow_infinity=True)
        | st.sampled_from([0.0, 1e-308, 5e-324, 1e15, -1e15]),
        max_size=12,
    )
)
def test_whatever_stands_in_the_cells_there_is_a_result_or_a_refusal_in_chinese(kind, values):
    one = metric("id: m\nname: 甲\n" + KINDS[kind])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            result = one.evaluate({"t": table(values)}, as_of=pd.Timestamp("2024-12-31").date())
        except LabkitError as refused:
            assert re.search("[一-鿿]", str(refused))
        else:
            assert result.labelled_frame.shape[0] > 0


def test_an_endless_decimal_does_not_break_the_table():
    held = pd.DataFrame({"值": [Decimal("Infinity"), Decimal(1)]})
    with pytest.raises(MetricInput):
        metric("id: m\nname: 甲\n" + KINDS["sum"]).evaluate({"t": held})


def test_an_endless_number_is_an_answer_and_a_person_like_any_other_text():
    held = table([1.0] * 6).assign(值=[float("inf"), 1, 1, 2, 2, 2])
    survey = metric("kind: survey\nid: m\nname: 甲\ntable: t\ncolumn: 值\npositive: ['1']\n").evaluate({"t": held})
    assert (survey.measure.n, survey.found.amount.value) == (6, Fraction(100, 3))
    lasting = metric("kind: survival\nid: m\nname: 甲\ntable: t\nperson: 值\ndate: 日\ndays: 7\ngap: 1\n")
    assert lasting.evaluate({"t": held}).found.lines


def test_a_scope_too_small_to_print_does_not_break_its_check():
    result = metric(PRODUCT + "scope: {value: 1e-10, unit: 件, of: 全}\n" + INPUTS % "value: 5").evaluate()
    assert result.checks
