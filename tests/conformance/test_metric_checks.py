"""Every check of a claim fires on its own trials, stays silent on its others, and speaks one zh-TW sentence."""

import re

import pandas as pd
import pytest

from labkit.core.table import Table
from labkit.core.yaml import parse
from labkit.poc.check import CHECKS
from labkit.poc.found import Given
from labkit.poc.metric import Metric


def remarks(name, trial):
    metric = Metric.of_yaml(parse(trial.metric))
    tables = {key: Table.of(pd.DataFrame(dict(columns))) for key, columns in trial.tables.items()}
    given = Given(tables=tables, as_of=trial.as_of)
    return list(CHECKS[name].look(metric, trial.altered(metric.compute(given)), given))


TRIALS = [(name, index) for name in CHECKS for index in range(len(CHECKS[name].fires))]
NEAR_MISSES = [(name, index) for name in CHECKS for index in range(len(CHECKS[name].silent))]


@pytest.mark.parametrize(("name", "index"), TRIALS)
def test_a_check_fires_where_it_says_with_whole_sentences(name, index):
    trial = CHECKS[name].fires[index]
    found = remarks(name, trial)
    assert found, trial.metric
    for sentence in found:
        assert re.fullmatch(r"(?s).*[一-鿿].*[。？]", sentence)
        assert not re.search(r"。。|；。|，。|None|  |\(|「」", sentence), sentence
        assert re.search(r"請|否則|不能", sentence), f"no mend: {sentence}"


@pytest.mark.parametrize(("name", "index"), NEAR_MISSES)
def test_a_check_is_silent_where_it_says(name, index):
    trial = CHECKS[name].silent[index]
    assert not remarks(name, trial), trial.metric


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_labelled_named_like_its_file_and_tried_both_ways(name):
    check = CHECKS[name]
    assert re.search(r"[一-鿿]", check.label)
    assert check.label_en.isascii()
    assert check.fires
    assert check.silent
    assert check.level in {"warning", "info"}
