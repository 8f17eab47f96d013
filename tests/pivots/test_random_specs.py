import os
import warnings
from collections import Counter

import pandas as pd

import labkit as lk
from tests.pivots.random_specs import brute, cases, pandas_outcome, same

CASES = 1_000 if os.environ.get("LABKIT_PROOF") else 100


def found_by_labkit(frame, spec):
    tidy = lk.pivot(frame, **spec).tidy
    names = [*spec["rows"], *spec["columns"]]
    found = {}
    for line in tidy.to_dict("records"):
        fixed = [] if line["level"] == "總計" else line["level"].split("×")
        keys = tuple((name, None if pd.isna(line[name]) else line[name]) for name in names if name in fixed)
        column, _, how = line["measure"].rpartition(" ")
        found[keys, column, how] = (line["value"], line["n"])
    return found


def differences(frame, spec):
    wanted, found = brute(frame, spec), found_by_labkit(frame, spec)
    wrong = sum(
        not (same(wanted[key][0], found[key][0]) and wanted[key][1] == found[key][1])
        for key in wanted.keys() & found.keys()
    )
    return wrong + len(wanted.keys() ^ found.keys())


def test_no_number_of_any_level_differs_from_a_loop_over_the_records(record_property):
    outcomes = Counter()
    for frame, spec in cases(CASES):
        assert differences(frame, spec) == 0, spec
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outcomes[pandas_outcome(frame, spec)] += 1
    record_property("pandas.pivot_table", dict(outcomes))
    assert outcomes["wrong"] + outcomes["refused"] > 0
