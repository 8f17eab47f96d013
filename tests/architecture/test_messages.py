"""Every refusal and finding has its zh-TW sentence."""

import re
from pathlib import Path

import pytest

import labkit
from labkit.core import errors, messages
from labkit.core.finding import Finding

PACKAGE = Path(labkit.__file__).parent
SENTENCES = messages.sentences("zh_TW")


def kinds(kind):
    return [kind, *(deep for child in kind.__subclasses__() for deep in kinds(child))]


@pytest.mark.parametrize("kind", kinds(errors.LabkitError), ids=lambda kind: kind.__name__)
def test_every_error_speaks_chinese(kind):
    assert f"errors.{kind.code}" in SENTENCES
    assert re.search(r"[一-鿿]", str(kind(place="x", what="不符")))


def test_every_finding_named_in_the_code_speaks_chinese():
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    codes = set(re.findall(r'Finding\(\s*"(\w+)"', text))
    assert {"empty_header", "made_missing"} <= codes
    assert not [code for code in codes if f"findings.{code}" not in SENTENCES]


def test_the_tree_in_the_docstring_names_every_error():
    drawn = set(re.findall(r"[A-Z][A-Za-z]+", errors.__doc__.split("::")[1].split("An error says")[0]))
    assert {kind.__name__ for kind in kinds(errors.LabkitError)} == drawn


def test_an_error_crosses_a_process_with_its_facts():
    import pickle

    error = pickle.loads(pickle.dumps(errors.UnknownColumn(place="a.csv", column="里別", known=["里"])))
    assert str(error) == "a.csv：沒有欄位「里別」。是不是「里」？"


def test_a_finding_names_place_and_count():
    assert (
        Finding("other_sheets", place="a.xlsx", count=2, facts={"names": "甲、乙"}).sentence
        == "a.xlsx：另有 2 張工作表未讀：甲、乙。"
    )
