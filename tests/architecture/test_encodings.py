"""No file is opened in the encoding of the machine: on a Taiwanese Windows that would be cp950."""

import ast
from pathlib import Path

import pytest

import labkit

PACKAGE = Path(labkit.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
MODES = {"r", "w", "a", "x", "rt", "wt", "at", "xt", "r+", "w+", "a+"}
SAID_BY_PLACE = {"read_text": 1, "write_text": 2, "TextIOWrapper": 2}


def faults(tree):
    return [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call) and not says(node)]


def says(call):
    """Whether a call that reads or writes text says its encoding; every other call is fine."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    keywords = {one.arg for one in call.keywords}
    if "encoding" in keywords or None in keywords:
        return True
    if name in SAID_BY_PLACE:
        return len(call.args) >= SAID_BY_PLACE[name]
    if name in {"fdopen", "open"}:
        return opens_bytes(call, ast.unparse(call.func).rpartition(".")[0])
    temporary = name in {"NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"}
    runs = name in {"run", "Popen", "check_output", "check_call"} and keywords & {"text", "universal_newlines"}
    return not runs and not (temporary and mode(call, 0) in MODES)


def opens_bytes(call, owner):
    """Whether a call of open is no opening of a text file: by its mode, or since it opens something else."""
    if owner[:1].isupper() or (owner == "os" and call.func.attr == "open"):
        return True  # Workspace.open, Stage.open, os.open
    of_a_path = bool(owner) and call.func.attr == "open"
    bare = not call.args and not call.keywords
    return not bare and mode(call, 0 if of_a_path else 1) not in MODES


def mode(call, place):
    told = next((one.value for one in call.keywords if one.arg == "mode"), None)
    told = told or (call.args[place] if len(call.args) > place else None)
    return told.value if isinstance(told, ast.Constant) else "r" if told is None and place == 1 else ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_text_file_is_opened_with_its_encoding_said(path):
    assert faults(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    ["open(p)", "p.open()", "p.open('w')", "p.read_text()", "p.write_text(t)", "open(p, 'w')", "os.fdopen(1, 'w')",
     "subprocess.run(c, text=True)", "NamedTemporaryFile('w')", "io.TextIOWrapper(b)"],
)  # fmt: skip
def test_the_rule_sees_what_it_forbids(code):
    assert faults(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    ["p.open('rb')", "open(p, 'rb')", "p.read_text(encoding='utf-8')", "p.read_text('utf-8')", "os.open(p, 1)",
     "Workspace.open(p)", "archive.open(name)", "os.fdopen(h, 'wb')", "subprocess.run(c)"],
)  # fmt: skip
def test_the_rule_leaves_bytes_and_said_encodings_alone(code):
    assert not faults(ast.parse(code))
