"""Every check of labkit/sessions/verdicts answers in one of three words and one Chinese sentence, also where there is nothing."""

import re
from typing import get_args

import pandas as pd
import pytest

import labkit as lk
from labkit.sessions.verdicts._verdict import CHECKS, COLOURS, Answer, Verdict, verdict_on
from labkit.workspace.layout import guided_notebooks
from tests.conftest import land_office_workspace

FRAME = pd.DataFrame({"里": ["新安里", "福星里"] * 6, "等待分鐘": [5.0, None] * 6})


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    return lk.Stage.open("02_cleaning", str(land_office_workspace(tmp_path_factory.mktemp("ws") / "ws").root), 1)


@pytest.mark.parametrize("name", list(CHECKS))
def test_a_check_has_a_label_and_is_used_by_a_notebook_or_judges_a_kind_of_result(name):
    check = CHECKS[name]
    assert re.search(r"[一-鿿]", check.label)
    used = "".join(path.read_text(encoding="utf-8") for path in guided_notebooks())
    assert check.judges() or f'\\"{name}\\"' in used


@pytest.mark.parametrize("answer", get_args(Answer))
def test_the_answer_is_a_word_and_not_a_colour_alone(answer):
    shown = Verdict(answer, "一句話 <b>")._repr_html_()
    assert f">{answer}</strong>" in shown
    assert "&lt;b&gt;" in shown
    assert COLOURS[answer] in shown
    assert repr(Verdict(answer, "一句話")) == f"【{answer}】一句話"


def test_nothing_to_check_is_said_and_not_praised(stage):
    assert verdict_on({}, stage).answer == "請看"
    assert verdict_on({}, stage, "small_cells").answer == "請看"


def test_an_unknown_check_is_the_programmers_error(stage):
    with pytest.raises(KeyError):
        verdict_on("no_such_check", stage)


def test_rows_in_are_rows_out_or_it_says_stop(stage):
    from dataclasses import replace

    from labkit.cleaning.steps.trim import Trim

    recipe = lk.Recipe(name="甲", steps=[Trim(columns=["里"])])
    done = recipe.apply(FRAME)
    assert verdict_on({"甲": done}, stage) == Verdict("好", "12 列進，12 列出，刪去的 0 列都寫了原因。")
    lost = replace(done, rows_in=13)
    assert verdict_on({"甲": lost}, stage).answer == "停"
    unsure = replace(done, name="甲（尚無確認的食譜，依原樣）")
    assert verdict_on({"甲": unsure}, stage).answer == "請看"


def test_a_pivot_places_every_row_or_says_why_not(stage):
    from dataclasses import replace

    for told in ({"values": {"等待分鐘": "sum"}}, {"where": "等待分鐘 > 1"}, {"rows": ["里"], "top": 1}):
        for engine in (None, "duckdb"):
            result = lk.pivot(FRAME, **told, engine=engine)
            assert verdict_on({"甲": result}, stage).answer == "好", told
            assert verdict_on({"甲": replace(result, rows_in=99)}, stage).answer == "停"


def test_columns_that_nobody_decided_about_are_counted(stage):
    found = lk.scan(pd.DataFrame({"姓名": ["王小明", "陳大文"] * 5}))
    assert "1 欄還沒有人決定" in repr(verdict_on({"甲": found}, stage))


def test_a_result_of_another_kind_is_answered_too(stage):
    assert verdict_on(lk.profile(FRAME), stage).answer == "好"
