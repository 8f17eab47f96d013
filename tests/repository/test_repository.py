"""pyproject, locks, environment.yml, README and the tools agree; the tree carries nothing that it should not."""

import re
import subprocess
import sys
import tomllib

import pytest

from labkit.core.yaml import load
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["requirements-build.lock", "requirements-crate.lock", "requirements.lock", "requirements-dev.lock"]


def pinned(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", text, re.MULTILINE))


def plain(requirement):
    return re.split(r"[<>=!~;\[ ]", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index|--find-links|file:", text)
    packages = re.findall(r"^[A-Za-z0-9_.-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[A-Za-z0-9_.-]+==", text, re.MULTILINE)) > 2


def test_every_dependency_is_locked_and_the_dev_lock_holds_the_core_versions():
    core, dev, build = pinned("requirements.lock"), pinned("requirements-dev.lock"), pinned("requirements-build.lock")
    assert {plain(one) for one in PROJECT["project"]["dependencies"]} <= set(core)
    for extra in PROJECT["project"]["optional-dependencies"].values():
        assert {plain(one) for one in extra} <= set(dev)
    assert {plain(one) for one in PROJECT["dependency-groups"]["build"]} <= set(build)
    assert {plain(one) for one in PROJECT["dependency-groups"]["crate"]} <= set(pinned("requirements-crate.lock"))
    assert {name: dev.get(name) for name in core} == core


def test_conda_users_get_the_locked_versions_of_every_dependency():
    listed = load(ROOT / "environment.yml").value["dependencies"]
    pips = next(one["pip"] for one in listed if isinstance(one, dict))
    core = pinned("requirements.lock")
    assert [one for one in pips if one != "-e ."] == sorted(
        f"{plain(one)}=={core[plain(one)]}" for one in PROJECT["project"]["dependencies"]
    )
    assert pips[-1] == "-e ."


def test_the_profiler_is_named_by_its_present_name():
    names = {plain(one) for one in PROJECT["project"]["dependencies"]}
    assert "fg-data-profiling" in names
    assert "ydata-profiling" not in names
    for name in ("README.md", "environment.yml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "fg-data-profiling" in text
        assert "ydata-profiling" in text


def test_no_document_says_to_install_the_name_from_an_index():
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        assert "pip install labkit" not in path.read_text(encoding="utf-8"), path


def test_the_readme_names_real_commands_and_the_tests_command():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make ([a-z]+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    from typer.main import get_command

    from labkit.cli.app import app

    commands = get_command(app).commands
    for command in re.findall(r"^labkit ([a-z]+)", text, re.MULTILINE):
        assert command in commands, command
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert (ROOT / picture).is_file()


@pytest.mark.parametrize(
    "command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=" ".join
)
def test_the_code_passes_its_tools(command):
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_datasets_are_what_their_generator_makes(tmp_path):
    import runpy

    runpy.run_path(str(ROOT / "datasets" / "land_office" / "make.py"))["main"](tmp_path)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for name, content in made.items():
        assert (ROOT / "datasets" / "land_office" / name).read_bytes() == content, name
    first = (ROOT / "datasets" / "land_office" / "README.md").read_text(encoding="utf-8").splitlines()[0]
    expected = load(ROOT / "datasets" / "land_office" / "expected.yml").value
    rows = sum(int(one["rows"]) for one in expected["files"].values())
    columns = sum(int(one["columns"]) for one in expected["files"].values())
    assert f"{rows:,} rows × {columns} columns" in first
    assert f"seed {expected['seed']}" in first


def test_the_top_level_holds_what_the_design_lists_and_no_stray_file():
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=False
    ).stdout.split("\n")
    top = {name.split("/")[0].strip('"') for name in listed if name}
    if not top:
        pytest.skip("no git checkout")
    assert top <= {
        ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "datasets", "docs",
        "environment.yml", "labkit", "notebooks", "pyproject.toml", "requirements-build.lock", "requirements-crate.lock",
        "requirements-dev.lock", "requirements.lock", "templates", "tests",
    }  # fmt: skip
