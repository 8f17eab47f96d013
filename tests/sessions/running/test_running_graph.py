"""What waits for what, as the notebooks themselves say."""

import json

import pytest

import labkit as lk
from labkit.sessions.running.asked import Asked
from labkit.sessions.running.graph import above, below, graph_of, longest_way
from labkit.workspace.layout import guided_notebooks


def notebook(folder, name, **told):
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps({"cells": [], "metadata": {"labkit": told} if told else {}}), encoding="utf-8")
    return path


def test_the_guided_notebooks_wait_for_the_tables_that_they_take():
    nodes = {one.name: one.after for one in graph_of(guided_notebooks())}
    assert nodes["03_deidentification"] == ("02_cleaning",)
    assert nodes["04_pivot"] == nodes["05_poc"] == ("03_deidentification",)
    assert nodes["00_start"] == nodes["01_inventory"] == nodes["02_cleaning"] == nodes["06_application"] == ()


def test_a_notebook_that_says_nothing_waits_for_all_before_it(tmp_path):
    paths = [
        notebook(tmp_path, "01_a", reads=[], takes=[], makes=[]),
        notebook(tmp_path, "02_b"),
        notebook(tmp_path, "03_c"),
    ]
    assert [one.after for one in graph_of(paths)] == [(), ("01_a",), ("01_a", "02_b")]


def test_above_and_below_follow_the_whole_way():
    nodes = graph_of(guided_notebooks())
    assert above(nodes, ["05_poc"]) == {"02_cleaning", "03_deidentification"}
    assert below(nodes, ["02_cleaning"]) == {"02_cleaning", "03_deidentification", "04_pivot", "05_poc"}


@pytest.mark.parametrize(
    "told", ['{"metadata": {"labkit": {"reads": "data"}}}', "[]", "{", '{"metadata": {"labkit": 3}}']
)
def test_a_notebook_that_cannot_be_read_is_one_sentence(tmp_path, told):
    path = tmp_path / "01_a.ipynb"
    path.write_text(told, encoding="utf-8")
    with pytest.raises(lk.LabkitError, match=r"01_a\.ipynb：筆記本無法解讀"):
        graph_of([path])


def test_what_a_person_asks_forces_stages_and_a_wrong_name_is_told_with_the_nearest():
    nodes = graph_of(guided_notebooks())
    assert len(Asked(again=True).forced(nodes)) == 7
    assert Asked(first="03_deidentification").forced(nodes) == {"03_deidentification", "04_pivot", "05_poc"}
    assert Asked(only=("05_poc",)).forced(nodes) == {"05_poc"}
    assert Asked().forced(nodes) == set()
    with pytest.raises(lk.LabkitError, match="沒有筆記本「05_pok」，是不是「05_poc」"):
        Asked(only=("05_pok",)).check(nodes)


def test_the_longest_way_is_from_cleaning_to_claims_and_the_others_give_way():
    assert longest_way(graph_of(guided_notebooks())) == {"02_cleaning", "03_deidentification", "04_pivot", "05_poc"}
    assert longest_way([]) == set()
