import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import EngineMissing, NotOneToOne, StepRefused, UnknownColumn, UnknownTable
from labkit.core.field_map import FieldMap
from labkit.linking.agreement import kappa
from tests.bench import quality

CARE = pd.DataFrame(
    {
        "身分證字號": ["A1", "A2", "A3", None],
        "里": ["新安里", "福星里", "西門里", "新安里"],
        "評估日": ["113/1/5", "113/2/1", "113/2/3", None],
    }
)
HOME = pd.DataFrame(
    {"ID": ["a2", "A3", "A4"], "村里": ["福星里", "新安里", None], "日期": ["2024-02-01", "2024-03-01", "2024-03-02"]}
)
WARD = pd.DataFrame(
    {"病人證號": ["A3", "A3", "A9"], "里別": ["西門里", "西門里", "華江里"], "看診": ["1130203", "1130204", "1130101"]}
)
KEYS = {"照管": "身分證字號", "居護": "ID", "院內": "病人證號"}


def named():
    frames = {"照管": CARE, "居護": HOME.rename(columns={"村里": "里"}), "院內": WARD.rename(columns={"里別": "里"})}
    return {name: frame.rename(columns={KEYS[name]: "證號"}) for name, frame in frames.items()}


def test_fields_of_three_systems_are_mapped_with_evidence_and_read_back(tmp_path):
    ids = [f"A{n:09}" for n in range(40)]
    villages = ["新安里", "福星里", "西門里", "華江里"] * 10
    one = pd.DataFrame({"身分證字號": ids, "居住里": villages, "CMS等級": [4] * 40})
    two = pd.DataFrame({"ID": [text.lower() for text in ids[10:]], "村里": villages[10:], "訪視日": ["113/1/5"] * 30})
    three = pd.DataFrame({"病歷主檔_證號": ids[5:25], "里別": villages[5:25], "住院天數": [3] * 20})
    found = lk.link_fields({"照管": one, "居護": two, "院內": three})
    assert found.fields["身分證字號"].columns == {"照管": "身分證字號", "居護": "ID", "院內": "病歷主檔_證號"}
    assert found.fields["居住里"].columns == {"照管": "居住里", "居護": "村里", "院內": "里別"}
    assert "值重疊 100%" in found.fields["身分證字號"].why
    assert found.unmapped == {"照管": ("CMS等級",), "居護": ("訪視日",), "院內": ("住院天數",)}
    assert FieldMap.load(found.save(tmp_path / "欄位對照.yml")) == found
    assert lk.Recipe(columns=found.columns_of("居護")).apply(two).table.columns[:2] == ["身分證字號", "居住里"]


def test_every_person_is_in_one_of_the_seven_regions():
    found = lk.coverage(named(), "證號", area="里", month="評估日")
    assert dict(found.regions) == {
        ("照管",): 1, ("居護",): 1, ("院內",): 1, ("照管", "居護"): 1, ("照管", "居護", "院內"): 1,
    }  # fmt: skip
    assert found.rates["照管", "居護"] == (2, 3)
    assert found.rates["居護", "照管"] == (2, 3)
    assert found.duplicates == {"照管": 0, "居護": 0, "院內": 1}
    assert found.without_key == {"照管": 1, "居護": 0, "院內": 0}
    assert found.by_area["照管", "新安里"] == (1, 1)
    assert found.by_month["照管", "2024-02"] == (0, 2)
    assert "A3" not in str(found.to_document())
    assert found.summary == "3 個系統共 5 人，其中 1 人每個系統都有。"
    apart = lk.coverage({"甲": pd.DataFrame({"ID": ["a"]}), "乙": pd.DataFrame({"ID": ["b"]})}, "ID")
    assert apart.summary == "2 個系統共 2 人，其中 0 人每個系統都有。"


@given(st.lists(st.lists(st.sampled_from("abcdefghij"), max_size=8), min_size=3, max_size=3))
def test_regions_add_up_to_the_persons_of_each_system(keys):
    tables = {
        name: pd.DataFrame({"ID": pd.Series(one, dtype="object")}) for name, one in zip("甲乙丙", keys, strict=True)
    }
    found = lk.coverage(tables, "ID")
    for name, one in zip("甲乙丙", keys, strict=True):
        assert sum(count for names, count in found.regions.items() if name in names) == len(set(one))
    assert sum(found.regions.values()) == len(set().union(*map(set, keys)))


def test_agreement_counts_each_shared_person_once():
    line = lk.agreement(named(), "證號", ["里"]).frame.set_index(["left", "right"])
    told = line.loc[("照管", "居護")]
    assert (told.persons, told.exact, told.conflict, told.one_missing) == (2, 1, 1, 0)
    assert line.loc[("照管", "院內")].exact == 1
    counted = ["exact", "normalised", "both_missing", "one_missing", "conflict", "ambiguous"]
    assert (line[counted].sum(axis=1) == line["persons"]).all()


def test_dates_written_in_two_ways_agree_once_normalised():
    one, two = pd.DataFrame({"ID": [1], "日": ["113/1/5"]}), pd.DataFrame({"ID": [1], "日": ["2024-01-05"]})
    assert lk.agreement({"甲": one, "乙": two}, "ID", ["日"]).frame["normalised"].tolist() == [1]


def test_kappa_agrees_with_statsmodels_and_is_undefined_without_variation():
    from statsmodels.stats.inter_rater import cohens_kappa

    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(pairs) == round(cohens_kappa([[20, 5], [10, 15]]).kappa, 4)
    assert kappa([("a", "a")] * 3) is None


def test_the_rule_log_says_which_source_won_and_why():
    rules = {"里": {"rule": "order", "order": ["院內", "居護"]}}
    found = lk.resolve(named(), "證號", rules)
    assert len(found.frame) == 5
    assert dict(found.left_out) == {"no_key": 1}
    log = {(row.source, row.why): row.persons for row in found.log.frame.itertuples()}
    assert log == {
        ("照管", "only"): 1,
        ("照管", "agree"): 1,
        ("院內", "order"): 1,
        ("", "missing"): 1,
        ("院內", "only"): 1,
    }
    assert found.log.frame["persons"].sum() == 5


def test_newest_and_majority_leave_a_tie_undecided():
    tables = {
        "甲": pd.DataFrame({"ID": [1, 2], "里": ["a", "a"], "日": ["113/1/5", None]}),
        "乙": pd.DataFrame({"ID": [1, 2], "里": ["b", "b"], "日": ["2024-02-01", None]}),
    }
    newest = lk.resolve(tables, "ID", {"里": {"rule": "newest", "by": "日"}})
    assert newest.frame["里"].tolist() == ["b", None]
    assert lk.resolve(tables, "ID", {"里": {"rule": "majority"}}).frame["里"].tolist() == [None, None]


def test_keys_join_first_and_no_row_is_lost_or_multiplied():
    spec = {"on": {"身分證字號": "ID"}, "take": {"村里": "居護里"}}
    left = lk.link_records(CARE, HOME, spec)
    assert left.frame["居護里"].tolist() == [None, "福星里", "新安里", None]
    assert left.counts["left_alone"] == 2
    assert left.counts["right_alone"] == 1
    both = lk.link_records(CARE, HOME, {**spec, "keep": "both"})
    assert (len(both.frame), dict(both.left_out)) == (2, {"no_partner": 2})
    whole = lk.link_records(CARE, HOME, {**spec, "keep": "all"}).frame
    assert whole["身分證字號"].tolist() == ["A1", "A2", "A3", None, "A4"]


def test_a_key_that_multiplies_rows_is_refused_unless_it_is_told():
    spec = {"name": "照管＋院內", "on": {"身分證字號": "病人證號"}, "take": {"看診": "看診日"}}
    with pytest.raises(NotOneToOne, match="照管＋院內：右邊的表有 1 個鍵重複"):
        lk.link_records(CARE, WARD, spec)
    many = lk.link_records(CARE, WARD, {**spec, "cardinality": "one_to_many"})
    assert many.frame["看診日"].dropna().tolist() == ["1130203", "1130204"]
    assert many.counts["rows_out"] == 5
    with pytest.raises(NotOneToOne, match="左邊"):
        lk.link_records(WARD, CARE, {"on": {"病人證號": "身分證字號"}, "cardinality": "one_to_many"})


def test_bad_links_are_refused_in_one_sentence():
    with pytest.raises(UnknownColumn):
        lk.link_records(CARE, HOME, {"on": {"身分證字號": "證號"}})
    with pytest.raises(StepRefused, match="兩邊都有欄位「里」"):
        lk.link_records(CARE, HOME.rename(columns={"村里": "里"}), {"on": {"身分證字號": "ID"}})
    with pytest.raises(StepRefused, match="少於 20 列"):
        lk.link_records(CARE, CARE, {"alike": [{"column": "里"}], "take": {"里": "另一里"}})
    with pytest.raises(StepRefused, match="deduplicate"):
        lk.link_records(CARE, None, {"on": {"身分證字號": "身分證字號"}})


def test_a_missing_splink_is_told(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(EngineMissing, match="labkit\\[link\\]"):
        lk.link_records(CARE, None, {"alike": [{"column": "里"}]})


def people(count):
    import random

    dice = random.Random(3)
    names = [
        dice.choice("陳林黃張李王吳劉") + dice.choice("怡家志淑雅俊美") + dice.choice("君豪明芬婷傑玲")
        for _ in range(count)
    ]
    return pd.DataFrame(
        {
            "姓名": names,
            "生日": [f"{dice.randrange(30, 60)}/{dice.randrange(1, 13)}/{dice.randrange(1, 29)}" for _ in range(count)],
            "電話": [f"09{dice.randrange(10**8):08}" for _ in range(count)],
            "里": [dice.choice(["新安里", "福星里", "西門里", "華江里"]) for _ in range(count)],
        }
    )


def test_people_without_a_key_are_joined_by_likeness_and_judged():
    left = people(300)
    right = left.sample(200, random_state=1).reset_index().rename(columns={"index": "真"})
    right.loc[:30, "電話"] = right.loc[:30, "電話"].str[:-1] + "0"
    spec = {"alike": [{"column": name} for name in ("姓名", "生日", "電話", "里")], "take": {"真": "真"}, "review": 0.2}
    found = lk.link_records(left, right, spec)
    truth = found.frame["真"].dropna()
    assert (truth.astype(int) == truth.index).mean() > 0.99
    assert len(truth) >= 195
    labels = [
        (int(a), int(b), bool(right["真"][b] == a))
        for a, b in zip(found.accepted.left, found.accepted.right, strict=True)
    ]
    judged = found.judged(labels)
    assert judged["false_matches"].value < 0.01
    assert judged["false_matches"].high > 0
    assert found.expected_sensitivity > 0.9
    assert "待人工核對" in found.summary


@pytest.mark.parametrize(("name", "least"), [("1", 0.97), ("2", 0.97), ("3", 0.97), ("4", 0.98)])
def test_febrl_is_linked_without_labels(shared, name, least):
    assert quality.linked(shared / "bench" / "febrl" / "febrl", name)[2] >= least


def test_signs_are_never_taken_off_and_marks_are_no_key():
    from labkit.linking.comparable import comparable

    assert len({comparable(text) for text in ("12-3", "1-23", "123", "-123", "(123)")}) == 5
    one, two = pd.DataFrame({"ID": ["－", "a"]}), pd.DataFrame({"ID": ["N/A", "A"], "值": ["陌生人", "本人"]})
    assert lk.link_records(one, two, {"on": {"ID": "ID"}}).frame["值"].tolist() == [None, "本人"]
    coded = pd.DataFrame({"ID": ["1130203"]})
    assert lk.coverage({"甲": coded, "乙": pd.DataFrame({"ID": ["113/2/3"]})}, "ID").regions == {("甲",): 1, ("乙",): 1}


def test_a_resolved_key_is_spelt_as_the_first_system_spells_it():
    told = lk.resolve(
        {"甲": pd.DataFrame({"ID": ["ab-1"], "里": ["x"]}), "乙": pd.DataFrame({"ID": ["AB-1"], "里": ["x"]})},
        "ID",
        {"里": {}},
    )
    assert told.frame["ID"].tolist() == ["ab-1"]


@pytest.mark.parametrize(
    ("old", "new"), [("113/9/30 09:00", "113/10/1 09:00"), ("113年9月", "113年10月"), ("不詳", "113/5/1")]
)
def test_the_newest_is_the_latest_moment_and_not_the_largest_text(old, new):
    tables = {
        "甲": pd.DataFrame({"ID": ["1"], "里": ["舊"], "日": [old]}),
        "乙": pd.DataFrame({"ID": ["1"], "里": ["新"], "日": [new]}),
    }
    assert lk.resolve(tables, "ID", {"里": {"rule": "newest", "by": "日"}}).frame["里"].tolist() == ["新"]


def test_misspelt_fields_orders_and_areas_are_refused():
    with pytest.raises(UnknownColumn, match="是不是「里」"):
        lk.agreement(named(), "證號", ["里別"])
    with pytest.raises(UnknownColumn):
        lk.coverage(named(), "證號", area="里別")
    with pytest.raises(UnknownTable, match="照管系統"):
        lk.resolve(named(), "證號", {"里": {"order": ["照管系統"]}})


def test_ids_of_large_systems_are_mapped_whatever_their_order():
    ids = [f"A{n:09}" for n in range(60_000)]
    one, two = pd.DataFrame({"證號": ids}), pd.DataFrame({"PID": ids[::-1]})
    assert lk.link_fields({"甲": one, "乙": two}).columns_of("乙") == {"PID": "證號"}


def test_keys_that_did_their_work_leave_nothing_to_learn_from():
    frame = people(60)
    found = lk.link_records(
        frame, frame, {"on": {"電話": "電話"}, "alike": [{"column": "姓名"}], "take": {"里": "里2"}}
    )
    assert (found.counts["joined_by_key"], found.counts["compared"]) == (60, 0)


def test_plans_with_unsafe_or_equal_names_are_refused():
    from labkit.linking.plan import LinkPlan

    spec = {"left": "甲", "right": "乙", "on": {"ID": "ID"}}
    for names in (["../evil"], ["同", "同"], [".hidden"]):
        with pytest.raises(ValueError, match="名稱"):
            LinkPlan(links=[{**spec, "name": name} for name in names])
    one = lk.Table.of(pd.DataFrame({"ID": [1]}))
    with pytest.raises(StepRefused, match="已經有資料表「甲」"):
        LinkPlan(links=[{**spec, "name": "甲"}]).run({"甲": one, "乙": one})
