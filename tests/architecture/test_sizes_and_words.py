"""Files and functions stay small; no left-overs; no clock below the faces."""

import ast
import re
from pathlib import Path

import pytest

import labkit

PACKAGE = Path(labkit.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
LIBRARY = [
    path
    for path in FILES
    if path.relative_to(PACKAGE).parts[0] not in {"cli", "__main__.py"} and path.name != "make.py"
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_has_at_most_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_function_has_at_most_40_lines_with_its_docstring(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            docs = len((ast.get_docstring(node) or "").splitlines())
            assert node.end_lineno - node.lineno + 1 - docs <= 40, node.name


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_library_never_prints_asks_the_clock_or_leaves_work_undone(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s*(print|breakpoint)\(", text, re.MULTILINE)
    assert not re.search(r"\.(today|now|utcnow)\(", text)
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", text)
    assert not re.search(r"^\s*assert ", text, re.MULTILINE)
    assert not re.search(r"\b(eval|exec)\(", text)


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager", "base"])
def test_no_module_has_a_name_that_says_nothing(word):
    assert not [path for path in FILES if path.stem.strip("_") == word]
