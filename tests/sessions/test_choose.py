import pandas as pd
import pytest

import labkit as lk
from labkit.core.batch import BATCH
from labkit.sessions.asking.steps import choices, choose, chosen, save_chosen
from labkit.sessions.shown import Proposals
from tests.conftest import land_office_workspace

FRAME = {"序號": [f"A{n:03}" for n in range(10)]}
CELLS = ["臺北市政府社會局"] * 5 + ["臺北市政府 社會局 "] * 2 + ["新北市政府社會局"] * 3


@pytest.fixture
def recipe():
    return lk.suggest_recipe(pd.DataFrame({**FRAME, "局": CELLS}))


def test_steps_are_ticked_and_merges_are_asked_group_by_group(recipe):
    told = [(step.key(), tick) for _, step, tick in choices(recipe)]
    assert told == [("trim", True), ("merge_spellings", False)]
    assert "臺北市政府 社會局 → 臺北市政府社會局" in choices(recipe)[1][0]


def test_what_is_ticked_is_done_and_nothing_else(recipe):
    frame = pd.DataFrame({**FRAME, "局": CELLS})
    only_trim = chosen(recipe, [True, False], "局處")
    assert [step.key() for step in only_trim.steps] == ["trim"]
    both = chosen(recipe, [True, True], "局處").apply(frame)
    assert both.frame["局"].nunique() == 2
    assert only_trim.apply(frame).frame["局"].nunique() == 3
    assert len(chosen(recipe, [False, False], "局處").steps) == 0


def test_the_form_saves_a_recipe_once_and_never_overwrites(tmp_path, recipe, monkeypatch):
    monkeypatch.delenv(BATCH, raising=False)
    ws = land_office_workspace(tmp_path / "ws")
    form = choose(ws, Proposals({"局處": recipe}))
    *_, button, told = form.children[0].children
    button.click()
    assert "已存成 recipes/局處.yml（1 個步驟）" in told.value
    assert [step.key() for step in lk.Recipe.load(ws.root / "recipes" / "局處.yml").steps] == ["trim"]
    assert "沒有覆寫" in repr(save_chosen(ws, "局處", recipe))


def test_a_batch_run_shows_one_sentence(tmp_path, recipe, monkeypatch):
    monkeypatch.setenv(BATCH, "1")
    ws = land_office_workspace(tmp_path / "ws")
    assert "批次執行時不勾選" in repr(choose(ws, Proposals({"局處": recipe})))


def test_time_saved_asks_for_a_measured_number(land_office):
    from labkit.sessions.cleaned import time_saved
    from labkit.sessions.rooms import room_of

    ws, _ = land_office
    room = room_of(ws, 1)
    assert "實際計時" in repr(time_saved(room, 0))
    assert "：少 " in repr(time_saved(room, 300))
    assert "還沒有執行清理" in repr(time_saved(ws.root, 300))
    assert list((room / "examples").rglob("變更前後.csv"))


def test_links_may_be_run_again_and_what_no_plan_makes_is_forgotten(tmp_path):
    ws = land_office_workspace(tmp_path / "ws")
    for path in ws.raw.iterdir():
        if path.name != "叫號紀錄.csv":
            path.unlink()
    (ws.raw / "櫃檯.csv").write_text("櫃檯,樓層\n1號櫃檯,一樓\n2號櫃檯,二樓\n", encoding="utf-8")
    plan = ws.root / "links" / "櫃檯.yml"
    plan.write_text(
        "links: [{name: 連結, left: 叫號紀錄, right: 櫃檯, on: {櫃檯: 櫃檯}, cardinality: many_to_one}]\n",
        encoding="utf-8",
    )
    stage = lk.Stage.open("02_cleaning", str(ws.root), 1)
    stage.clean()
    for _ in range(2):
        assert list(stage.link()) == ["連結"]
        assert set(stage.scan()) == {"叫號紀錄", "櫃檯", "連結"}
    plan.unlink()
    stage.link()
    assert set(stage.scan()) == {"叫號紀錄", "櫃檯"}


def test_published_tables_keep_days_as_days_and_moments_with_their_time():
    from labkit.sessions.publish import csv_text

    frame = pd.DataFrame(
        {"日": pd.to_datetime(["2024-01-05", None]), "時": pd.to_datetime(["2024-01-05 14:30", "2024-01-06 00:00"])}
    )
    assert csv_text(frame).splitlines()[1:] == ["2024-01-05,2024-01-05 14:30:00", ",2024-01-06 00:00:00"]
