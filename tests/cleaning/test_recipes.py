import pandas as pd
import pytest

import labkit as lk
from labkit.cleaning.steps.deduplicate import Deduplicate
from labkit.cleaning.steps.trim import Trim
from labkit.core.engines import ENGINES
from labkit.core.errors import ExpressionType, StepRefused, UnknownColumn
from labkit.core.yaml import load
from tests.conftest import ROOT

MESSY = pd.DataFrame(
    {"里 別": [" 新安里", "新安里", "－", None], "日": ["113/1/5", "1130105", "113/2/30", None], "件": [1, 1, 2, None]}
)


def recipe(**parts):
    return lk.Recipe(**parts)


@pytest.mark.parametrize("engine", ENGINES)
def test_names_come_first_then_steps_in_order(engine):
    result = recipe(
        columns={"里 別": "里"},
        steps=[
            {"step": "trim", "columns": ["里"]},
            {"step": "mark_missing", "columns": ["里"], "marks": ["－"]},
            {"step": "parse_date", "columns": ["日"], "why": "民國"},
            {"step": "deduplicate"},
            {"step": "derive", "column": "雙", "expr": "件 * 2"},
        ],
    ).apply(MESSY, engine=engine)
    assert result.frame["里"].tolist() == ["新安里", None, None]
    assert result.journal[["step", "rows_in", "rows_out", "cells_changed", "made_missing"]].to_numpy().tolist() == [
        ["trim", 4, 4, 1, 0],
        ["mark_missing", 4, 4, 1, 1],
        ["parse_date", 4, 4, 3, 1],
        ["deduplicate", 4, 3, 0, 0],
        ["derive", 3, 3, 2, 0],
    ]
    assert dict(result.left_out) == {"deduplicate": 1}
    assert [finding.code for finding in result.findings] == ["made_missing"]


def test_a_missing_column_stops_with_the_nearest_name():
    with pytest.raises(UnknownColumn, match="是不是「里 別」"):
        recipe(columns={"里別": "里"}).apply(MESSY)
    with pytest.raises(UnknownColumn, match="trim.*是不是「里 別」"):
        recipe(steps=[Trim(columns=("里-別",))]).apply(MESSY)


def test_two_names_for_one_column_and_a_name_that_is_taken_are_refused():
    with pytest.raises(StepRefused, match="兩個「件」"):
        recipe(columns={"日": "件"}).apply(MESSY)
    with pytest.raises(StepRefused, match="已經存在"):
        recipe(steps=[{"step": "derive", "column": "件", "expr": "件 + 1"}]).apply(MESSY)
    with pytest.raises(ExpressionType):
        recipe(steps=[{"step": "derive", "column": "x", "expr": "日 + 1"}]).apply(MESSY)


def test_checks_count_and_change_nothing():
    checks = [{"expect": "件 > 1"}, {"unique": ["件"]}, {"rows": {"min": 9}}, {"rows": {"min": 1, "max": 4}}]
    result = lk.check(MESSY, checks)
    assert result.frame["failures"].tolist() == [2, 1, 5, 0]
    assert result.summary == "4 項檢核中 1 項通過。"
    both = recipe(
        steps=[Deduplicate(columns=("件",))], checks=[{"unique": ["件"], "when": "before"}, {"unique": ["件"]}]
    ).apply(MESSY)
    assert (both.before.frame["failures"].tolist(), both.after.frame["failures"].tolist()) == ([1], [0])


def test_a_suggestion_gives_reasons_and_changes_nothing():
    messy = MESSY.iloc[[0, 1, 3]].assign(件=["－", "1", "2"])
    kept = messy.copy(deep=True)
    found = lk.suggest_recipe(messy)
    pd.testing.assert_frame_equal(messy, kept)
    assert [step.key() for step in found.steps] == ["trim", "mark_missing", "parse_date", "parse_number"]
    assert all(step.why for step in found.steps)


def test_prose_with_chinese_punctuation_is_no_fault():
    assert lk.suggest_recipe(pd.DataFrame({"話": ["等很久，謝謝！", "好；再見。"]})).steps == ()
    assert [step.key() for step in lk.suggest_recipe(pd.DataFrame({"話": ["長照２．０", "⻑者"]})).steps] == [
        "normalize_text"
    ]


def test_the_land_office_recipes_meet_every_planted_fault():
    expected = load(ROOT / "datasets" / "land_office" / "expected.yml").value["files"]
    case = ROOT / "templates" / "cases" / "land_office" / "recipes"
    raw = ROOT / "datasets" / "land_office" / "raw"
    tickets = lk.Recipe.load(case / "叫號紀錄.yml").run(raw / "叫號紀錄.csv")
    planted = {name: int(count) for name, count in expected["叫號紀錄.csv"]["planted"].items()}
    journal = tickets.journal.set_index("step")
    assert tickets.entries[0].rows_in == int(expected["叫號紀錄.csv"]["rows"])
    assert journal.loc["deduplicate", "rows_in"] - journal.loc["deduplicate", "rows_out"] == planted["duplicate_row"]
    missed = tickets.frame["叫號時間"].isna().sum()
    assert journal.loc["mark_missing", "made_missing"] >= 2 * planted["not_served"]
    assert missed == planted["not_served"]
    assert tickets.frame["櫃檯"].nunique() == 5
    assert tickets.frame["取號日期"].isna().sum() == 0
    intake = lk.Recipe.load(case / "收件簿.yml").run(raw / "收件簿.xlsx")
    register = {name: int(count) for name, count in expected["收件簿.xlsx"]["planted"].items()}
    assert intake.journal.set_index("step").loc["trim", "cells_changed"] == register["leading_blank"]
    assert intake.frame["是否免填"].isna().sum() == register["missing_mark"]
    assert intake.frame["行政區"].nunique() == 8


def test_a_cleaned_table_tells_of_itself_in_counts_only(raw_land_office):
    result = lk.Recipe(steps=[Trim(columns=("類別",))]).run(raw_land_office / "陳情案件.csv")
    text = str(result.log.to_document())
    names = result.frame["陳情人"].tolist()
    assert not any(name in text for name in names)
    assert "120 列進、120 列出" in result.log.summary


def test_a_step_that_finds_nothing_to_do_and_a_column_named_twice_go_through():
    numbers = pd.DataFrame({"件": [1, 2]})
    assert recipe(steps=[{"step": "mark_missing", "columns": ["件"], "marks": ["-"]}]).apply(numbers).journal[
        "cells_changed"
    ].tolist() == [0]
    assert recipe(steps=[{"step": "trim", "columns": ["里 別", "里 別"]}]).apply(MESSY).table.columns == list(
        MESSY.columns
    )


def test_the_summary_says_which_rows_went_and_why():
    result = recipe(steps=[{"step": "deduplicate", "columns": ["件"]}]).apply(MESSY)
    assert result.summary == "1 個步驟：4 列進、3 列出（去除重複列 1 列），更動 0 格。"
