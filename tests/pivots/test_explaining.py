import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import StepRefused

FEES = pd.DataFrame(
    {
        "里": ["a", "a", None, "b", "b"],
        "別": ["買", "賣", "買", "買", None],
        "費": [1.0, 2.0, 4.0, None, 8.0],
        "檢": [2.0, 2.0, 4.0, None, 8.0],
        "日": pd.to_datetime(["2024-01-05", "2024-02-05", None, "2024-01-31", "2023-01-01"]),
    }
)
SPECS = [
    {"rows": ["里"]},
    {"rows": ["里", "別"], "values": {"費": ["sum", "mean", "count", "distinct", "min", "max", "median", "p90"]}},
    {"rows": ["里"], "columns": ["別"], "values": {"費": "sum"}},
    {"rows": ["里"], "values": {"費": ["sd", "var", "product", "missing_rate", "share"]}},
    {"rows": ["里"], "where": "費 > 1 and not 別 is missing", "values": {"費": "sum", "率": {"ratio": ["費", "檢"]}}},
    {"rows": ["日:roc_year"], "values": {"費": "sum"}},
    {"rows": ["日:roc_month"], "where": "日 is not missing or 費 in (1, 4)", "values": {"費": "count"}},
    {"rows": [{"column": "費", "by": "bins", "edges": [0, 2, 9]}]},
]


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_the_pandas_code_runs_and_gives_the_same_numbers(spec):
    pivot = lk.pivot(FEES, **spec)
    held = {"data": FEES.copy()}
    exec(lk.explain(pivot).pandas, held)  # noqa: S102  (the code is ours, and that it runs is what is tested)
    table = held["table"]
    ours = pivot.frame.iloc[:, len(pivot.row_keys) :].to_numpy(dtype=float)
    assert sorted(pd.Series(ours.ravel()).dropna().round(9)) == sorted(
        pd.Series(table.to_numpy(dtype=float).ravel()).dropna().round(9)
    )


def test_the_excel_steps_name_what_excel_names():
    text = "".join(
        lk.explain(
            lk.pivot(
                FEES,
                rows=["里"],
                columns=["日:month"],
                values={"費": ["sum", "distinct", "p90"]},
                show_as="percent_of_row",
                top=1,
            )
        ).excel
    )
    for words in (
        "「里」拖到「列」",
        "組成群組",
        "彙總方式選「加總」",
        "資料模型",
        "沒有「第90百分位」",
        "列總和百分比",
        "前 1 項",
    ):
        assert words in text


def test_an_explanation_is_publishable_and_holds_no_record():
    told = lk.explain(lk.pivot(FEES, rows=["里"]))
    assert told.counts_only
    assert "Excel 步驟" in str(told.to_document())


def test_two_runs_are_compared_cell_by_cell():
    before = lk.pivot(FEES, rows=["里"], values={"費": "sum"})
    after = lk.pivot(
        FEES.assign(費=[1.0, 5.0, 4.0, None, 8.0], 里=["a", "a", "c", "b", "b"]), rows=["里"], values={"費": "sum"}
    )
    found = lk.compare(before, after).frame.set_index("cell")
    assert found.loc["里＝a"].tolist() == ["費 sum", 3.0, 6.0, 3.0, 1.0]
    assert found.loc["里＝未填", "after"] is None
    assert found.loc["里＝c", "before"] is None
    assert found.loc["總計", "change"] == 3.0
    assert lk.compare(before, before).alike
    assert lk.compare(before, before).summary == "4 格都相同。"


def test_hidden_cells_stay_hidden_when_compared():
    before = lk.pivot(FEES, rows=["里"], values={"費": "sum"})
    hidden = before.hiding([((("里", "a"),), "費 sum")])
    assert lk.compare(before, hidden).frame["after"].tolist() == ["D"]


def test_a_pivot_is_not_compared_with_a_table():
    with pytest.raises(StepRefused, match="不能混著比"):
        lk.compare(lk.pivot(FEES, rows=["里"]), FEES)
