"""Every shipped notebook says what each of its parameters is and may be, and keeps its own rules."""

import json

import pytest

from labkit.sessions.parameters import declared
from labkit.sessions.parameters.listing import HEADS, chosen, explained, parameter_rows, values
from labkit.sessions.parameters.names import BY_LABKIT
from labkit.sessions.parameters.obey import obeyed
from labkit.sessions.parameters.typed import typed
from labkit.workspace.layout import guided_notebooks

NOTEBOOKS = guided_notebooks()
EVERY = [(path, one) for path in NOTEBOOKS for one in declared(path).values()]
NAMES = [f"{path.stem}.{one.name}" for path, one in EVERY]
EACH = pytest.mark.parametrize(("path", "one"), EVERY, ids=NAMES)
EACH_ALONE = pytest.mark.parametrize("one", [one for _, one in EVERY], ids=NAMES)


def is_chinese(text):
    return any("一" <= sign <= "鿿" for sign in text)


@EACH
def test_every_parameter_has_rules_with_a_title_of_its_own(path, one):
    rules = json.loads(path.read_text(encoding="utf-8"))["metadata"]["labkit"]["parameters"]
    assert set(rules) == set(declared(path))
    assert is_chinese(one.rules.title)
    titles = [other.rules.title for other in declared(path).values()]
    assert titles.count(one.rules.title) == 1


@EACH_ALONE
def test_every_default_is_of_its_type_and_keeps_its_own_rules(one):
    assert typed(one.default, one.type) == one.default
    if one.default != "":
        assert obeyed(one.default, one.rules) == one.default
    one.check_default()
    if one.name not in BY_LABKIT:
        assert one.convert(one.default) == one.default


@EACH
def test_every_parameter_has_a_chinese_comment_that_names_its_values(path, one):
    assert is_chinese(one.about)
    assert all(str(value) in one.about for value in one.rules.enum)
    lines = next(
        cell["source"]
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if "parameters" in cell["metadata"].get("tags", [])
    )
    assert lines[one.line - 1].startswith(f"{one.name}: {one.type} = ")
    assert lines[one.line - 1].rstrip().endswith(one.about)


@EACH_ALONE
def test_every_number_has_a_limit_and_every_choice_is_accepted(one):
    if one.type in {"int", "float"}:
        assert one.rules.minimum is not None or one.rules.above is not None
    for value in one.rules.enum:
        assert one.convert(value) == value
    for value in one.rules.excluded:
        with pytest.raises(ValueError, match="不能是"):
            one.convert(value)


@EACH_ALONE
def test_every_parameter_that_names_a_table_says_so(one):
    names_a_table = one.name == "table" or one.name.endswith("_table")
    assert (one.rules.names in {"table", "raw table"}) == names_a_table


def test_the_session_and_the_workspace_mean_the_same_in_every_notebook():
    for name in BY_LABKIT:
        told = {(one.type, one.default, one.rules, one.about) for _, one in EVERY if one.name == name}
        assert len(told) == 1
        assert len([one for _, one in EVERY if one.name == name]) == len(NOTEBOOKS)
    session = next(one for _, one in EVERY if one.name == "session")
    assert (session.rules.minimum, session.rules.maximum) == (1, 99)


def test_the_audiences_are_those_of_the_policies():
    from typing import get_args

    from labkit.privacy.policy import Audience

    audience = next(one for path, one in EVERY if one.name == "audience")
    assert audience.rules.enum == get_args(Audience)


@pytest.mark.parametrize("least", [0, 1, 2, 3, 1000, 1001, -1])
def test_a_threshold_is_accepted_just_where_the_cell_policy_accepts_it(least):
    from labkit.core.errors import LabkitError
    from labkit.privacy.cell_policy import CellPolicy

    def accepts(action):
        try:
            action()
        except (LabkitError, ValueError):
            return False
        return True

    parameter = next(one for _, one in EVERY if one.name == "least")
    assert accepts(lambda: parameter.convert(least)) == (least == 0 or accepts(lambda: CellPolicy.of(least)))


def test_the_listing_has_a_row_for_each_parameter_that_people_may_set():
    rows = parameter_rows(NOTEBOOKS)
    assert [(row[0], row[1]) for row in rows] == [
        (path.stem, one.name) for path, one in EVERY if one.name not in BY_LABKIT
    ]
    assert all(len(row) == len(HEADS) and all(row[:4]) and row[5] for row in rows)
    assert next(row for row in rows if row[1] == "audience")[4] == "機關內部、跨機關、開放資料"
    assert all(values(one) for _, one in EVERY if one.rules.enum or one.rules.names or one.type in {"int", "float"})


@pytest.mark.parametrize("name", ["04_pivot", "04", "04_pivot.ipynb"])
def test_a_notebook_is_chosen_by_name_or_number(name):
    assert [path.stem for path in chosen(NOTEBOOKS, name)] == ["04_pivot"]
    assert explained(chosen(NOTEBOOKS, name))[0].startswith("．table：資料表名稱")
