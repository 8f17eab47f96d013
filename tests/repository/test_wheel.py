"""labkit from a built wheel in an empty environment, far from the checkout."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

BIN = "Scripts" if os.name == "nt" else "bin"


@pytest.mark.index
@pytest.mark.slow
def test_the_demo_runs_from_a_wheel_in_an_empty_environment(tmp_path):
    def run(*command, **options):
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, encoding="utf-8", check=False, **options
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist", cwd=ROOT)
    wheel = next((tmp_path / "dist").glob("labkit-*.whl"))
    run(sys.executable, "-m", "uv", "venv", "-q", "--python", sys.executable, tmp_path / "empty")
    python = tmp_path / "empty" / BIN / "python"
    install = [sys.executable, "-m", "uv", "pip", "install", "-q", "--python", python]
    run(*install, "--require-hashes", "-r", ROOT / "requirements.lock")
    run(*install, "--no-deps", wheel)
    home = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    said = run(tmp_path / "empty" / BIN / "labkit", "demo", cwd=tmp_path, env={**home, "PYTHONUTF8": "1"})
    assert "297,500 分/年" in said
    assert "請先打開" in said
    assert "site-packages" in run(python, "-c", "import labkit; print(labkit.__file__)", cwd=tmp_path, env=home)
