"""Risk: known small tables by hand, estimates against populations that are known whole, releases laid side by side."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import AnonymityRefused
from labkit.core.table import Source, Table
from labkit.privacy.anonymity.uniqueness import population_uniques
from labkit.privacy.differencing import differencing

FRAME = pd.DataFrame(
    {
        "區": list("甲甲甲乙乙丙"),
        "病": ["A", "A", "A", "A", "B", "C"],
        "分": [1, 1, 1, 1, 2, 9],
        "人": [1, 1, 2, 3, 4, 5],
    }
)


def test_measures_of_a_small_table_are_those_counted_by_hand():
    found = lk.risk(FRAME, quasi_identifiers=["區"], sensitive=["病", "分"])
    assert (found.rows, found.classes, found.k, found.l) == (6, 3, 1, 1)
    assert found.unique == pytest.approx(1 / 6)
    assert found.prosecutor == 1
    assert found.marketer == pytest.approx(3 / 6)
    ill, score = found.sensitive
    assert ill.single == 2
    assert ill.distance == pytest.approx(5 / 6)  # 丙: all C, the table one in six
    assert ill.entropy == pytest.approx(1.0)
    running = np.abs(np.cumsum([0, 0, 1]) - np.cumsum([4 / 6, 1 / 6, 1 / 6])).sum() / 2
    assert score.distance == pytest.approx(running)
    assert [one.code for one in found.findings] == ["one_valued_classes"] * 2
    assert not any(value in str(found.to_document()) for value in ("丙", "乙"))


def test_a_class_of_stars_is_a_class_where_nobody_was_suppressed():
    frame = pd.DataFrame(
        {"a": ["甲"] * 5 + ["乙"] * 3 + ["丙"] * 2, "病": ["感冒", "流感"] * 2 + ["感冒"] + ["愛滋"] * 5}
    )
    done = lk.anonymize(frame, quasi_identifiers=["a"], sensitive=["病"], k=5)
    assert done.risk_after.rows == 10
    assert done.risk_after.l == 1
    assert [one.code for one in done.findings] == ["one_valued_classes"]


def test_a_population_of_other_types_is_matched_by_what_people_read():
    sample = pd.DataFrame({"號": ["1234567890123456"], "日": ["2024-01-01"], "否": ["True"]})
    population = pd.DataFrame(
        {"號": [1234567890123456.0] * 3 + [None], "日": pd.to_datetime(["2024-01-01"] * 4), "否": [True] * 4}
    )
    assert lk.risk(sample, quasi_identifiers=["號", "日", "否"], population=population).journalist == pytest.approx(
        1 / 3
    )


@pytest.mark.parametrize("options", [{"sampling": 0}, {"sampling": 2}, {"quasi_identifiers": []}])
def test_measures_that_cannot_be_are_refused(options):
    with pytest.raises(AnonymityRefused):
        lk.risk(FRAME, **{"quasi_identifiers": ["區"], **options})


def test_shapes_tell_no_letters_of_any_script():
    worst = lk.risk(pd.DataFrame({"a": ["สมชาย", "タナカ", "Đặng", "김철수", "★"]}), quasi_identifiers=["a"]).worst
    assert all(set(shape) <= set("a 字小寫英0123456789") for _, shape in worst)


def test_persons_are_counted_where_a_column_tells_them():
    found = lk.risk(FRAME, quasi_identifiers=["區"], person="人")
    assert (found.rows, found.k, found.counted) == (5, 1, "人")


def test_a_population_lowers_what_an_intruder_gains_who_does_not_know_who_is_in_the_table():
    population = pd.DataFrame({"區": list("甲" * 30 + "乙" * 20 + "丙" * 10)})
    found = lk.risk(FRAME, quasi_identifiers=["區"], population=population)
    assert found.prosecutor == 1
    assert found.journalist == pytest.approx(1 / 10)
    assert found.marketer == pytest.approx((3 / 30 + 2 / 20 + 1 / 10) / 6)


def test_suppressed_rows_stand_aside():
    frame = pd.DataFrame({"區": ["甲"] * 10 + ["乙"] * 9 + ["丙"]})
    done = lk.anonymize(frame, quasi_identifiers=["區"], k=3, method="global", suppression=0.05)
    found = lk.risk(done.table, quasi_identifiers=["區"])
    assert (found.rows, found.suppressed, found.k) == (19, 1, 9)
    assert lk.risk(FRAME.assign(區="*"), quasi_identifiers=["區"]).k == 6
    assert lk.risk(FRAME.assign(區=["*", *"甲甲甲甲甲"]), quasi_identifiers=["區"]).k == 1  # nobody suppressed it
    assert lk.risk(FRAME.head(0), quasi_identifiers=["區"]).k == 0


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 3)), min_size=1, max_size=60))
def test_classes_are_those_of_pandas(rows):
    frame = pd.DataFrame(rows, columns=["區", "段"])
    sizes = frame.groupby(["區", "段"]).size()
    found = lk.risk(frame, quasi_identifiers=["區", "段"])
    assert (found.k, found.classes) == (sizes.min(), len(sizes))
    assert found.unique == pytest.approx((sizes == 1).sum() / len(frame))


@pytest.mark.parametrize("sampling", [0.05, 0.3, 0.7])
def test_estimated_uniques_are_near_those_of_a_known_population(sampling):
    rng = np.random.default_rng(3)
    people = pd.DataFrame(
        {"a": rng.geometric(0.03, 60_000), "b": rng.geometric(0.15, 60_000), "c": rng.integers(0, 12, 60_000)}
    )
    true = (people.groupby(list("abc")).size() == 1).sum() / len(people)
    sample = people.sample(frac=sampling, random_state=1)
    sizes = sample.groupby(list("abc")).size().to_numpy()
    sample_unique = (sizes == 1).sum() / len(sample)
    guess = population_uniques(sizes, sampling)
    assert abs(guess - true) < abs(sample_unique - true)
    assert 0.4 * true < guess < 2.5 * true


def released(values, sha="s", rows=None):
    table = Table.of(pd.DataFrame({"年": values}))
    data = table.arrow if rows is None else table.arrow.filter(rows)
    return Table.from_arrow(data, source=Source(file="收件.csv", sha256=sha))


def test_two_releases_that_cross_are_told():
    by_ten = released(["30–39"] * 3 + ["40–49"] * 3)
    by_shifted = released(["25–34"] * 2 + ["35–44"] * 2 + ["45–54"] * 2)
    found = differencing(by_shifted, by_ten, ["年"], k=2)
    assert [(one.code, one.count) for one in found] == [("crossed_releases", 2)]
    assert differencing(by_ten, by_ten, ["年"], k=3) == ()
    assert differencing(by_ten, released(["x"] * 6, sha="other"), ["年"], k=3) == ()


def test_two_releases_that_differ_by_few_rows_are_told():
    whole = released(["甲"] * 8)
    fewer = released(["甲"] * 8, rows=np.arange(8) != 3)
    assert [one.code for one in differencing(fewer, whole, [], k=3)] == ["few_rows_differ"]
    assert "1 列" in differencing(fewer, whole, [], k=3)[0].sentence
