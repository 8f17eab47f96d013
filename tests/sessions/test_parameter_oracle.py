"""Our small checks against jsonschema itself: the same words mean the same, for shipped rules and for made-up ones."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from labkit.sessions.parameters import declared
from labkit.sessions.parameters.obey import obeyed
from labkit.sessions.parameters.rules import RulesBroken, read_rules
from labkit.sessions.parameters.typed import NotFit, typed
from labkit.workspace.layout import guided_notebooks

JSON_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
NUMBERS = st.integers(-9, 9) | st.floats(-9, 9).map(lambda number: round(number, 1))
TEXTS = st.text(alphabet="甲乙ab1", max_size=5)
NUMBER_RULES = st.fixed_dictionaries(
    {},
    optional={
        "minimum": NUMBERS,
        "maximum": NUMBERS,
        "exclusiveMinimum": NUMBERS,
        "enum": st.lists(NUMBERS, min_size=1, max_size=3),
        "not": st.fixed_dictionaries({"enum": st.lists(NUMBERS, min_size=1, max_size=3)}),
    },
)
TEXT_RULES = st.fixed_dictionaries(
    {"description": st.just("甲")},
    optional={
        "pattern": st.sampled_from(["^甲", "乙$", "[ab]+", "^.{2,3}$"]),
        "maxLength": st.integers(1, 4),
        "enum": st.lists(TEXTS, min_size=1, max_size=3),
        "not": st.fixed_dictionaries({"enum": st.lists(TEXTS, min_size=1, max_size=3)}),
    },
)


def ours(value, rules, kind):
    try:
        return obeyed(typed(value, kind), rules) == value
    except NotFit:
        return False


def agree(value, told, kind):
    try:
        rules = read_rules(told, kind)
    except RulesBroken:
        return
    assert ours(value, rules, kind) == Draft202012Validator({"type": JSON_TYPES[kind], **told}).is_valid(value)


@given(NUMBERS | st.booleans() | st.none(), NUMBER_RULES, st.sampled_from(["int", "float"]))
def test_rules_of_numbers_decide_as_jsonschema_does(value, told, kind):
    agree(value, told, kind)


@given(TEXTS | st.integers(), TEXT_RULES)
def test_rules_of_texts_decide_as_jsonschema_does(value, told):
    agree(value, told, "str")


@given(st.lists(TEXTS.filter(bool), max_size=3), TEXT_RULES)
def test_rules_of_items_decide_as_jsonschema_does(value, told):
    try:
        rules = read_rules({"items": told}, "list[str]")
    except RulesBroken:
        return
    schema = {"type": "array", "items": {"type": "string", **told}}
    assert ours(value, rules, "list[str]") == Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize("path", guided_notebooks(), ids=lambda path: path.stem)
def test_the_shipped_rules_are_json_schema(path):
    rules = json.loads(path.read_text(encoding="utf-8"))["metadata"]["labkit"]["parameters"]
    for name, one in declared(path).items():
        schema = {"type": JSON_TYPES[one.type], **rules[name]}
        Draft202012Validator.check_schema(schema)
        assert Draft202012Validator(schema).is_valid(one.default)
