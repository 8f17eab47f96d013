"""Recall and precision on made-up tables whose maker does not know the detector; all seeds under `make proof`."""

import os

import pytest

import labkit as lk
from tests.privacy.labelled import score, tables

SEEDS = range(1, 41) if os.environ.get("LABKIT_PROOF") else range(1, 4)
CHECKED = ("TW_NATIONAL_ID", "TW_RESIDENT_ID", "TW_UBN", "EMAIL_ADDRESS", "CREDIT_CARD")
PHONES = ("TW_MOBILE", "TW_LANDLINE")
GOALS = dict.fromkeys(CHECKED, 0.99) | dict.fromkeys(PHONES, 0.97)
OTHERS = 0.95


@pytest.fixture(scope="module")
def result():
    found = score(lambda frame: lk.scan(frame).cells, SEEDS)
    print(found)
    return found


def test_every_kind_is_found_and_little_else_is(result):
    short = {
        entity: f"recall {one.recall:.4f}, precision {one.precision:.4f}\n{result.examples(entity)}"
        for entity, one in result.entities.items()
        if min(one.recall, one.precision) < GOALS.get(entity, OTHERS)
    }
    assert short == {}
    assert len(result.entities) == 21
    assert min(one.truth for one in result.entities.values()) >= 150 * len(SEEDS)


def test_no_day_is_a_company_number_and_columns_without_personal_data_stay_quiet(result):
    assert result.ubn_on_dates == 0
    assert result.harmless_alarms <= 0.001 * result.harmless_cells


def test_no_column_without_personal_data_is_called_direct():
    for one in tables(1):
        personal = {column for _, column, *_ in one.truth}
        roles = lk.scan(one.frame).frame.set_index("column")["role"]
        assert [name for name in one.frame.columns if name not in personal and roles[name] == "direct"] == [], one.name
