"""The second case: a walking app, cleaned by its recipes, held against what its generator counted by hand."""

import runpy

import pytest

import labkit as lk
from labkit.core.yaml import load
from labkit.privacy.keys import new_key
from tests.conftest import ROOT

DATA, CASE = ROOT / "datasets" / "sports_app", ROOT / "templates" / "cases" / "sports_app"
EXPECTED = load(DATA / "expected.yml").value
TOLD = {name: int(count) for name, count in EXPECTED["retention"].items()}
NAMES = ("帳號", "每日紀錄")


@pytest.fixture(scope="module")
def clean():
    return {name: lk.Recipe.load(CASE / "recipes" / f"{name}.yml").run(DATA / "raw" / f"{name}.csv") for name in NAMES}


@pytest.fixture(scope="module")
def retention(clean, tmp_path_factory):
    secret = new_key(tmp_path_factory.mktemp("keys") / "team.key")
    safe = {
        name: lk.Policy.load(CASE / "policies" / f"{name}.yml").apply(one.table, key_file=secret).table
        for name, one in clean.items()
    }
    spec = load(CASE / "analyses" / "01_持續運動.yml").value
    tables = {name: safe[name] for name in spec["tables"]}
    return lk.analyze(safe[spec["table"]], spec["kind"], spec["spec"], tables=tables, name=spec["name"])


def planted(file):
    return {name: int(count) for name, count in EXPECTED["files"][file]["planted"].items()}


def test_the_recipes_meet_every_planted_fault(clean):
    accounts, days = clean["帳號"], clean["每日紀錄"]
    for name, one in clean.items():
        assert one.rows_in == int(EXPECTED["files"][f"{name}.csv"]["rows"])
        assert one.accounted
    told = planted("帳號.csv")
    assert accounts.left_out == {"deduplicate": told["duplicate_row"]}
    assert accounts.frame["出生年（民國）"].isna().sum() == told["missing_mark"]
    assert accounts.frame["行政區"].nunique() == 8
    assert accounts.frame["手機"].duplicated().sum() == told["duplicate_account"]
    assert accounts.frame["加入日期"].notna().all()
    told = planted("每日紀錄.csv")
    assert days.left_out == {"deduplicate": told["duplicate_row"]}
    assert days.frame["步數"].isna().sum() == told["missing_mark"]
    assert (days.frame["步數"] == 0).sum() == told["zero_steps"]
    assert days.frame["帳號"].str.fullmatch("U[0-9]{5}").all()
    assert days.frame[["日期", "版本", "上傳日期"]].notna().all().all()
    assert not days.frame.duplicated(["帳號", "日期"]).any()


def test_the_protected_tables_give_what_was_counted_by_hand(retention):
    told = planted("每日紀錄.csv")
    assert retention.left_out == {
        "bad_number": told["missing_mark"], "below_minimum": told["below_minimum"], "before_joined": told["before_joined"],
    }  # fmt: skip
    denominators, ways, *_ = retention.views().values()
    assert denominators[["分母（人）", "規律（人）"]].to_numpy().tolist() == [
        [TOLD["registered"], TOLD["regular"]],
        [TOLD["recorded"], TOLD["regular"]],
        [TOLD["eligible"], TOLD["regular_eligible"]],
    ]
    assert ways[["分母（人）", "持續（人）"]].to_numpy().tolist()[:3] == [
        [TOLD["registered"], TOLD["going_on"]],
        [TOLD["recorded"], TOLD["going_on"]],
        [TOLD["followed"], TOLD["going_on_followed"]],
    ]
    assert denominators["比例 %"].iloc[0] == 12.8
    assert ways["比例 %"].iloc[3] == pytest.approx(100 * TOLD["going_on_followed"] / TOLD["followed"], abs=1)
    assert retention.protection is not None
    assert any("直接相除比 Kaplan-Meier 低" in note for note in retention.warnings)


def test_the_readme_says_the_true_size_and_the_true_counts():
    text = (DATA / "README.md").read_text(encoding="utf-8")
    files = EXPECTED["files"].values()
    rows, columns = (sum(int(one[name]) for one in files) for name in ("rows", "columns"))
    first = text.splitlines()[0]
    assert f"{rows:,} rows × {columns} columns in two files" in first
    assert f"seed {EXPECTED['seed']}" in first
    for one in files:
        for fault, count in one["planted"].items():
            assert f"{int(count):,}" in text, fault


def test_the_generator_makes_the_same_files_again(tmp_path):
    runpy.run_path(str(DATA / "make.py"))["main"](tmp_path)
    for path in (*(DATA / "raw").iterdir(), DATA / "expected.yml"):
        assert (tmp_path / path.relative_to(DATA)).read_bytes() == path.read_bytes()


def test_a_smaller_app_has_the_same_share(tmp_path):
    runpy.run_path(str(DATA / "make.py"))["main"](tmp_path, 250, 5)
    assert load(tmp_path / "expected.yml").value["retention"]["regular"] == "32"
