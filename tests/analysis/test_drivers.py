import os
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import NotNumeric, SpecInvalid, UnknownColumn
from labkit.statistics.intervals import wilson

SIMULATIONS = 200 if os.environ.get("LABKIT_PROOF") else 30


def planted(rows=600, seed=1):
    """Waiting minutes that the hour drives; the counter only follows the hour; noise; the same in seconds; a serial number."""
    dice = np.random.default_rng(seed)
    hour = dice.integers(0, 3, rows)
    counter = np.where(dice.random(rows) < 0.75, hour, dice.integers(0, 3, rows))
    minutes = dice.exponential(6, rows) + np.array([4, 8, 20])[hour]
    return pd.DataFrame(
        {
            "時段": np.array(["清晨", "上午", "中午"])[hour],
            "櫃檯": np.array(["1號", "2號", "3號"])[counter],
            "天氣": dice.choice(["晴", "雨"], rows),
            "溫度": dice.normal(25, 4, rows),
            "等待秒數": minutes * 60,
            "收件序號": np.arange(rows) + 1,
            "機關": "示範所",
            "等待分鐘": minutes,
            "超過": np.where(minutes > 24, "是", "否"),
        }
    )


FRAME = planted()
ASKED = {"target": "等待分鐘", "exclude": ["超過"], "shuffles": 299}


@pytest.fixture(scope="module")
def found():
    return lk.analyze(FRAME, "drivers", ASKED)


def ranking(result):
    return result.frame.set_index("欄位")


def test_the_column_that_drives_stands_first_and_noise_is_no_more_than_chance(found):
    table = ranking(found)
    assert table.index[0] == "時段"
    assert table["判讀"].to_dict() == {
        "時段": "有關聯（強）",
        "櫃檯": "可能只是跟著「時段」",
        "天氣": "看不出關聯",
        "溫度": "看不出關聯",
    }
    assert "「時段」" in found.summary
    assert "相關不是因果" in found.summary


def test_a_column_that_only_follows_the_driver_loses_its_strength_beside_it(found):
    row = ranking(found).loc["櫃檯"]
    assert row["關聯強度"] > 0.3
    assert row["扣除「時段」後"] < 0.1


def test_what_would_mislead_is_flagged_and_not_ranked(found):
    flagged = found.views()["不列入排名的欄位"].set_index("欄位")["原因"]
    assert flagged["機關"].startswith("只有一種值")
    assert flagged["收件序號"].startswith("幾乎每列都不同")
    assert flagged["等待秒數"].startswith("幾乎等同目標")
    assert not any("等待秒數" in rule for rule in found.facts["rules"])


def test_that_going_together_is_no_cause_is_always_said_first(found):
    assert found.warnings[0].startswith("相關不是因果")
    alone = lk.analyze(FRAME, "drivers", {"target": "等待分鐘", "columns": "天氣", "shuffles": 99})
    assert alone.warnings[0].startswith("相關不是因果")


def test_many_columns_are_corrected_for(found):
    table = ranking(found)
    assert all(row["p"] == "<0.001" or row["校正後 p"] >= row["p"] for _, row in table.iterrows())
    assert any("Benjamini–Hochberg" in sentence for sentence in found.warnings)


def test_groups_show_mean_median_interval_and_the_difference_to_the_rest(found):
    row = found.views()["「時段」各組"].set_index("時段").loc["中午"]
    noon, rest = FRAME[FRAME["時段"] == "中午"]["等待分鐘"], FRAME[FRAME["時段"] != "中午"]["等待分鐘"]
    assert row["件數"] == len(noon)
    assert row["平均"] == round(noon.mean(), 2)
    assert row["中位數"] == round(noon.median(), 2)
    assert row["與其餘差"] == round(noon.mean() - rest.mean(), 2)


def test_a_yes_or_no_target_shows_shares_with_wilson_intervals():
    result = lk.analyze(FRAME, "drivers", {"target": "超過", "columns": ["時段", "天氣"], "shuffles": 199})
    row = result.views()["「時段」各組"].set_index("時段").loc["中午"]
    noon = FRAME[FRAME["時段"] == "中午"]
    yes, whole = int((noon["超過"] == "是").sum()), len(noon)
    low, high = wilson(yes, whole)
    assert row["「是」件數"] == yes
    assert row["95% 區間（%）"] == f"{100 * low:.1f}–{100 * high:.1f}"


def test_a_target_of_several_classes_shows_the_share_of_each():
    result = lk.analyze(FRAME, "drivers", {"target": "時段", "columns": ["櫃檯", "天氣"], "shuffles": 199})
    table = result.views()["「櫃檯」各組"].set_index("櫃檯")
    assert table[["清晨（%）", "上午（%）", "中午（%）"]].sum(axis=1).tolist() == pytest.approx([100] * 3, abs=0.2)
    assert ranking(result).loc["櫃檯", "判讀"] == "有關聯（強）"


def test_the_tree_gives_its_rules_with_records_and_owns_up_to_unseen_records(found):
    rules = found.views()["「等待分鐘」的規則樹"]
    assert rules["規則"].tolist() == ["時段 為「中午」", "時段 為「上午」", "時段 為「清晨」"]
    assert rules["件數"].sum() == len(FRAME)
    assert rules["占全部（%）"].sum() == pytest.approx(100, abs=0.3)
    assert rules["件數"].min() >= 20
    assert any("沒看過的資料" in sentence for sentence in found.warnings)


def test_a_tree_of_noise_gives_no_rules():
    dice = np.random.default_rng(5)
    noise = pd.DataFrame(
        {"值": dice.normal(size=300), **{f"雜訊{at}": dice.choice(list("ABCD"), 300) for at in range(8)}}
    )
    result = lk.analyze(noise, "drivers", {"target": "值", "shuffles": 99})
    assert result.facts["rules"] == []
    assert any("不列出規則" in sentence for sentence in result.warnings)


def test_noise_is_flagged_as_seldom_as_it_should_be():
    flagged = corrected = tested = trees = 0
    for seed in range(SIMULATIONS):
        dice = np.random.default_rng(1000 + seed)
        columns = {f"雜訊{at}": dice.choice(list("ABCD"), 150, p=[0.4, 0.3, 0.2, 0.1]) for at in range(5)}
        columns |= {f"數{at}": dice.exponential(size=150) for at in range(5)}
        frame = pd.DataFrame({"值": dice.exponential(10, 150), **columns})
        result = lk.analyze(frame, "drivers", {"target": "值", "shuffles": 199, "depth": 2, "seed": seed})
        ps = [(cell.measure, cell.value) for cell in result.cells if cell.measure in {"p", "q"}]
        flagged += sum(value < 0.05 for measure, value in ps if measure == "p")
        corrected += any(value < 0.05 for measure, value in ps if measure == "q")
        tested += 10
        trees += bool(result.facts["rules"])
    assert flagged / tested <= 0.08
    assert corrected / SIMULATIONS <= 0.12
    assert trees / SIMULATIONS <= 0.08


def test_the_same_seed_gives_the_same_cells_and_the_input_stays_as_it_is():
    before = FRAME.copy()
    one, two = (lk.analyze(FRAME, "drivers", ASKED) for _ in range(2))
    assert one.tidy.equals(two.tidy)
    assert before.equals(FRAME)


def test_records_without_a_target_are_left_out_and_missing_values_are_a_group_of_their_own():
    frame = FRAME.copy()
    frame.loc[:49, "等待分鐘"] = np.nan
    frame.loc[100:199, "時段"] = None
    result = lk.analyze(frame, "drivers", {**ASKED, "where": "天氣 == '晴'"})
    sunny = frame[frame["天氣"] == "晴"]
    assert dict(result.left_out) == {
        "filtered": len(frame) - len(sunny),
        "no_target": int(sunny["等待分鐘"].isna().sum()),
    }
    groups = result.views()["「時段」各組"].set_index("時段")["件數"]
    assert groups["未填"] == int((sunny["時段"].isna() & sunny["等待分鐘"].notna()).sum())
    assert groups.sum() + sum(result.left_out.values()) == len(frame)


def test_numbers_are_cut_into_labelled_bins_that_hold_every_record():
    frame = pd.DataFrame({"年資": list(range(100)) * 3, "滿意": [at // 20 + at % 7 for at in range(100)] * 3})
    result = lk.analyze(frame, "drivers", {"target": "滿意", "columns": "年資", "bins": 4, "shuffles": 99})
    groups = result.views()["「年資」各組"]
    assert groups["件數"].sum() == 300
    assert len(groups) == 4


def test_a_bin_holds_its_lower_edge_and_not_its_upper_one():
    dice = np.random.default_rng(2)
    frame = pd.DataFrame({"年資": np.arange(40) % 20, "值": dice.normal(size=40)})
    groups = lk.analyze(frame, "drivers", {"target": "值", "bins": 2, "shuffles": 99}).views()["「年資」各組"]
    assert groups["年資"].tolist() == ["未滿 9.5", "9.5 以上"]
    assert groups["件數"].tolist() == [20, 20]


def test_days_are_grouped_by_period_and_rare_values_together():
    dice = np.random.default_rng(3)
    frame = pd.DataFrame(
        {
            "日": pd.to_datetime("2024-01-15") + pd.to_timedelta(30 * (np.arange(120) % 6), unit="D"),
            "里": ["甲里"] * 60 + ["乙里"] * 57 + ["丙里", "丁里", "戊里"],
            "值": dice.normal(size=120),
        }
    )
    frame["日"] = frame["日"].dt.date
    views = lk.analyze(frame, "drivers", {"target": "值", "shuffles": 99, "smallest": 2}).views()
    assert views["「日」各組"]["日"].tolist()[0] == "113年01月"
    assert views["「里」各組"]["里"].tolist() == ["甲里", "乙里", "其他"]


def test_few_records_and_small_groups_are_warned_of():
    result = lk.analyze(
        FRAME.head(50), "drivers", {"target": "等待分鐘", "columns": ["時段"], "shuffles": 99, "smallest": 1}
    )
    said = "".join(result.warnings)
    assert "只有 50 列有目標" in said
    assert "列數太少，沒有做規則樹" in said


def test_a_hidden_group_is_hidden_in_its_table_and_a_hidden_strength_in_the_chart(found):
    keys = (("欄位", "時段"), ("組別", "中午"))
    measures = {one.measure for one in found.cells if one.keys == keys}
    safe = found.hiding([*((keys, measure) for measure in measures), ((("欄位", "天氣"),), "strength")])
    row = safe.views()["「時段」各組"].set_index("時段").loc["中午"]
    assert set(row) == {"D"}
    place = safe.chart_data().labels.index("天氣")
    assert safe.chart_data().values[place][0] != safe.chart_data().values[place][0]
    assert ranking(safe).loc["天氣", "關聯強度"] == "D"


def hidden_at(result, name, *measures):
    return result.hiding([((("欄位", name),), measure) for measure in measures])


def test_a_column_with_hidden_numbers_stands_last_and_is_not_said_to_go_with_nothing(found):
    safe = hidden_at(found, "時段", "strength", "low", "high", "p", "q", "direction")
    assert ranking(safe).index[-1] == "時段"
    assert "扣除關聯最強的欄後" in ranking(safe)
    assert ranking(safe).loc["時段", ["關聯強度", "判讀", "扣除關聯最強的欄後"]].tolist() == ["D"] * 3
    assert "「時段」" not in f"{safe.summary}{safe.warnings}{safe.chart_data().finding}"
    assert "1 欄的數字不陳示" in safe.summary


def test_once_no_strength_is_shown_no_column_is_said_to_be_foremost(found):
    safe = found.hiding([(one.keys, one.measure) for one in found.cells if one.measure in {"strength", "q"}])
    assert list(ranking(safe).index) == ["時段", "櫃檯", "天氣", "溫度"]  # as the table has them
    assert safe.summary == "看過的 4 個欄位，4 欄的數字不陳示。"
    assert "最明顯" not in safe.chart_data().finding
    some = found.hiding([(one.keys, one.measure) for one in found.cells if one.measure == "strength"])
    assert "最明顯" not in f"{some.summary}{some.chart_data().finding}"
    assert "2 欄超出隨機，4 欄的數字不陳示" in some.summary


def test_what_is_left_of_a_column_beside_the_strongest_is_unknown_once_hidden(found):
    assert ranking(hidden_at(found, "櫃檯", "adjusted p")).loc["櫃檯", "判讀"] == "D"
    assert ranking(hidden_at(found, "天氣", "adjusted p")).loc["天氣", "判讀"] == "看不出關聯"


def test_why_a_column_is_not_ranked_is_hidden_with_the_cell_that_tells_it(found):
    flagged = found.views()["不列入排名的欄位"].set_index("欄位")
    assert flagged["不同的值"].to_dict() == {name: FRAME[name].nunique() for name in ("等待秒數", "收件序號", "機關")}
    safe = hidden_at(hidden_at(found, "等待秒數", "strength"), "機關", "distinct")
    reasons = safe.views()["不列入排名的欄位"].set_index("欄位")["原因"]
    assert (reasons["等待秒數"], reasons["機關"]) == ("D", "D")
    assert not any("幾乎等同目標" in sentence for sentence in safe.warnings)


def test_how_the_tree_does_on_unseen_records_is_a_cell(found):
    value, low, high = (one.value for one in found.cells if one.measure.startswith("tree skill"))
    assert 0 < low < value < high <= 1
    assert any(f"少 {100 * value:.1f} %" in sentence for sentence in found.warnings)
    safe = found.hiding([((), "tree skill")])
    assert not any("沒看過的資料" in sentence for sentence in safe.warnings)


def test_the_order_of_cells_rules_and_groups_tells_nothing(found):
    names = list(dict.fromkeys(dict(one.keys)["欄位"] for one in found.cells if "欄位" in dict(one.keys)))
    assert names == [name for name in FRAME.columns if name not in {"等待分鐘", "超過"}]
    assert found.facts["rules"] == sorted(found.facts["rules"])
    assert found.facts["groups"]["時段"] == sorted(found.facts["groups"]["時段"])


@pytest.mark.parametrize(
    ("data", "spec", "says", "left_out"),
    [
        (FRAME, {"target": "機關"}, "「機關」有填的列少於兩種值", {}),
        (FRAME, {"target": "機關", "yes": "他所"}, "「機關」有填的列少於兩種值", {}),
        (FRAME.assign(等待分鐘=np.nan), {"target": "等待分鐘"}, "「等待分鐘」沒有一列有填", {"no_target": 600}),
        (FRAME.head(0), {"target": "等待分鐘", "target_kind": "number"}, "「等待分鐘」沒有一列有填", {}),
        (FRAME, {"target": "超過", "where": "等待分鐘 < 0"}, "「超過」沒有一列有填", {"filtered": 600}),
    ],
)
def test_a_target_that_does_not_differ_is_told_without_a_ranking(data, spec, says, left_out):
    result = lk.analyze(data, "drivers", spec)
    assert result.summary == f"{says}，沒有差異可以比較，不列排名。"
    assert dict(result.left_out) == left_out
    assert [one.value for one in result.cells] == [len(data) - sum(left_out.values())]
    assert result.frame.empty
    hidden = result.hiding([((), "count")])
    assert "有填的列少於兩種值" in hidden.summary


def test_texts_that_are_all_rare_are_not_called_a_single_value():
    frame = FRAME.head(30).assign(里=[f"{at // 2}里" for at in range(30)])
    flagged = lk.analyze(frame, "drivers", {"target": "等待分鐘", "columns": "里", "shuffles": 99})
    row = flagged.views()["不列入排名的欄位"].iloc[0]
    assert (row["不同的值"], row["原因"]) == (15, "少見的值併組後只剩一組，無從比較")


def test_values_of_columns_like_identifiers_stand_nowhere():
    frame = FRAME.assign(姓名=[f"王{at:03}" for at in range(len(FRAME))])
    result = lk.analyze(frame, "drivers", {**ASKED, "shuffles": 99})
    assert "王001" not in f"{result.tidy.to_csv()}{result.facts}{result.to_document()}"


def test_a_two_valued_number_is_yes_and_no():
    frame = FRAME.assign(旗標=(FRAME["等待分鐘"] > 12).astype(int))
    result = lk.analyze(frame, "drivers", {"target": "旗標", "columns": "時段", "shuffles": 99})
    assert "「1」件數" in result.views()["「時段」各組"]


def test_above_five_thousand_rows_p_is_approximated_and_said_so():
    big = planted(6_000, 4)
    result = lk.analyze(big, "drivers", {"target": "等待分鐘", "columns": ["時段", "櫃檯", "天氣"], "depth": 0})
    assert any("卡方分布近似" in sentence for sentence in result.warnings)
    verdicts = {"時段": "有關聯（強）", "櫃檯": "可能只是跟著「時段」", "天氣": "看不出關聯"}
    assert ranking(result)["判讀"].to_dict() == verdicts


@pytest.mark.parametrize(
    ("spec", "error", "says"),
    [
        ({"target": "等待"}, UnknownColumn, "沒有欄位「等待」"),
        ({"target": "時段", "target_kind": "number"}, NotNumeric, "時段"),
        ({"target": "等待分鐘", "target_kind": "category"}, SpecInvalid, "超過 8 種"),
        ({"target": "超過", "yes": "對"}, SpecInvalid, "yes 不是"),
        ({"target": "超過", "columns": ["超過"]}, SpecInvalid, "不能包含目標"),
        ({"target": "超過", "depth": 9}, SpecInvalid, "depth"),
        ({"targets": "超過"}, SpecInvalid, "是不是「target」"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(spec, error, says):
    with pytest.raises(error, match=says):
        lk.analyze(FRAME, "drivers", spec)


def test_tickets_of_the_land_office(raw_land_office):
    case = raw_land_office.parents[2] / "templates" / "cases" / "land_office"
    table = lk.Recipe.load(case / "recipes" / "叫號紀錄.yml").run(raw_land_office / "叫號紀錄.csv").table
    result = lk.analyze(table, "drivers", {"target": "處理分鐘", "columns": ["櫃檯", "案件類別"], "shuffles": 199})
    assert "看不出" in result.summary  # made up without any driver
    assert sum(result.left_out.values()) == int(table.frame["處理分鐘"].isna().sum())


def test_decimal_numbers_are_numbers():
    frame = FRAME.assign(費用=[Decimal(str(round(value, 2))) for value in FRAME["等待分鐘"]])
    result = lk.analyze(frame, "drivers", {"target": "費用", "columns": ["時段", "等待分鐘"], "shuffles": 99})
    assert result.facts["flagged"] == {"等待分鐘": "leak"}
    assert "平均" in result.views()["「時段」各組"]
