"""The numpy core, DuckDB over disk, and Spark give the same numbers."""

import importlib.util
import os
import shutil

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import EngineMissing, TooManyRows
from tests.pivots.random_specs import cases, same

TICKETS = pd.DataFrame(
    {
        "日": pd.to_datetime(["2024-12-30", "2024-01-05", "2025-02-08", None, "1999-08-01", "2024-01-31"] * 5),
        "時": ["08:10", "08:40", "下午2時30分", None, "23:59", "不明"] * 5,
        "別": ["a", "b", "c", "d", None, "a"] * 5,
        "分": [0, 5, 9.5, 20, None, 30] * 5,
        "件": [1, 2, None, 4, 5, 6] * 5,
    }
).astype({"件": "Int64"})
SPECS = [
    {"rows": ["日:roc_month", "時:hour"], "values": {"分": ["sum", "median"], "件": ["sum", "distinct"]}},
    {"rows": [{"column": "分", "by": "bins", "edges": [0, 5, 25]}], "columns": ["日:working_day"]},
    {"rows": ["別"], "top": 2, "values": {"件": "sum"}},
    {"rows": ["時:hour"], "columns": ["別"], "top": {"別": 1}, "values": {"件": ["share", "max"]}},
    {
        "rows": ["別"],
        "values": {"快": {"rate": "分 <= 9.5"}, "率": {"ratio": ["分", "件"]}, "每件": {"ratio": ["分", "count"]}},
    },
    {
        "rows": ["別"],
        "where": "分 > 3 or 件 is missing",
        "values": {"日": ["min", "max"], "件": ["missing_rate", "p90"]},
    },
    {"where": "分 > 99"},
]


def differences(frame, spec, engine):
    here, there = lk.pivot(frame, **spec), lk.pivot(frame, **spec, engine=engine)
    one, other = ({(cell.keys, cell.measure): cell for cell in result.cells} for result in (here, there))
    wrong = [
        key
        for key in one.keys() & other.keys()
        if one[key].n != other[key].n or not alike(one[key].value, other[key].value)
    ]
    assert dict(here.left_out) == dict(there.left_out)
    assert here.printed.equals(there.printed) or here.printed.shape == there.printed.shape
    return [*wrong, *(one.keys() ^ other.keys())]


def alike(one, other):
    return str(one)[:19] == str(other)[:19] if hasattr(one, "year") else same(one, other)


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_groups_tops_ratios_and_conditions_are_alike_on_disk(spec):
    assert differences(TICKETS, spec, "duckdb") == []


def test_random_pivots_are_alike_on_disk():
    for frame, spec in cases(40, seed=7):
        assert differences(frame, spec, "duckdb") == [], spec


@pytest.mark.xdist_group("spark")
@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or (shutil.which("java") is None and not os.environ.get("CI")),
    reason="needs PySpark and Java",
)
def test_pivots_are_alike_on_spark():
    for spec in [SPECS[at] for at in (0, 3, 4, 5)]:  # each level is a Spark job
        assert differences(TICKETS, spec, "spark") == [], spec


def test_the_records_of_a_cell_are_read_from_disk():
    for spec in SPECS[:3]:
        here, there = lk.pivot(TICKETS, **spec), lk.pivot(TICKETS, **spec, engine="duckdb")
        row = tuple(here.frame.iloc[0, : len(here.row_keys)])
        assert here.records(row=row).attrs["sha256"] == there.records(row=row).attrs["sha256"]
    missing = lk.pivot(TICKETS, rows=["別"], engine="duckdb").records(row=(None,))
    assert len(missing) == 5


def test_records_of_a_cell_above_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr("labkit.pivots.counting.on_engine.ROW_LIMIT", 3)
    with pytest.raises(TooManyRows):
        lk.pivot(TICKETS, engine="duckdb").records()


def test_a_table_larger_than_memory_is_left_to_the_disk(monkeypatch, tmp_path):
    path = lk.Table.of(TICKETS).save_parquet(tmp_path / "t.parquet")
    from labkit.core.engines import from_parquet

    monkeypatch.setattr("labkit.pivots.counting.on_engine.MOST_CELLS", 10)
    table = lk.Table(from_parquet(path))
    result = lk.pivot(table, rows=["別"], values={"件": "sum"})
    assert type(result.placed).__name__ == "OnEngine"
    assert result.total == lk.pivot(TICKETS, values={"件": "sum"}).total


def test_an_unknown_engine_is_refused():
    with pytest.raises(EngineMissing, match="duckdb"):
        lk.pivot(TICKETS, engine="polars")


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_a_pivot_of_an_engine_is_written_with_the_same_records_as_one_of_memory(spec, tmp_path):
    from labkit.core.errors import CellsRefused
    from labkit.pivots.exports.adapt import plan_of
    from labkit.pivots.exports.write import write_pivot

    keep = {name: {"action": "keep"} for name in TICKETS}
    protected = lk.Policy(columns=keep).apply(TICKETS).table
    here, there = lk.pivot(protected, **spec), lk.pivot(protected, **spec, engine="duckdb")
    fields = [[(one.name, list(map(str, one.cells))) for one in plan_of(each).fields] for each in (here, there)]
    assert fields[0] == fields[1]
    for suffix in (".xlsx", ".ods"):
        try:
            write_pivot(here, tmp_path / f"here{suffix}")
        except CellsRefused as refused:
            with pytest.raises(CellsRefused, match=str(refused.facts["what"])[:10]):
                write_pivot(there, tmp_path / f"there{suffix}")
        else:
            assert write_pivot(there, tmp_path / f"there{suffix}").stat().st_size > 1000
