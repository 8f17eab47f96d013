"""Every check of a claim fires on its own trials, stays silent on its others, and speaks one zh-TW sentence."""

import re

import pandas as pd
import pytest

from labkit.core.yaml import parse
from labkit.poc.check import CHECKS
from labkit.poc.metric import Metric


def remarks(name, trial):
    metric = Metric.of_yaml(parse(trial.metric))
    tables = {key: pd.DataFrame(dict(columns)) for key, columns in trial.tables.items()}
    return [one for one in metric.evaluate(tables, trial.as_of).checks if one.code == name]


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_fires_where_it_says_and_is_silent_where_it_says(name):
    check = CHECKS[name]
    assert check.fires
    assert check.silent
    for trial in check.fires:
        found = remarks(name, trial)
        assert found, trial.metric
        assert all(re.search(r"[一-鿿].*[。？]$", one.sentence) for one in found)
        assert {one.level for one in found} == {check.level}
    for trial in check.silent:
        assert not remarks(name, trial), trial.metric


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_labelled_and_named_like_its_file(name):
    assert re.search(r"[一-鿿]", CHECKS[name].label)
    assert CHECKS[name].label_en.isascii()
