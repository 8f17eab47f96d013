"""The standard's own validator of crates, which lives in an environment of its own (``make crate``)."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import IN_CI, ROOT


@pytest.fixture(scope="session")
def validate(tmp_path_factory):
    """Run the standard's validator on a folder: whether it passed, and its issues. Without a network, from a cache filled here."""
    python = Path(os.environ.get("LABKIT_CRATE_PYTHON", ROOT / ".venv" / "crate" / "bin" / "python"))
    if not python.is_file():
        assert not IN_CI, "CI validates crates: `make crate` installs the validator"
        pytest.skip("no validator of crates: `make crate` installs it")
    home = tmp_path_factory.mktemp("validator")
    subprocess.run([python, Path(__file__).with_name("crate_context.py"), home / "cache"], check=True, timeout=60)

    def run(folder, profile):
        report = home / "report.json"
        report.unlink(missing_ok=True)
        options = ["--offline", "--cache-path", home / "cache", "-l", "required", "-f", "json", "-o", report, "-np"]
        command = [python.with_name("rocrate-validator"), "-y", "validate", folder, "-p", profile, *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        told = json.loads(report.read_text(encoding="utf-8"))
        assert done.returncode == (0 if told["passed"] else 1), done.stderr
        assert told["skipped_checks"] == 0
        return told["passed"], told["issues"]

    return run
