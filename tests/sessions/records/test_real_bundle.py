"""A land-office session that really ran, handed over and checked on the other side."""

import shutil

import pytest

from labkit.sessions.records.bundle import make_bundle
from labkit.sessions.records.crate import crate_of
from labkit.sessions.records.opened import open_zip
from labkit.sessions.records.verify import verify_bundle

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("land_office")]


@pytest.fixture(scope="module")
def bundle(land_office, tmp_path_factory):
    ws, _ = land_office
    return make_bundle(ws, 1, tmp_path_factory.mktemp("real") / "包.zip")


def test_a_session_that_ran_is_handed_over_and_passes_without_its_workspace(land_office, bundle):
    _, record = land_office
    found = verify_bundle(bundle.path)
    assert found.passed, found.frame
    assert found.files == bundle.files
    assert found.frozen.folder == record.folder.name
    assert found.papers.recomputed + found.papers.compared == 2
    assert {f"session/{record.folder.name}/{one}" for one in record.outputs} < {*contents(bundle)}


def contents(bundle):
    import zipfile

    with zipfile.ZipFile(bundle.path) as package:
        return package.namelist()


def test_nothing_of_raw_data_work_keys_or_the_team_s_file_is_in_it(land_office, bundle, tmp_path):
    ws, _ = land_office
    open_zip(bundle.path, tmp_path / "there")
    kept = {
        path.name
        for folder in (ws.raw, ws.work)
        for path in folder.rglob("*")
        if path.suffix in {".parquet", ".csv", ".xlsx"}
    }
    published = {name.rpartition("/")[2] for name in contents(bundle)}
    assert not {path.name for path in ws.raw.rglob("*") if path.is_file()} & published
    assert not {name for name in kept if name.endswith(".parquet")} & published
    assert "team.yml" not in published
    key = (ws.root.parent / "team.key").read_text().strip().encode()
    assert not [path for path in (tmp_path / "there").rglob("*") if path.is_file() and key in path.read_bytes()]


def test_the_validator_accepts_the_crate_of_a_session_that_ran(land_office, bundle, tmp_path, validate):
    import json

    _, record = land_office
    copy = shutil.copytree(record.folder, tmp_path / "copy")
    told = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    crate = copy / "ro-crate-metadata.json"
    crate.unlink(missing_ok=True)
    crate.write_text(crate_of(told), encoding="utf-8")
    assert validate(copy, "process-run-crate-0.5") == (True, [])
    assert bundle.frozen.sha256
