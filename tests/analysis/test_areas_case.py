"""The third case: every village of 萬華區 by official code, from raw files through the policy to the page."""

import pytest

import labkit as lk
from labkit.analysis.dashboard.page import dashboard_html
from labkit.core.yaml import load
from labkit.linking.plan import LinkPlan
from labkit.privacy.keys import new_key
from labkit.tables.read import code_tables
from tests.conftest import ROOT

DATA, CASE = ROOT / "datasets" / "long_term_care", ROOT / "templates" / "cases" / "long_term_care"


@pytest.fixture(scope="module")
def status(tmp_path_factory):
    codes = code_tables(CASE / "data" / "tables")
    clean = {
        path.stem: lk.Recipe.load(CASE / "recipes" / f"{path.stem}.yml").run(path, tables=codes).table
        for path in (DATA / "raw").iterdir()
    }
    made, _ = LinkPlan.load(CASE / "links" / "三系統.yml").run(clean)
    key = new_key(tmp_path_factory.mktemp("key") / "team.key")
    safe = lk.Policy.load(CASE / "policies" / "個案總表.yml").apply(made["個案總表"], key_file=key).table
    asked = load(CASE / "analyses" / "01_各里狀態.yml").value
    assert asked["table"] == "個案總表"
    return lk.analyze(safe, asked["kind"], asked["spec"], tables={k: codes[v] for k, v in asked["tables"].items()})


def test_all_36_villages_stand_and_every_person_lies_in_one(status):
    persons = sum(int(count) for count in load(DATA / "expected.yml").value["regions_by_key"].values())
    assert len(status.frame) == 37
    assert status.frame["代碼"].iloc[:-1].str.fullmatch("63000070[0-9]{3}").all()
    assert status.left_out == {}
    assert status.frame["人數"].tolist()[-1] == sum(status.frame["人數"].iloc[:-1]) == persons


def test_the_systems_that_know_a_person_add_up(status):
    parts = status.frame[["系統數 1", "系統數 2", "系統數 3"]].sum(axis=1)
    assert parts.tolist() == status.frame["人數"].tolist()


def test_the_protection_goes_on_and_the_page_is_small(status):
    assert status.protection is not None
    assert len(dashboard_html(status).encode()) <= 50_000
    assert "示範_老年人口.csv" in status.source
