"""The land-office session replayed: in another process and environment, with a byte changed, without its key; and five chained sessions."""

import json
import os
import shutil
import subprocess
import sys

import pytest

import labkit as lk
from labkit.sessions.manifest import Manifest
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("land_office")]
PROOF = bool(os.environ.get("LABKIT_PROOF"))


@pytest.fixture
def ws(land_office, tmp_path):
    held, _ = land_office
    return lk.Workspace.open(shutil.copytree(held.root, tmp_path / "another {place}"))


def another_person(folder, key):
    """The environment of somebody else on another machine: time zone, hash seed, language, name, home with settings of their own."""
    home = folder / "home"
    (home / ".config" / "matplotlib").mkdir(parents=True)
    (home / ".config" / "matplotlib" / "matplotlibrc").write_text("axes.facecolor: pink\nlines.linewidth: 9\n")
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-own.py").write_text("import pandas as pd; pd.set_option('display.max_rows', 2)\n")
    (home / "start.py").write_text("import pandas as pd; pd.set_option('display.precision', 1)\n")
    own = {
        "HOME": str(home),
        "USER": "someone",
        "LOGNAME": "someone",
        "LC_ALL": "C",
        "TZ": "America/New_York",
        "PYTHONHASHSEED": "77",
        "COLUMNS": "40",
        "PYTHONSTARTUP": str(home / "start.py"),
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONPATH": str(ROOT),
        "LABKIT_KEY_FILE": str(key),
    }
    return {name: value for name, value in os.environ.items() if name not in {"LANG", "LABKIT_KEY"}} | own


def test_another_person_replays_the_session_elsewhere_after_the_team_edited_its_settings(ws, land_office, tmp_path):
    recipe = next((ws.root / "recipes").glob("*.yml"))
    recipe.write_text("version: 1\nname: 改過\n", encoding="utf-8")
    next((ws.root / "pivots").glob("*.yml")).unlink()
    (tmp_path / "here").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "labkit", "replay", "1", "-w", str(ws.root), "--json"],
        cwd=tmp_path / "here",
        env=another_person(tmp_path, land_office[0].root.parent / "team.key"),
        capture_output=True,
        check=False,
    )
    told = json.loads(done.stdout)
    assert (told["rows"], told["derived"], told["identical"], done.returncode) == ([], [], True, 0)
    assert not list(ws.work.glob("replay-*"))


def test_a_byte_of_a_raw_file_is_found(ws):
    path = ws.raw / "收件簿.xlsx"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    result = lk.replay(ws, 1)
    assert result.frame[["what", "name"]].to_numpy().tolist() == [["input", "data/raw/收件簿.xlsx"]]
    assert "無法重現" in result.summary


def test_without_the_key_everything_but_the_protecting_is_made_again_and_a_tampered_table_is_named(ws, monkeypatch):
    monkeypatch.delenv("LABKIT_KEY_FILE", raising=False)
    monkeypatch.delenv("LABKIT_KEY", raising=False)
    frozen = ws.sessions / "2025-03-14-01"
    tampered = next(frozen.glob("tables/04-*.csv"))
    tampered.chmod(0o644)
    tampered.write_bytes(tampered.read_bytes().replace(b"1", b"2", 1))
    result = lk.replay(ws, 1)
    name = tampered.relative_to(frozen).as_posix()
    assert [(one.what, one.code) for one in result.differences] == [("output", "tampered"), ("key", "key_missing")]
    assert result.differences[0].name == name
    outputs = [str(one["name"]) for one in Manifest.load(frozen).compared["outputs"]]
    apart = [one for one in outputs if one.rpartition("/")[2].startswith("03") or one == "report/報告.html"]
    assert result.left_out == {"lacks_key": len(apart)}
    assert result.same == len(outputs) - len(apart) - 1


@pytest.mark.skipif(not PROOF, reason="five sessions, run and replayed in two processes: LABKIT_PROOF=1")
def test_five_chained_sessions_are_the_same_in_two_processes_and_replayed_in_each(land_office, tmp_path):
    key = land_office[0].root.parent / "team.key"
    here = {**os.environ, "PYTHONPATH": str(ROOT), "LABKIT_KEY_FILE": str(key)}
    found = []
    for name, environment in (("one", here), ("two {x}", another_person(tmp_path, key))):
        command = [sys.executable, "-m", "tests.sessions.replay.chained", str(tmp_path / name), "5"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        found.append(json.loads(done.stdout))
    assert found[0] == found[1]
    assert len({one[0] for one in found[0].values()}) == 5
    assert all(one[1] and one[3] == [] for one in found[0].values())
