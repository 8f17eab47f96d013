"""Before and after: from timed runs, records, pairs, strata; what is refused, and what stands beside the number."""

from datetime import date
from fractions import Fraction

import hypothesis
import numpy as np
import pandas as pd
import pytest
from hypothesis import strategies as st

from labkit.core.errors import MetricInput, SpecInvalid, UnitMismatch
from labkit.core.yaml import parse
from labkit.poc.metric import Metric

HEAD = "kind: before_after\nid: m\nname: 清理時間\ndesign: 6\n"
LOWER = "direction: 越低越好\n"
TABLE = "table: 計時\ncolumn: 分\nafter: 版 == '新'\nunit: 分鐘/件\n"


def metric(*parts):
    return Metric.of_yaml(parse(HEAD + "".join(parts)))


def timed(before, after, **more):
    sides = ["舊"] * len(before) + ["新"] * len(after)
    return {"計時": pd.DataFrame({"版": sides, "分": [*before, *after], **more})}


def drawn(n=40, effect=-5.0, seed=1):
    dice = np.random.default_rng(seed)
    return timed(10 + dice.gamma(4, 1, n).round(1), 10 + effect + dice.gamma(4, 1, n).round(1))


def lines(result):
    return {line.what: line for line in result.lines}


STATED = "effect: relative\nunit: 分鐘/次\nbefore: {value: 480%s}\nafter: {value: 4.8%s}\n"
RUNS = ("", "")
SPREAD = (", n: 5, sd: 12", ", n: 5, sd: 0.3")


def test_the_cleaning_time_falls_by_99_percent_exactly():
    result = metric(LOWER, STATED % RUNS).evaluate()
    assert result.found.amount.value == 99
    assert str(result.found.amount) == "99 %"
    assert "下降比率 99 %（由 480 分鐘/次 到 4.8 分鐘/次）" in result.statement
    assert (result.found.estimate, result.found.reached, result.found.n) == (None, 1, None)
    assert result.found.unmeasured == ("改變前", "改變後")


def test_timed_runs_on_both_sides_carry_an_interval():
    result = metric(LOWER, STATED % SPREAD).evaluate()
    estimate = result.found.estimate
    assert 98.8 < estimate.low < 99 < estimate.high < 99.2
    assert (result.found.n, result.found.reached, result.measure.design) == (5, 2, 2)
    assert "5 筆" in estimate.method


def test_what_is_spent_once_is_left_out_said_and_paid_back():
    spent = "setup: {value: 40, unit: 小時, source: 工時表}\n"
    result = metric(LOWER, STATED % RUNS, spent).evaluate()
    assert result.found.amount.value == 99
    assert "不含一次性準備 40 小時，做滿 6 次後回本" in result.statement  # 2,400 / 475.2 = 5.05
    assert lines(result)["回本所需"].number == "6"
    assert metric(LOWER, STATED % RUNS).evaluate().found.lines[-1].number == "未提供"


def test_exactly_paid_back_is_not_one_run_more_and_no_saving_is_never_paid_back():
    whole = "unit: 分鐘/件\nbefore: {value: 10}\nafter: {value: %s}\nsetup: {value: 30, unit: 分鐘}\n"
    assert "做滿 5 件後回本" in metric(LOWER, whole % 4).evaluate().statement
    worse = metric(LOWER, whole % 12).evaluate()
    assert "不會回本" in worse.statement
    assert worse.found.amount.value == -2
    assert "與期望的方向相反" in worse.statement


def test_two_samples_of_records_give_a_mean_difference_in_minutes():
    given = drawn()
    result = metric(LOWER, TABLE).evaluate(given)
    frame = given["計時"]
    before, after = (frame.loc[frame["版"] == side, "分"] for side in ("舊", "新"))
    exact = sum(map(Fraction, before.astype(str))) / 40 - sum(map(Fraction, after.astype(str))) / 40
    assert result.found.amount.value == exact
    assert str(result.found.amount.unit) == "分鐘/件"
    assert result.found.estimate.low < 5 < result.found.estimate.high
    assert result.found.tested.significant
    assert (result.found.n, result.found.reached) == (40, 2)
    assert lines(result)["改變前（平均）"].source.startswith("40 筆，標準差")
    assert any("不可乘以件數" in line.source for line in result.lines)


def test_timed_runs_of_a_table_are_exact_too_and_two_are_too_few_for_an_interval():
    runs = metric(LOWER, TABLE, "effect: relative\n").evaluate(timed([480, 481, 479], [4.8, 4.9, 4.7]))
    assert runs.found.amount.value == 99
    assert runs.found.estimate.low < 99 < runs.found.estimate.high
    assert (runs.found.n, runs.found.reached) == (3, 2)
    few = metric(LOWER, TABLE, "effect: relative\n").evaluate(timed([480, 480], [4.8, 4.8]))
    assert (few.found.amount.value, few.found.n, few.found.reached) == (99, 2, 1)
    assert "至少需要 3 筆" in few.found.no_estimate
    same = metric(LOWER, TABLE).evaluate(timed([480] * 4, [5] * 4))
    assert same.found.estimate is None
    assert "完全相同" in same.found.no_estimate


def test_the_sign_follows_the_direction():
    given = drawn()
    lower, higher, plain = (metric(one, TABLE).evaluate(given) for one in (LOWER, "direction: 越高越好\n", ""))
    assert lower.measure.value > 0 > higher.measure.value
    assert higher.measure.value == plain.measure.value == -lower.measure.value
    assert (lower.measure.low, lower.measure.high) == (-higher.measure.high, -higher.measure.low)
    assert "與期望的方向相反" in higher.statement
    assert "與期望的方向相反" not in plain.statement
    assert "減少" in higher.statement


def test_every_record_is_used_or_counted_once():
    frame = pd.DataFrame(
        {
            "版": ["舊"] * 6 + ["新"] * 6 + [None, "舊", "新", "舊"],
            "分": [9.0, 10, 11, 12, 13, 14, 4, 5, 6, 7, 8, 9, 5, None, 999, 8],
            "類": ["買"] * 15 + ["贈"],
        }
    )
    result = metric(LOWER, TABLE, "where: 類 == '買'\noutliers: {high: 100, rule: 排除}\n").evaluate({"計時": frame})
    assert dict(result.left_out) == {"filtered": 1, "empty_measure": 1, "outlier": 1, "no_side": 1}
    assert result.found.amount.value == 5
    assert sum(result.left_out.values()) + 12 == len(frame)


@hypothesis.settings(max_examples=40)
@hypothesis.given(
    st.lists(
        st.tuples(
            st.sampled_from(["舊", "新", None]),
            st.one_of(st.none(), st.integers(0, 30)),
            st.sampled_from(["a", "b", "c", "d", None]),
            st.sampled_from(["買", "賣"]),
        ),
        max_size=40,
    ),
    st.sampled_from(["unpaired", "paired", "matched"]),
)
def test_used_and_left_out_are_all_records(rows, compare):
    frame = pd.DataFrame(rows, columns=["版", "分", "案", "類"]).astype({"版": object, "案": object})
    frame["分"] = frame["分"].astype("Float64")
    keys = {"unpaired": "", "paired": "pair: 案\n", "matched": "match: [案]\n"}[compare]
    try:
        found = (
            metric(LOWER, TABLE, "where: 類 == '買'\n", f"compare: {compare}\n", keys).evaluate({"計時": frame}).found
        )
    except MetricInput:
        return
    seen = frame[(frame["類"] == "買") & frame["分"].notna() & frame["版"].notna()]
    if compare == "unpaired":
        used = len(seen)
    else:
        seen = seen[seen["案"].notna()]
        both = seen.groupby("案")["版"].nunique()
        used = int(seen["案"].isin(both[both == 2].index).sum())
    assert used + sum(found.left_out.values()) == len(frame)
    assert all(found.left_out.values())
    if found.estimate:
        assert found.estimate.low <= float(found.amount.value) <= found.estimate.high


def dated(n=60, effect=-5.0):
    days = pd.bdate_range("2025-01-06", periods=n)
    dice = np.random.default_rng(4)
    value = 15 + dice.gamma(4, 1, n) + np.where(days >= "2025-02-17", effect, 0)
    return {"計時": pd.DataFrame({"日": days, "分": value.round(2), "案": [f"{at % (n // 2)}" for at in range(n)]})}


DATED = "table: 計時\ncolumn: 分\nchange: 2025-02-17\ntime: {field: 日}\nunit: 分鐘/件\n"


@pytest.mark.parametrize(
    ("compare", "more", "rung"),
    [("unpaired", "", 2), ("paired", "pair: 案\n", 3), ("matched", "", 3)],
)
def test_a_change_on_a_day_is_compared_each_way(compare, more, rung):
    result = metric(LOWER, DATED, f"compare: {compare}\n", more).evaluate(dated())
    assert result.measure.value == pytest.approx(5, abs=1.5)
    assert result.measure.low > 0
    assert result.measure.design == rung
    assert sum(result.left_out.values()) == 0


def test_days_drawn_by_lot_reach_the_top_and_days_parted_by_a_date_do_not():
    given, lots = dated(), np.random.default_rng(5).permutation(60) < 30
    given["計時"]["版"] = np.where(lots, "新", "舊")
    given["計時"]["分"] = 20 + np.random.default_rng(6).gamma(4, 1, 60).round(2) - 5 * lots
    drawn_by_lot = DATED.replace("change: 2025-02-17\n", "after: 版 == '新'\n") + "compare: randomised\n"
    result = metric(LOWER, drawn_by_lot).evaluate(given)
    assert result.measure.design == 6
    assert result.found.tested.significant
    assert any("以日子為抽籤單位" in line.source for line in result.lines)
    with pytest.raises(MetricInput, match="以一個日期分開.*請改用"):
        metric(LOWER, DATED, "compare: randomised\n").evaluate(dated())


def test_a_series_and_a_control_group_compare_with_what_would_have_been():
    days = np.repeat(pd.bdate_range("2024-07-01", periods=320), 4)
    dice, late = np.random.default_rng(7), days >= "2025-02-17"
    frame = pd.DataFrame({"日": days, "櫃": ["A", "B", "A", "B"] * 320})
    frame["分"] = (20 + dice.gamma(4, 1, len(days)) - 5 * (late & (frame["櫃"] == "A"))).round(2)
    weekly = DATED.replace("field: 日", "field: 日, grain: 週")
    series = metric(LOWER, weekly, "compare: series\nwhere: 櫃 == 'A'\n").evaluate({"計時": frame})
    control = metric(LOWER, weekly, "compare: controlled\ntreated: 櫃 == 'A'\n").evaluate({"計時": frame})
    for result, rung in ((series, 4), (control, 5)):
        assert result.measure.value == pytest.approx(5, abs=1)
        assert result.measure.low > 0
        assert result.measure.design == rung
        assert "若沒有改變推估為" in result.statement
        assert "若沒有改變（推估）" in lines(result)
        counted = sum(result.left_out.values())
        assert 0 <= counted < len(frame)
    assert series.left_out["filtered"] == 640
    assert "113年7月1日至114年" in series.found.period
    with pytest.raises(MetricInput, match="8 個月.*期別"):
        metric(LOWER, DATED, "compare: series\n").evaluate({"計時": frame})
    relative = metric(LOWER, DATED, "compare: controlled\ntreated: 櫃 == 'A'\neffect: relative\n").evaluate(
        {"計時": frame}
    )
    assert "以改變前的水準為已知" in relative.found.estimate.method


def test_the_day_of_the_change_is_after_and_the_window_holds():
    given = {
        "計時": pd.DataFrame(
            {
                "日": pd.to_datetime(["2025-02-14"] * 3 + ["2025-02-17"] * 3 + ["2024-01-02"]),
                "分": [9, 10, 11, 4, 5, 6, 99],
            }
        )
    }
    result = metric(LOWER, DATED.replace("field: 日", "field: 日, from: 2025-01-01, to: 2025-12-31")).evaluate(given)
    assert result.found.amount.value == 5
    assert dict(result.left_out) == {"outside_period": 1}


def test_other_changes_inside_the_window_stand_in_the_working():
    changes = "co_changes: [{on: 2025-02-03, what: 增加一名櫃員}, {on: 2023-05-01, what: 換系統}]\n"
    found = metric(LOWER, DATED, changes).evaluate(dated()).lines
    assert [line.source for line in found if line.what == "同一期間的其他改變"] == ["增加一名櫃員"]
    assert "114年2月3日" in next(line.number for line in found if line.what == "同一期間的其他改變")


def test_shares_differ_in_points_and_relative_is_something_else():
    given = timed([1] * 24 + [0] * 16, [1] * 34 + [0] * 6)
    points = metric("direction: 越高越好\neffect: points\n", TABLE.replace("unit: 分鐘/件\n", "")).evaluate(given)
    assert str(points.found.amount) == "25 百分點"
    assert "增加 25 百分點（由 60 % 到 85 %）" in points.statement
    assert points.found.estimate.low == pytest.approx(100 * 0.05, abs=2)
    relative = metric("direction: 越高越好\neffect: relative\n", TABLE.replace("unit: 分鐘/件\n", "")).evaluate(given)
    assert relative.found.amount.value == Fraction(125, 3)
    assert "上升比率 41.7 %（由 0.6 到 0.9）" in relative.statement
    percent = metric("effect: points\nunit: '%'\nbefore: {value: 60}\nafter: {value: 85}\n").evaluate()
    assert str(percent.found.amount) == "25 百分點"


def test_a_boolean_column_is_a_share():
    given = {
        "計時": pd.DataFrame(
            {"版": ["舊"] * 4 + ["新"] * 4, "分": [True, False, False, False, True, True, True, False]}
        )
    }
    assert str(metric("effect: points\n", TABLE).evaluate(given).found.amount) == "50 百分點"


@pytest.mark.parametrize(
    ("text", "tables", "said"),
    [
        (LOWER + TABLE, timed([], [5, 6, 7]), "改變前沒有任何可用的紀錄.*補上改變前的資料"),
        (LOWER + TABLE, timed([5, 6, 7], []), "改變後沒有任何可用的紀錄"),
        (TABLE + "effect: relative\n", timed([0, 0, 0], [5, 6, 7]), "不大於 0.*difference"),
        (TABLE + "effect: points\n", timed([5, 6, 7], [1, 2, 3]), "不在 0 到 1 之間"),
        (TABLE + "missing: 拒絕\n", timed([5, None, 7], [1, 2, 3]), "1 筆未填"),
        (TABLE + "outliers: {high: 6, rule: 拒絕}\n", timed([5, 6, 7], [1, 2, 3]), "1 筆在 outliers"),
        (TABLE.replace("column: 分", "column: 版"), timed([5], [1]), "不是數字"),
        (TABLE + "compare: paired\npair: 版\n", timed([5, 6], [1, 2]), "成對的案件只有 0 對，至少需要 3 對"),
        (TABLE, {}, "找不到資料表「計時」"),
        ("unit: 件\nbefore: {value: 3}\nafter: {value: 2}\nsetup: {value: 1, unit: 小時}\n", {}, "只能與時間比較"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_mend(text, tables, said):
    with pytest.raises(MetricInput, match=said):
        metric(text).evaluate(tables)


def test_units_that_differ_are_not_compared():
    with pytest.raises(UnitMismatch, match="分鐘.*小時"):
        metric("before: {value: 3, unit: 分鐘}\nafter: {value: 2, unit: 小時}\nunit: 分鐘\n").evaluate()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit: 分鐘\n", "請寫 table 與 column"),
        ("unit: 分鐘\nbefore: {value: 3}\nafter: {value: 2}\ncompare: paired\n", "不能配對"),
        ("unit: '%'\nbefore: {value: 3}\nafter: {value: 2}\n", "百分點"),
        (TABLE + "change: 2025-01-01\ntime: {field: 日}\n", "恰好寫一個"),
        (TABLE + "compare: paired\n", r"compare: paired（同案前後成對）需要 pair"),
        (TABLE + "compare: pared\n", "是不是「paired」"),
        (TABLE + "before: {value: 3}\n", "不寫 before"),
        (TABLE.replace("column: 分\n", ""), "column（數值的欄位）"),
        ("unit: 分鐘\nbefore: {valeu: 3}\nafter: {value: 2}\n", "第 6 行 before.valeu.*是不是「value」"),
        ("unit: 分鐘\nbefore: {value: 3}\nafter: {valeu: 2}\n", "第 7 行 after.valeu.*是不是「value」"),
        (TABLE.replace("'新'", ""), "第 7 行"),
    ],
)
def test_an_incomplete_specification_names_what_is_missing(text, said):
    with pytest.raises(SpecInvalid, match=said):
        metric(text)


def test_a_specification_comes_back_from_its_yaml(tmp_path):
    for text in (LOWER + TABLE, LOWER + STATED % SPREAD, LOWER + DATED + "compare: matched\nmatch: [案]\n"):
        one = metric(text)
        assert Metric.load(one.save(tmp_path / "m.yml")) == one


def test_one_changed_cell_changes_the_hash():
    one, other = drawn(), drawn()
    other["計時"].loc[3, "分"] += 0.1
    hashes = {metric(LOWER, TABLE).evaluate(given, date(2025, 3, 14)).sha256 for given in (one, drawn(), other)}
    assert len(hashes) == 2


def test_the_statement_speaks_of_chance_as_tested_and_of_no_bare_day():
    for given in (drawn(), drawn(effect=0.0)):
        result = metric(LOWER, TABLE).evaluate(given)
        said = result.statement
        assert ("達統計顯著" in said) == result.found.tested.significant
        assert "天" not in said.replace("工作天", "")


def test_99_percent_or_more_needs_three_timed_runs_on_each_side_that_bear_it():
    claim = "effect: relative\nclaim: 資料清理時間減少 99 % 以上\n"

    def said(before, after):
        checks = metric(LOWER, TABLE, claim).evaluate(timed(before, after)).checks
        return [one.sentence for one in checks if one.code == "at_least"]

    assert any("每邊只有 2 次" in one for one in said([480, 480], [4.8, 4.8]))
    three = said([480, 481, 479], [4.8, 4.9, 4.7])
    assert not any("每邊只有" in one for one in three)
    assert any("站不住" in one for one in three)
    assert said([480, 481, 479, 480], [2.4, 2.5, 2.3, 2.4]) == []
