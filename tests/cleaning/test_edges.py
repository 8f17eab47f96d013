"""What once went wrong at the edges: names that collide, rows that share a number, values that no type holds."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.core.engines import ENGINES
from labkit.core.errors import DuplicateColumn, LabkitError, SpecInvalid, StepRefused


def run(steps, frame, **how):
    return lk.Recipe.model_validate({"steps": steps}).apply(frame, **how)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("step", "cells"),
    [
        ({"step": "derive", "column": "id", "expr": "ID"}, {"ID": [1]}),
        ({"step": "derive", "column": "__x", "expr": "ID"}, {"ID": [1]}),
        ({"step": "pivot_wider", "names": "k", "values": "v"}, {"r": ["a", "a"], "k": ["X", "x"], "v": [1, 2]}),
        ({"step": "flag_outliers", "columns": ["v"]}, {"v": [1.0, 2], "v_離群": ["留", "著"]}),
        ({"step": "split_column", "column": "a", "at": ",", "into": ["A", "b"]}, {"a": ["1,2"]}),
        ({"step": "date_part", "column": "d", "part": "year", "to": "d"}, {"d": [pd.Timestamp("2024-01-05")]}),
        ({"step": "unpivot", "columns": ["a"], "names": "x", "values": "X"}, {"a": [1]}),
        ({"step": "deduplicate", "columns": ["a"], "keep": "last", "by": "日"}, {"a": [1], "日": ["113/9/30"]}),
        (
            {"step": "pivot_wider", "names": "k", "values": "v", "by": ["r"]},
            {"r": [1], "k": ["x"], "v": [1], "note": ["n"]},
        ),
    ],
)
def test_a_name_that_is_taken_and_a_column_that_would_be_lost_are_refused(step, cells, engine):
    with pytest.raises(StepRefused):
        run([step], pd.DataFrame(cells), engine=engine)


@pytest.mark.parametrize(
    "step",
    [
        {"step": "split_column", "column": "a", "at": ",", "into": ["p", "p"]},
        {"step": "split_address", "columns": ["a"], "keep": ["縣市", "縣市"]},
        {"step": "lookup", "column": "a", "take": {"n": "x", "m": "X"}},
    ],
)
def test_two_new_columns_of_one_name_are_refused(step):
    with pytest.raises(ValueError, match="重複"):
        lk.Recipe.model_validate({"steps": [step]})


def test_names_that_the_engine_keeps_are_refused_in_frames():
    for name in ("__part__", "__new__a", "__row__"):
        with pytest.raises(DuplicateColumn):
            lk.Table.of(pd.DataFrame({name: [1]}))


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_made_of_one_row_stay_in_order(engine):
    count = 30_000
    frame = pd.DataFrame({"id": range(count), **{name: [f"{name}{n}" for n in range(count)] for name in "abc"}})
    steps = [{"step": "unpivot", "columns": ["a", "b", "c"]}, {"step": "deduplicate", "columns": ["id"]}]
    assert set(run(steps, frame, engine=engine).frame["項目"]) == {"a"}
    again = run(
        [steps[0], {"step": "unpivot", "columns": ["數值"], "names": "再", "values": "值"}],
        frame.head(3),
        engine=engine,
    )
    assert again.frame["值"].tolist() == [f"{name}{n}" for n in range(3) for name in "abc"]
    back = run([steps[0], {"step": "pivot_wider", "names": "項目", "values": "數值"}], frame.head(50), engine=engine)
    pd.testing.assert_frame_equal(back.frame, frame.head(50), check_dtype=False)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_named_like_our_own_counts_goes_through(engine):
    frame = pd.DataFrame({"n": [1.0, 2.0, 3.0, 400.0], "里": ["a", "b", "c", "d"]})
    assert run([{"step": "flag_outliers", "columns": ["n"]}], frame, engine=engine).frame["n_離群"].tolist() == [
        False
    ] * 3 + [True]
    assert lk.check(frame, [{"unique": ["n"]}]).frame["failures"].tolist() == [0]


def test_a_spread_of_nothing_makes_no_outlier_and_infinity_is_passed_over():
    step = {"step": "flag_outliers", "columns": ["v"], "rule": "mad"}
    assert not run([step], pd.DataFrame({"v": [5.0, 5, 5, 5, 6, 4]})).frame["v_離群"].any()
    frame = pd.DataFrame({"v": [1.0, 2, 3, np.inf]})
    told = [run([{**step, "rule": "iqr"}], frame, engine=engine).frame["v_離群"].tolist() for engine in ENGINES]
    assert told[0] == told[1] == [False, False, False, True]


@pytest.mark.parametrize(
    "cells",
    [
        [10**30, 1], [b" x", b"y"], [[1], [2]], [{"a": 1}, None], pd.to_timedelta(["1D", "2D"]), [2**63 + 1, 1], [1 + 2j, 3],
        pd.to_datetime(["2024-01-05 07:30:00.123456789"]), ["9" * 5000, "1"], pd.array(["甲", None], dtype="category"),
    ],
)  # fmt: skip
def test_cells_of_any_type_become_text_or_are_refused_in_chinese(cells):
    frame = pd.DataFrame({"欄": cells, "日": ["113/1/5"] * len(cells)})
    try:
        recipe = lk.suggest_recipe(frame)
        result = run([{"step": "trim", "columns": ["欄"]}, *(one.model_dump() for one in recipe.steps)], frame)
    except LabkitError as error:
        assert any("一" <= sign <= "鿿" for sign in str(error))
    else:
        assert len(result.table) == len(frame)


def test_a_clock_on_the_wall_stays_as_it_is():
    frame = pd.DataFrame({"時": pd.to_datetime(["2024-01-05 07:30"]).tz_localize("Asia/Taipei")})
    assert str(lk.Table.of(frame).frame["時"][0]) == "2024-01-05 07:30:00"


def test_too_many_digits_are_no_number():
    result = run(
        [{"step": "parse_number", "columns": ["帳"], "whole": True}],
        pd.DataFrame({"帳": ["99999999999999999999", "5"]}),
    )
    assert result.frame["帳"].tolist() == [pd.NA, 5] or result.frame["帳"].isna().tolist() == [True, False]
    assert "超過 15 位數" in result.findings[0].sentence


def test_bad_checks_speak_chinese_with_their_place():
    with pytest.raises(SpecInvalid, match="check"):
        lk.check(pd.DataFrame({"件": [1]}), [{"expcet": "件 > 0"}])


def test_tables_that_lack_keys_and_reshaped_ones_compare_equal_to_themselves():
    frame = pd.DataFrame({"id": ["a", None], "v": [1, 2]})
    assert lk.compare(frame, frame, key=["id"]).alike
    steps = [{"step": "unpivot", "columns": ["a", "b"]}]
    wide = pd.DataFrame({"r": ["x", "y"], "a": [1, 2], "b": [3, 4]})
    assert lk.compare(run(steps, wide), run(steps, wide)).alike
    changed = run(steps, wide.assign(b=[3, 5]))
    assert lk.compare(run(steps, wide), changed).frame.to_numpy().tolist() == [["內容不同的格", "數值", 1]]
    with pytest.raises(StepRefused, match="型別不同"):
        lk.compare(pd.DataFrame({"r0": ["A1"]}), pd.DataFrame({"r0": [1]}), key=["r0"])


def test_moments_are_saved_whole(tmp_path):
    from typer.testing import CliRunner

    from labkit.cli.app import app

    (tmp_path / "收件.csv").write_text("收件時間\n113/1/5 14:30\n113/1/6 09:05\n", encoding="utf-8")
    (tmp_path / "食譜.yml").write_text("steps: [{step: parse_datetime, columns: [收件時間]}]\n", encoding="utf-8")
    for suffix in ("csv", "xlsx", "ods"):
        out = tmp_path / f"乾淨.{suffix}"
        done = CliRunner().invoke(
            app, ["clean", str(tmp_path / "收件.csv"), "--recipe", str(tmp_path / "食譜.yml"), "--out", str(out)]
        )
        assert done.exit_code == 0, done.output
        assert str(lk.read(out).frame["收件時間"][0]).startswith("2024-01-05 14:30")
