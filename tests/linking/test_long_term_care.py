"""The third case: three systems of one district, cleaned by their recipes and held against what was planted."""

import pytest

import labkit as lk
from labkit.core.errors import UnknownTable
from labkit.core.yaml import load
from labkit.linking.plan import LinkPlan
from tests.conftest import ROOT

DATA, CASE = ROOT / "datasets" / "long_term_care", ROOT / "templates" / "cases" / "long_term_care"
EXPECTED = load(DATA / "expected.yml").value
SYSTEMS = {"照管": "照顧服務管理", "居護": "居家護理照護", "院內": "院內醫療"}


@pytest.fixture(scope="module")
def clean():
    codes = {path.stem: lk.read(path, layout={"types": "text"}) for path in (CASE / "data" / "tables").glob("*.csv")}
    return {
        path.stem: lk.Recipe.load(CASE / "recipes" / f"{path.stem}.yml").run(path, tables=codes)
        for path in (DATA / "raw").iterdir()
    }


@pytest.fixture(scope="module")
def linked(clean):
    return LinkPlan.load(CASE / "links" / "三系統.yml").run({name: one.table for name, one in clean.items()})


def test_the_recipes_meet_every_planted_fault(clean):
    planted = {name: {k: int(v) for k, v in one["planted"].items()} for name, one in EXPECTED["files"].items()}
    for name, one in EXPECTED["files"].items():
        assert clean[name.rpartition(".")[0]].rows_in == int(one["rows"])
    care, visits, ward = (clean[name] for name in SYSTEMS.values())
    journal = care.journal.set_index("step")
    assert journal.loc["normalize_text", "cells_changed"] == planted["照顧服務管理.xlsx"]["lower_case_id"]
    assert journal.loc["trim", "cells_changed"] == planted["照顧服務管理.xlsx"]["trailing_blank"]
    assert journal.loc["mark_missing", "made_missing"] == planted["照顧服務管理.xlsx"]["missing_mark"]
    assert visits.left_out == {"deduplicate": planted["居家護理照護.csv"]["duplicate_row"]}
    assert "糖廍里" in set(visits.frame["里"])
    assert ward.frame["身分證號"].isna().sum() == planted["院內醫療.csv"]["missing_id"]
    assert ward.frame["最近就診日"].isna().sum() == planted["院內醫療.csv"]["missing_mark"]
    for one in clean.values():
        assert one.accounted
        assert set(one.frame["性別"]) == {"男", "女"}
        assert one.frame["里"].str.endswith("里").all()


def test_persons_are_in_the_seven_regions_that_were_planted(linked):
    found = linked[1]["系統涵蓋情形"].regions
    told = {
        "＋".join(next(short for short, whole in SYSTEMS.items() if whole == name) for name in names): count
        for names, count in found.items()
    }
    assert told == {name: int(count) for name, count in EXPECTED["regions_by_key"].items()}
    assert sum(int(count) for count in EXPECTED["regions"].values()) == int(EXPECTED["rows"])


def test_planted_contradictions_are_found_and_nobody_is_multiplied(linked, clean):
    made, told = linked
    line = told["欄位一致性"].frame.set_index(["field", "left", "right"])
    wrong = int(EXPECTED["files"]["居家護理照護.csv"]["planted"]["birthday_differs"])
    assert 0 < line.loc[("出生日期", "照顧服務管理", "居家護理照護"), "conflict"] <= wrong
    assert line.loc[("性別", "照顧服務管理", "院內醫療"), "conflict"] == 0
    assert 0.8 < line.loc[("里", "照顧服務管理", "居家護理照護"), "kappa"] < 1
    assert len(made["個案總表"]) == sum(int(count) for count in EXPECTED["regions_by_key"].values())
    assert len(made["訪視與核定"]) == len(clean["居家護理照護"].table)
    assert len(made["個案與就醫"]) == len(clean["照顧服務管理"].table)
    assert not made["個案總表"].frame["身分證號"].duplicated().any()


def test_the_fields_of_the_three_raw_files_are_mapped():
    raw = {
        name: lk.read(DATA / "raw" / file)
        for name, file in zip(SYSTEMS, ("照顧服務管理.xlsx", "居家護理照護.csv", "院內醫療.csv"), strict=True)
    }
    found = lk.link_fields(raw)
    groups = [field.columns for field in found.fields.values()]
    assert {"照管": "身分證字號", "居護": "ID", "院內": "身分證號"} in groups
    assert {"照管": "出生日期", "居護": "生日", "院內": "生日"} in groups
    assert any({"照管": "居住里", "居護": "村里"}.items() <= one.items() for one in groups)
    assert any({"照管": "性別", "院內": "性別"}.items() <= one.items() for one in groups)
    assert not any({"照管": "核定日期", "居護": "訪視日"}.items() <= one.items() for one in groups)


def test_a_plan_that_names_an_unknown_table_is_refused(clean):
    plan = LinkPlan.load(CASE / "links" / "三系統.yml")
    with pytest.raises(UnknownTable, match="照顧服務管理"):
        plan.run({"照顧服務": clean["照顧服務管理"].table})


def test_the_readme_says_the_true_size():
    rows = sum(int(one["rows"]) for one in EXPECTED["files"].values())
    columns = sum(int(one["columns"]) for one in EXPECTED["files"].values())
    first = (DATA / "README.md").read_text(encoding="utf-8").splitlines()[0]
    assert f"{rows:,} rows × {columns} columns" in first
    assert f"seed {EXPECTED['seed']}" in first


def test_the_generator_makes_the_same_files_again(tmp_path):
    import runpy

    runpy.run_path(str(DATA / "make.py"))["main"](tmp_path)
    for path in (DATA / "raw").iterdir():
        assert (tmp_path / "raw" / path.name).read_bytes() == path.read_bytes()
