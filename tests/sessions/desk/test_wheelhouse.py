"""Wheels against their lock: planted folders, what each platform resolves to, and (marked) a whole wheelhouse."""

import hashlib
import os
import re
import subprocess
import sys
import tomllib

import pytest

from labkit.sessions.desk.wheelhouse import look_through, main, plain
from tests.conftest import ROOT

PLATFORMS = ["windows", "linux", "macos"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def planted(folder, *, lock=None, wheels=("A_b-1.0-py3-none-any.whl", "c-2-cp311-cp311-win_amd64.whl")):
    (folder / "wheels").mkdir(parents=True)
    for name in wheels:
        (folder / "wheels" / name).write_bytes(name.encode())
    hashed = "".join(f" \\\n    --hash=sha256:{hashlib.sha256(name.encode()).hexdigest()}" for name in wheels)
    text = lock or f"a-b==1.0{hashed}\nc==2{hashed}\n"
    (folder / "requirements.lock").write_text(text, encoding="utf-8")
    (folder / "labkit-0.1-py3-none-any.whl").write_bytes(b"own")
    return folder


def test_a_whole_wheelhouse_has_no_fault(tmp_path, capsys):
    assert look_through(planted(tmp_path)).faults == []
    assert main(str(tmp_path)) == 0
    assert "2 wheels" in capsys.readouterr().out


def test_what_is_missing_extra_or_changed_is_named(tmp_path, capsys):
    planted(tmp_path)
    (tmp_path / "wheels" / "A_b-1.0-py3-none-any.whl").unlink()
    (tmp_path / "wheels" / "a_b-1.1-py3-none-any.whl").write_bytes(b"newer")
    (tmp_path / "wheels" / "c-2-cp311-cp311-win_amd64.whl").write_bytes(b"cut")
    (tmp_path / "wheels" / "c-2.tar.gz").write_bytes(b"source")
    told = look_through(tmp_path)
    assert told.missing == ("a-b==1.0",)
    assert told.extra == ("a_b-1.1-py3-none-any.whl", "c-2.tar.gz")
    assert told.broken == ("c-2-cp311-cp311-win_amd64.whl",)
    assert main(str(tmp_path)) == 1
    assert "missing: a-b==1.0" in capsys.readouterr().out


def test_a_lock_with_markers_and_a_house_without_labkit_are_faults(tmp_path):
    planted(tmp_path, lock="a==1 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "0" * 64 + "\n", wheels=())
    (tmp_path / "labkit-0.1-py3-none-any.whl").unlink()
    faults = look_through(tmp_path).faults
    assert "the lock has markers: it is not of one platform" in faults
    assert "labkit's own wheel: 0 found, not 1" in faults


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_makefile_names_each_platform_for_both_tools(platform):
    assert re.search(rf"^UV_{platform} := \S+", MAKEFILE, re.MULTILINE)
    assert re.search(rf"^PIP_{platform} := \S+", MAKEFILE, re.MULTILINE)


def test_the_installers_use_no_network_and_check_every_hash():
    for name in ("install.cmd", "install.sh"):
        text = (ROOT / "templates" / "wheelhouse" / name).read_bytes().decode("utf-8")
        assert "PIP_NO_INDEX=1" in text
        assert "--require-hashes -r requirements.lock" in text
        assert "http" not in text
        assert ("\r\n" in text) == name.endswith(".cmd")
        assert text.count("\n") == text.count("\r\n") or name.endswith(".sh")


@pytest.mark.index
@pytest.mark.slow
@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_platform_resolves_to_wheels_alone_at_the_versions_of_the_lock(platform, tmp_path):
    named = re.search(rf"^UV_{platform} := (\S+)", MAKEFILE, re.MULTILINE)[1]
    out = tmp_path / "requirements.lock"
    options = [
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--only-binary",
        ":all:",
    ]
    command = [sys.executable, "-m", "uv", "pip", "compile", "-q", *options, "--python-platform", named]
    command += ["-c", "requirements.lock", "pyproject.toml", "-o", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    pins = r"^([A-Za-z0-9_.-]+)==([^ \\;]+)"
    mine = {(plain(name), version) for name, version in re.findall(pins, out.read_text("utf-8"), re.MULTILINE)}
    whole = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert mine <= {(plain(name), version) for name, version in re.findall(pins, whole, re.MULTILINE)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {plain(re.split(r"[<>=!~;\[ ]", one)[0]) for one in project["dependencies"]}
    assert wanted <= {name for name, _ in mine}
    assert ";" not in out.read_text(encoding="utf-8")


@pytest.mark.index
@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("LABKIT_PROOF"), reason="300 MB; make proof")
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_whole_wheelhouse_is_made_for_each_platform(platform, tmp_path):
    command = ["make", "-o", ".venv/core", f"PLATFORM={platform}", f"HOUSE={tmp_path / 'house'}"]
    command += [f"BIN={os.path.dirname(sys.executable)}", "wheelhouse"]  # noqa: PTH120  (a link must stay one)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert look_through(tmp_path / "house").faults == []
