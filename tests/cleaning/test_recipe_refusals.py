"""Bad recipes and bad tables: one clear sentence, and nothing half-written."""

import os
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import (
    EmptiesTable,
    EngineMissing,
    ExpressionType,
    SpecInvalid,
    SpecSyntax,
    StepRefused,
    UnknownColumn,
    UnknownTable,
)
from labkit.core.stores import spark

FRAME = pd.DataFrame({"里": ["新安里", "福星里"], "件": [1, 2], "日": ["113/1/5", "113/1/6"]})


def refused(error, /, **step):
    with pytest.raises(error) as caught:
        lk.Recipe(name="收件", steps=[step]).apply(FRAME)
    return str(caught.value)


def test_each_refusal_names_recipe_step_and_what_next():
    assert (
        refused(UnknownColumn, step="trim", columns=["里別"]) == "收件 第 1 步 trim：沒有欄位「里別」。是不是「里」？"
    )
    assert "會刪掉全部 2 列" in refused(EmptiesTable, step="filter_rows", where="件 > 99")
    assert "還不是日期" in refused(StepRefused, step="date_part", column="日", part="month", to="月")
    assert "不是數字" in refused(StepRefused, step="flag_outliers", columns=["里"])
    assert "low 或 high" in refused(StepRefused, step="flag_outliers", columns=["件"], rule="range")
    assert "不是文字" in refused(StepRefused, step="check_code", columns=["件"], kind="ubn")
    assert "沒有「村」" in refused(StepRefused, step="split_address", columns=["里"], keep=["村"])
    assert "已經存在" in refused(StepRefused, step="join_columns", columns=["里", "日"], to="件")
    assert "已經存在" in refused(StepRefused, step="unpivot", columns=["里", "日"], names="件")
    assert "型別不同" in refused(StepRefused, step="unpivot", columns=["里", "件"])
    assert "移除全部" in refused(StepRefused, step="drop_columns", columns=["里", "件", "日"])
    assert "to 卻是文字" in refused(StepRefused, step="set_value", column="件", where="件 > 1", to="里")
    assert "這裡需要是非" in refused(ExpressionType, step="filter_rows", where="件 + 1")
    assert "沒有資料表「代碼」" in refused(
        UnknownTable, step="lookup", column="里", table="代碼", code="a", take={"b": "c"}
    )


def test_two_cells_for_one_place_and_rows_without_a_name_are_refused():
    twice = pd.DataFrame({"里": ["甲", "甲"], "性別": ["男", "男"], "人": [1, 2]})
    with pytest.raises(StepRefused, match="1 個位置同時有兩格"):
        lk.Recipe(steps=[{"step": "pivot_wider", "names": "性別", "values": "人"}]).apply(twice)
    with pytest.raises(StepRefused, match="未填的格"):
        lk.Recipe(steps=[{"step": "pivot_wider", "names": "性別", "values": "人"}]).apply(
            twice.assign(性別=["男", None])
        )


def test_a_code_table_is_looked_up_and_one_that_says_two_things_is_refused():
    step = {"step": "lookup", "column": "里", "table": "里代碼", "code": "名稱", "take": {"代碼": "里代碼"}}
    codes = lk.Table.of(pd.DataFrame({"名稱": ["新安里", " 西門里"], "代碼": ["004", "003"]}))
    result = lk.Recipe(steps=[step]).apply(FRAME, tables={"里代碼": codes})
    assert result.frame["里代碼"].tolist() == ["004", None]
    assert [one.sentence for one in result.findings] == [
        "新欄位「里代碼」有 1 格留空：代碼表沒有這個代碼；原欄位未更動。"
    ]
    twice = lk.Table.of(pd.DataFrame({"名稱": ["新安里", "新安里"], "代碼": ["004", "005"]}))
    with pytest.raises(StepRefused, match="重複而內容不同"):
        lk.Recipe(steps=[step]).apply(FRAME, tables={"里代碼": twice})


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("steps: [{step: trimm, columns: [里]}]", SpecInvalid, "是不是「trim」"),
        ("steps:\n- {step: trim, colums: [里]}", SpecInvalid, "第 2 行"),
        ("steps: [{step: pad_code, columns: [里], length: 四}]", SpecInvalid, "應為整數"),
        ("steps: [{step: derive, column: x, expr: 件 +}]", SpecInvalid, "算式"),
        ("steps: [{step: merge_spellings, columns: [里], groups: {a: [b], c: [b]}}]", SpecInvalid, "出現在兩組"),
        ("version: 99", SpecInvalid, "較新的檔案請先更新"),
        ("a: &a [x]\nb: [*a, *a]", SpecSyntax, "別名"),
        ("name: '" + "x" * 10_000_000 + "'", SpecSyntax, "1 MB"),
        ("steps: [", SpecSyntax, "YAML"),
        ("checks: [{expect: 件 > 1, unique: [里]}]", SpecInvalid, "只寫"),
    ],
    ids=range(10),
)
def test_a_bad_recipe_is_refused_with_file_and_line(text, kind, told, tmp_path):
    path = tmp_path / "收件.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(kind) as caught:
        lk.Recipe.load(path)
    assert told in str(caught.value)
    assert "收件.yml" in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_run_may_go_on_past_a_refused_step_and_says_so():
    steps = [{"step": "trim", "columns": ["里別"]}, {"step": "parse_date", "columns": ["日"]}]
    result = lk.Recipe(steps=steps).apply(FRAME, continue_on_error=True)
    assert result.journal["cells_changed"].tolist() == [0, 2]
    assert result.findings[0].code == "step_failed"
    assert "是不是「里」" in result.findings[0].sentence
    assert "（未執行）" in str(result.to_document())


def test_a_run_may_stop_at_a_step_and_keep_examples():
    recipe = lk.Recipe(steps=[{"step": "parse_date", "columns": ["日"]}, {"step": "filter_rows", "where": "件 > 1"}])
    assert len(recipe.apply(FRAME, up_to=1).table) == len(recipe.apply(FRAME, up_to="parse_date").table) == 2
    assert len(recipe.apply(FRAME).table) == 1
    for wrong in ("parse_dat", -1, 9):
        with pytest.raises(SpecInvalid, match="沒有步驟"):
            recipe.apply(FRAME, up_to=wrong)
    with pytest.raises(EngineMissing, match="沒有這個引擎"):
        recipe.apply(FRAME, engine="polars")
    kept = recipe.apply(FRAME, examples=1).examples
    assert kept[["step", "column", "row", "before"]].to_numpy().tolist() == [["parse_date", "日", 1, "113/1/5"]]
    assert "113/1/5" not in str(recipe.apply(FRAME, examples=1).log.to_document())


def test_an_engine_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineMissing, match="沒有安裝 PySpark"):
        spark.session()


def test_a_kill_in_mid_run_leaves_the_last_good_output(tmp_path):
    out = tmp_path / "clean.parquet"
    code = (
        "import sys, pandas as pd, labkit as lk\n"
        "frame = pd.DataFrame({'里': [f'{n} ' for n in range(200_000)]})\n"
        "result = lk.Recipe(steps=[{'step': 'trim', 'columns': ['里']}]).apply(frame)\n"
        "result.table.save_parquet(sys.argv[1])\n"
        "print('ready', flush=True)\n"
        "while True: result.table.save_parquet(sys.argv[1])"
    )
    halves = 0
    for wait in (0.013, 0.029, 0.047, 0.071, 0.111):
        child = subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE)
        child.stdout.readline()
        time.sleep(wait)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        halves += len(list(tmp_path.glob(".*.part")))
        assert len(pd.read_parquet(out)) == 200_000
    assert halves, "no kill met a file in the making: the test proves nothing"
