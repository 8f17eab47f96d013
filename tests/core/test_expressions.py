from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.engines import ENGINES, collect, lazy
from labkit.core.errors import ExpressionSyntax, ExpressionType, UnknownColumn
from labkit.core.expressions.expression import Expression
from labkit.core.table import Table

ROWS = pd.DataFrame(
    {
        "數": pd.array([1, 0, -2, None, 3], dtype="Int64"),
        "率": [0.5, None, 0.0, 2.0, -1.5],
        "里": ["新安里", None, "福星里", "", "a1\n"],
        "日": pd.to_datetime(["2024-01-05", None, "2024-03-01", "1899-12-31", "2024-02-29"]).date,
        "刻": pd.to_datetime(["2024-01-05 12:00", "2024-03-01 00:00", None, "2024-02-29 06:00", "2024-02-29 00:00"]),
        "真": pd.array([True, False, None, True, False], dtype="boolean"),
    }
)
TABLE = Table.of(ROWS)
SCHEMA = TABLE.schema
RECORDS = TABLE.arrow.drop_columns(["__row__"]).to_pylist()

NUMBERS = [
    "數",
    "率",
    "數 + 率",
    "數 - 1",
    "數 * 率",
    "數 / 率",
    "率 / 數",
    "-數",
    "1 / 0",
    "(數 + 2) / 數",
    "日 - 日",
    "日 - 2024-01-01",
    "刻 - 日",
    "-3 * -數",
]
TESTS = [
    *(f"數 {sign} 率" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    "里 == '新安里'",
    "里 != '新安里'",
    "里 in ('新安里', '福星里')",
    "里 not in ('新安里')",
    "數 in (1, -2)",
    "數 between 0 and 2",
    "數 not between 0 and 2",
    "里 matches '里$'",
    "里 matches '^a\\d$'",
    "里 not matches '^[^新]'",
    "里 is missing",
    "率 is not missing",
    "數 / 率 is missing",
    "日 == 2024-01-05",
    "日 >= 2024-02-29",
    "刻 > 2024-02-29",
    "刻 == 日",
    "日 in (2024-01-05, 1899-12-31)",
    "真",
    "not 真",
    "真 and 數 > 0",
    "真 or 數 > 0",
    "not (真 or 數 > 0)",
    "數 > 0 and 率 > 0 or 里 is missing",
]


def column(expression, engine):
    relation = lazy(TABLE.arrow, engine)
    made = relation.select("__row__", out=expression.column(SCHEMA, engine=engine))
    return collect(made).column("out").to_pylist()


def test_the_cases_cover_every_type_and_missing_cells():
    assert SCHEMA == {"數": "number", "率": "number", "里": "text", "日": "date", "刻": "datetime", "真": "boolean"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("source", NUMBERS + TESTS)
def test_every_engine_says_what_the_python_reference_says(source, engine):
    expression = Expression.parse(source)
    wanted = [expression.of_row(row) for row in RECORDS]
    found = column(expression, engine)
    assert [None if value is None else pytest.approx(value, rel=1e-9) for value in wanted] == found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("source", TESTS)
def test_a_filter_keeps_the_rows_that_surely_hold(source, engine):
    expression = Expression.parse(source)
    kept = (
        collect(lazy(TABLE.arrow, engine).filter(expression.test(SCHEMA, engine=engine))).column("__row__").to_pylist()
    )
    assert kept == [number for number, row in enumerate(RECORDS, 1) if expression.of_row(row) is True]


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("年 = 113", "相等請寫 =="),
        ("年 ==", "這裡應有欄位"),
        ("(年 == 1", "這裡應有「)」"),
        ("年 == 1 2", "這裡應該結束"),
        ("里 in ()", "這裡應有"),
        ("里 in (年)", "清單裡只能放"),
        ("日 == 2024-02-30", "沒有這一天"),
        ("里 matches 年", "引號內的樣式"),
        (r"里 matches '(?i)a'", "樣式不可用"),
        (r"里 matches '(a)\1'", "反斜線"),
        ("里 matches '['", "不是正確的正規表示式"),
        ("里 not", "not 之後"),
        ("a" * 2001, "超過"),
        ("(" * 100 + "a" + ")" * 100, "太多層"),
        ("里; drop", "看不懂「;」"),
    ],
)
def test_what_the_grammar_does_not_know_is_refused_with_its_place(source, what):
    with pytest.raises(ExpressionSyntax) as refused:
        Expression.parse(source)
    assert what in str(refused.value)


@pytest.mark.parametrize(
    "source",
    ["里 > 3", "數 == '3'", "數 and 真", "not 數", "里 + 1", "日 - 1", "數 matches '1'", "日 + 日", "-里", "數 - 日"],
)
def test_types_that_engines_would_cast_each_in_its_way_are_refused(source):
    with pytest.raises(ExpressionType, match="需要"):
        Expression.parse(source).kind(SCHEMA, place="食譜")


def test_an_unknown_column_names_the_nearest_and_a_number_is_no_filter():
    with pytest.raises(UnknownColumn, match="是不是「里」"):
        Expression.parse("里別 == 'a'").kind(SCHEMA)
    with pytest.raises(ExpressionType):
        Expression.parse("數 + 1").test(SCHEMA)


def test_names_with_blanks_and_signs_stand_in_quotes():
    row = {"案件 數（量）": 3.0, "1月": 2.0, "a-b": 1.0}
    assert Expression.parse("「案件 數（量）」 + 1月 + `a-b`").of_row(row) == 6.0
    assert Expression.parse("里 == 'it''s'").of_row({"里": "it's"}) is True


def test_an_expression_reads_as_a_sentence():
    text = Expression.parse("not (年 between 110 and 113) or 里 in ('甲', '乙') and 名 matches '^王'").sentence
    assert (
        text
        == "不是（「年」不小於 110，而且「年」不大於 113），或（「里」是 「甲」、「乙」 之一，而且「名」符合樣式 ^王）"
    )


@given(st.text(max_size=40))
def test_no_text_does_more_than_be_refused(source):
    try:
        Expression.parse(source)
    except ExpressionSyntax as error:
        assert str(error)


def test_dates_minus_dates_are_days():
    assert Expression.parse("a - b").of_row({"a": date(2024, 3, 1), "b": date(2024, 2, 28)}) == 2.0


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (r"a matches '^\(?02\)?'", "(02)23456789", True),
        ("a matches '[?+]'", "a+b", True),
        ("a matches 'a{2}'", "ba", False),
    ],
)
def test_ordinary_patterns_are_no_exotic_ones(source, text, found):
    assert Expression.parse(source).of_row({"a": text}) is found


@pytest.mark.parametrize(
    "source",
    [r"a matches '\u4e00'", "a matches 'a{2000}'", "a matches 'a++'", " + ".join(["a"] * 900), " - ".join(["a"] * 400)],
)
def test_what_an_engine_could_not_do_is_refused_before_it_runs(source):
    with pytest.raises(ExpressionSyntax):
        Expression.parse(source)


def test_a_long_expression_is_typed_in_a_moment():
    assert Expression.parse(" - ".join(["a"] * 120)).kind({"a": "number"}) == "number"
