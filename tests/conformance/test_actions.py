"""Every action of a policy: examples, missing stays missing, no key where none is needed."""

import pytest

from labkit.core.plugs import camel
from labkit.privacy.action import ACTIONS
from labkit.privacy.keys import Key

KEY = Key(b"k" * 32)
CASES = [(name, number) for name, one in ACTIONS.items() for number in range(len(one.examples))]


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_named_like_its_file(name):
    assert ACTIONS[name].__name__ == camel(name)
    assert ACTIONS[name].model_fields["action"].default == name == ACTIONS[name].name()
    assert ACTIONS[name].label


@pytest.mark.parametrize(("name", "number"), CASES)
def test_every_example_holds(name, number):
    options, before, after = ACTIONS[name].examples[number]
    action = ACTIONS[name](**options)
    assert [None if value is None else action.treat(value, KEY) for value in before] == list(after)


@pytest.mark.parametrize("name", [name for name, one in ACTIONS.items() if one.needs_key])
def test_an_action_that_needs_a_key_refuses_to_go_without(name):
    with pytest.raises(TypeError):
        ACTIONS[name]().treat("A123456789", None)
