"""A recipe made on one file, met by another."""

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import FieldsChanged, StepRefused, UnknownColumn

OLD = pd.DataFrame({"統計年月": ["10305"] * 3, "村里": ["新安里", "福星里", "西門里"], "結婚對數": [1, 2, 3]})
NEW = pd.DataFrame(
    {"統計年月": ["10911"] * 2, "村里名稱": ["新安里", "福星里"], "結婚對數_異性": [4, 5], "離婚": [0, 1]}
)


def test_a_file_without_the_fields_is_refused_with_every_fault_and_the_nearest_names():
    with pytest.raises(FieldsChanged) as refused:
        lk.suggest_recipe(OLD).apply(NEW)
    assert "2 處不同" in str(refused.value)
    assert "缺少欄位「村里」。是不是「村里名稱」？" in str(refused.value)
    assert "columns" in str(refused.value)


def test_a_mapping_lets_it_replay_and_unknown_columns_are_kept_and_told():
    result = lk.suggest_recipe(OLD).apply(NEW, columns={"村里名稱": "村里", "結婚對數_異性": "結婚對數"})
    assert result.frame.columns.tolist() == ["統計年月", "村里", "結婚對數", "離婚"]
    assert result.frame["結婚對數"].sum() == 9
    told = {finding.code: finding for finding in result.findings}
    assert told["fields_unknown"].facts["names"] == "離婚"
    assert (result.rows_in, len(result.table)) == (2, 2)


def test_one_mapping_serves_both_years_and_never_two_columns_of_one_name():
    recipe = lk.Recipe(columns={"村里名稱": "村里"}, steps=[{"step": "trim", "columns": ["村里"]}])
    assert recipe.apply(OLD).table.columns == list(OLD.columns)
    assert "村里" in recipe.apply(NEW).table.columns
    with pytest.raises(StepRefused, match="兩個「村里」"):
        recipe.apply(NEW.assign(村里="x"))
    with pytest.raises(UnknownColumn):
        recipe.apply(OLD.drop(columns="村里"))


def test_a_date_that_became_a_code_or_lost_its_hours_is_refused():
    moments = pd.DataFrame({"發生時間": ["102年01月01日 03時15分", "102年01月02日 04時20分"]})
    recipe = lk.suggest_recipe(moments)
    with pytest.raises(FieldsChanged, match="「發生時間」名稱相同，但內容改變了"):
        recipe.apply(pd.DataFrame({"發生時間": ["031500", "042000"]}))
    with pytest.raises(FieldsChanged, match="發生時間"):
        recipe.apply(pd.DataFrame({"發生時間": ["102年01月01日", "102年01月02日"]}))
    lenient = lk.Recipe(fields={"里": {"kind": "text", "optional": True}})
    assert len(lenient.apply(moments).table) == 2


def test_police_files_twelve_years_apart_are_refused_by_name(shared):
    files = shared / "corpus" / "files"
    recipe = lk.suggest_recipe(lk.read(files / "npa_2013_102年度A1類交通事故資料.csv"))
    with pytest.raises(FieldsChanged) as refused:
        recipe.run(files / "npa_2025_NPA_TMA2_12.csv")
    for part in ("缺少欄位「車種」", "欄位「發生時間」名稱相同，但內容改變了"):
        assert part in str(refused.value)


def test_household_files_of_two_years_replay_by_mapping_without_a_silent_loss(shared):
    files = shared / "corpus" / "files"
    old, new = files / "ris_bdmd_2014_05.csv", files / "ris_bdmd_2020_11.csv"
    recipe = lk.suggest_recipe(lk.read(old))
    with pytest.raises(FieldsChanged):
        recipe.apply(lk.read(new))
    mapping = {"村里名稱": "村里", "結婚對數_異性": "結婚對數", "離婚對數_異性": "離婚對數"}
    fields = {name: one for name, one in recipe.fields.items() if one.kind != "empty"}
    replayed = recipe.model_copy(update={"fields": fields}).apply(lk.read(new), columns=mapping)
    raw = lk.read(new).frame
    assert len(replayed.table) + sum(replayed.left_out.values()) == len(raw) == 7760
    unknown = next(one for one in replayed.findings if one.code == "fields_unknown")
    assert unknown.count == len(raw.columns) - len(fields)
    assert replayed.frame["結婚對數"].sum() == raw["結婚對數_異性"].sum()
    assert set(mapping.values()) <= set(replayed.table.columns)


def test_a_suggestion_is_the_same_after_it_was_saved_and_loaded(tmp_path, raw_land_office):
    recipe = lk.suggest_recipe(lk.read(raw_land_office / "叫號紀錄.csv"))
    assert lk.Recipe.load(recipe.save(tmp_path / "叫號.yml")) == recipe
    assert lk.compare(recipe, lk.Recipe.load(tmp_path / "叫號.yml")).alike
