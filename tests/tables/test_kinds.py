"""What a column's values are: the same for a table that is held and for one that is too long to hold."""

import pandas as pd

import labkit as lk
from labkit.tables import kinds


def test_a_long_table_is_judged_as_a_short_one(monkeypatch):
    frame = pd.DataFrame(
        {
            "日期": [f"113/{n % 12 + 1}/{n % 28 + 1}" for n in range(3000)],
            "時間": [f"113/{n % 12 + 1}/{n % 28 + 1} {n % 24:02}:{n % 60:02}:{n // 60:02}" for n in range(3000)],
            "金額": [n * 1.5 for n in range(3000)],
            "里": ["新安里", None, "福星里"] * 1000,
            "案號": [f"A{n:05}" for n in range(3000)],
        }
    )
    short = lk.profile(frame).frame
    spans = [(one.first, one.last) for one in kinds.column_values(lk.Table.of(frame))]
    monkeypatch.setattr(kinds, "ROW_LIMIT", 100)
    monkeypatch.setattr(kinds, "FEW_VALUES", 500)
    long = lk.profile(frame).frame
    assert long.drop(columns="distinct").equals(short.drop(columns="distinct"))
    assert (abs(long["distinct"] - short["distinct"]) <= 0.1 * short["distinct"]).all()
    assert [(one.first, one.last) for one in kinds.column_values(lk.Table.of(frame))] == spans
