"""One recipe on every engine: the same rows, one by one."""

import random
import shutil
from datetime import date, timedelta

import pandas as pd
import pytest

import labkit as lk
from tests.bench.cleaning import written
from tests.conftest import IN_CI

RECIPE = lk.Recipe(
    steps=[
        {"step": "trim", "columns": ["區"]},
        {"step": "parse_date", "columns": ["日期"]},
        {"step": "check_code", "columns": ["證號"], "kind": "national_id"},
        {"step": "normalize_text", "columns": ["區"], "width": False, "tai": "臺"},
        {"step": "parse_number", "columns": ["額"]},
        {"step": "derive", "column": "均", "expr": "額 / 3"},
        {"step": "filter_rows", "where": "額 is missing or 額 > 5"},
        {"step": "deduplicate", "columns": ["區", "日期"], "keep": "last"},
    ]
)


def rows(count):
    dice = random.Random(5)
    days = [date(2013, 1, 1) + timedelta(days=n) for n in range(3000)]
    return pd.DataFrame(
        {
            "日期": [
                written(dice.choice(days), dice.randrange(4)) if dice.random() < 0.98 else "113/2/30"
                for _ in range(count)
            ],
            "證號": [f"{dice.choice('ABC')}{dice.choice('12')}{dice.randrange(10**8):08}" for _ in range(count)],
            "區": [dice.choice(["台北市萬華區 ", "臺北市萬華區", "新北市板橋區", None]) for _ in range(count)],
            "額": [dice.choice(["1,200", "3", "(45)", "三十", "約3", None]) for _ in range(count)],
        }
    )


@pytest.fixture(scope="module")
def told():
    return rows(20_000)


def test_pandas_and_disk_give_the_rows_of_duckdb(told, monkeypatch):
    here = RECIPE.apply(told)
    there = RECIPE.apply(told, engine="pandas")
    pd.testing.assert_frame_equal(here.frame, there.frame, rtol=1e-9)
    monkeypatch.setattr("labkit.core.stores.open.MOST_CELLS", 10)
    disk = RECIPE.apply(told)
    pd.testing.assert_frame_equal(here.frame, disk.frame, rtol=1e-9)
    assert here.journal.to_dict() == there.journal.to_dict() == disk.journal.to_dict()
    assert [one.sentence for one in here.findings] == [one.sentence for one in disk.findings]


@pytest.mark.xdist_group("spark")
@pytest.mark.skipif(not (IN_CI or shutil.which("java")), reason="Spark needs Java")
def test_spark_gives_the_rows_of_duckdb(told):
    here, there = RECIPE.apply(told), RECIPE.apply(told, engine="spark")
    pd.testing.assert_frame_equal(here.frame, there.frame, rtol=1e-9)
    assert here.journal.to_dict() == there.journal.to_dict()
