"""The crate of a session is what the standard's own validator accepts, offline and with the standard's own terms."""

import json
import subprocess
import sys
from importlib.util import find_spec
from urllib.parse import unquote

import pytest

from labkit.sessions.records.crate import crate_of
from labkit.workspace.layout import Workspace
from tests.sessions.records.made import compared, freeze, previous_of

RAW_AS_FILE = {"@id": "data/raw/%E4%BB%B6%E6%95%B8.csv", "@type": "File"}
PROFILES = ("process-run-crate-0.5", "ro-crate-1.1")


@pytest.fixture
def frozen(tmp_path):
    ws = Workspace(tmp_path / "ws")
    first = freeze(ws)
    return freeze(ws, 2, "2025-12-19", previous_of(first))


def entities(text):
    return {one["@id"]: one for one in json.loads(text)["@graph"]}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_validator_accepts_the_crate_at_its_required_level(validate, frozen, profile):
    assert validate(frozen, profile) == (True, [])


@pytest.mark.parametrize(
    ("change", "profile"),
    [
        (lambda told: told["#session"].pop("instrument"), PROFILES[0]),
        (lambda told: told["./"].pop("license"), PROFILES[1]),
        (lambda told: told["#input/data/raw/%E4%BB%B6%E6%95%B8.csv"].update(RAW_AS_FILE), PROFILES[1]),
        (lambda told: told["#agency"].update({"unheard": "x"}), PROFILES[1]),
    ],
    ids=["no tool", "no licence", "an input as a file", "a word outside of the context"],
)
def test_the_validator_refuses_what_the_standard_forbids(validate, frozen, change, profile):
    path = frozen / "ro-crate-metadata.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    change({one["@id"]: one for one in told["@graph"]})
    path.write_text(json.dumps(told), encoding="utf-8")
    passed, issues = validate(frozen, profile)
    assert not passed
    assert issues


def test_a_file_that_is_not_there_is_refused_by_the_validator(validate, frozen):
    (frozen / "audit" / "空.txt").unlink()
    assert not validate(frozen, PROFILES[1])[0]


def test_every_output_is_a_file_of_the_payload_with_its_hash_and_the_manifest_without(frozen):
    text = (frozen / "ro-crate-metadata.json").read_text(encoding="utf-8")
    files = {unquote(name): one for name, one in entities(text).items() if one["@type"] == "File"}
    on_disk = {path.relative_to(frozen).as_posix() for path in frozen.rglob("*") if path.is_file()}
    assert {*files, "ro-crate-metadata.json"} == on_disk
    listed = json.loads((frozen / "manifest.json").read_text(encoding="utf-8"))["compared"]["outputs"]
    hashes = {one["name"]: one["sha256"] for one in listed if one["name"] in files}
    assert {name: one.get("sha256") for name, one in files.items()} == {**hashes, "manifest.json": None}
    assert hashes


def test_a_finished_manifest_makes_the_crate_again_that_it_lists(frozen):
    whole = json.loads((frozen / "manifest.json").read_text(encoding="utf-8"))
    crate = (frozen / "ro-crate-metadata.json").read_text(encoding="utf-8")
    assert crate_of(whole) == crate_of(whole["compared"]) == crate
    shuffled = {**whole["compared"], "outputs": whole["compared"]["outputs"][::-1]}
    assert entities(crate_of(shuffled)) == entities(crate)


def test_inputs_and_settings_are_named_and_are_no_part_of_the_payload():
    told = entities(crate_of(compared()))
    named = {one["name"] for one in told.values() if one["@type"] == "CreativeWork" and one.get("sha256")}
    assert named == {"data/raw/件數.csv", "pivots/件 數.yml"}
    parts = told["./"]["hasPart"]
    assert parts == {"@id": "manifest.json"}
    assert "不對外提供" in told["#input/data/raw/%E4%BB%B6%E6%95%B8.csv"]["description"]


def test_each_notebook_is_an_action_with_its_parameters_and_its_own_outputs(frozen):
    told = entities((frozen / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    actions = {name: one for name, one in told.items() if one["@type"] == "CreateAction"}
    assert set(actions) == {"#session", "#run/00_start", "#run/04_pivot"}
    step = actions["#run/04_pivot"]
    values = {told[one["@id"]]["name"]: told[one["@id"]]["value"] for one in step["object"]}
    assert values == {"rows": '["里"]', "top": 3, "title": "件數", "of": "null"}
    made = {unquote(one["@id"]) for one in step["result"]}
    assert made == {"tables/04-01_件 數.csv", "tables/04-02_比例 50%.csv", "notebooks/04_pivot.ipynb"}
    assert "result" not in actions["#run/00_start"]


def test_the_crate_names_no_person_and_no_clock(frozen):
    text = (frozen / "ro-crate-metadata.json").read_text(encoding="utf-8")
    told = entities(text)
    assert {one["@type"] for one in told.values() if one["@id"] == "#agency"} == {"Organization"}
    assert "Person" not in {one["@type"] for one in told.values()}
    assert not [one for one in told.values() if {"startTime", "endTime"} & set(one)]
    assert told["./"]["datePublished"] == "2025-12-19"


def test_a_manifest_from_before_agencies_and_chains_makes_a_crate_too(validate, tmp_path):
    old = compared()
    for name in ("previous", "protected", "key"):
        del old[name]
    old["session"] = {"nth": 1, "date": "2025-12-05"}
    (tmp_path / "ro-crate-metadata.json").write_text(crate_of(old), encoding="utf-8")
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    assert validate(tmp_path, PROFILES[0]) == (True, [])


def test_crates_are_written_without_the_standard_s_packages():
    assert find_spec("rocrate_validator") is None
    code = "import labkit.sessions.records.crate, sys; print([one for one in sys.modules if 'rocrate' in one or 'rdflib' in one])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
