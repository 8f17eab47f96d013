"""Counted by hand: the means, the ranks, the lines, the agreement and the strictness of 4 x 5 x 8 scores."""

import itertools
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labkit.coaching.selection.outcome import count
from labkit.coaching.selection.places import TieDecision, draw_line, stand
from labkit.coaching.selection.scoring import (
    digits_that_tell,
    mean_of_each,
    place_all,
    rank_points,
    rounded,
    weighted_totals,
)
from labkit.coaching.selection.strictness import concord, strictness_of_each
from labkit.statistics.concordance import kendall_w
from tests.coaching.selection.made_up_selection import BY_HAND, MEANS, by_hand_scores, selection

EQUAL = (Fraction(1, 4),) * 4
TOTALS = weighted_totals(by_hand_scores(), EQUAL)


def test_the_means_are_those_counted_by_hand():
    assert mean_of_each(TOTALS) == {one: Fraction(mean) for one, mean in MEANS.items()}


def test_the_ranks_are_those_counted_by_hand_and_equal_means_share_one():
    placed = place_all(TOTALS, list(BY_HAND))
    assert [(one.application, one.rank, one.scored_by) for one in placed] == [
        ("A3", 1, 4), ("A1", 2, 5), ("A6", 3, 5), ("A2", 4, 5), ("A5", 4, 5), ("A8", 6, 5), ("A4", 7, 5), ("A7", 8, 5),
    ]  # fmt: skip


def test_unequal_weights_count_as_by_hand():
    weights = tuple(Fraction(one, 100) for one in (40, 30, 20, 10))
    totals = weighted_totals(by_hand_scores(), weights)
    assert totals["R1", "A1"] == 84  # 32 + 25.2 + 17.6 + 9.2
    assert totals["R5", "A1"] == 83  # 36.4 + 24.6 + 14.6 + 7.4


def test_six_go_on_one_waits_and_a_tie_above_the_line_needs_nobody():
    counted = count(selection(), "written", selection().applications, by_hand_scores())
    assert set(counted.standing.picks.above) == {"A3", "A1", "A6", "A2", "A5", "A8"}
    assert counted.standing.waiting.above == ("A4",)
    assert counted.standing.outcome_of("A7") == "not_picked"
    assert counted.standing.open_line is None
    assert counted.sensitivity.gap == "第 6 名與第 7 名相差 6.00 分"


def test_a_tie_at_the_line_is_asked_of_the_meeting_and_never_broken():
    told = selection(written={"picks": 4, "waiting": 1})
    counted = count(told, "written", told.applications, by_hand_scores())
    line = counted.standing.open_line
    assert (line.surely, set(line.tied), line.room) == (("A3", "A1", "A6"), {"A2", "A5"}, 1)
    assert counted.standing.waiting.above == ()
    assert [counted.standing.outcome_of(one) for one in ("A2", "A5", "A8")] == ["tied", "tied", "not_picked"]
    decision = TieDecision(("A2", "A5"), ("A5",), "服務對象較多", "評選會議")
    counted = count(told, "written", told.applications, by_hand_scores(), [decision])
    assert counted.standing.open_line is None
    assert [counted.standing.outcome_of(one) for one in ("A2", "A5", "A8")] == ["waiting", "picked", "not_picked"]


def test_below_an_open_line_the_places_on_the_waiting_list_that_are_left_are_known_all_the_same():
    told = selection(written={"picks": 4, "waiting": 2})
    counted = count(told, "written", told.applications, by_hand_scores())
    assert counted.standing.open_line.tied == ("A2", "A5")
    before = {one: counted.standing.outcome_of(one) for one in ("A8", "A4", "A7")}
    assert before == {"A8": "waiting", "A4": "not_picked", "A7": "not_picked"}
    for chosen in ("A2", "A5"):
        decision = TieDecision(("A2", "A5"), (chosen,), "理由", "會議")
        after = count(told, "written", told.applications, by_hand_scores(), [decision]).standing
        assert {one: after.outcome_of(one) for one in before} == before


@settings(max_examples=60)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=9), st.integers(1, 4), st.integers(0, 4))
def test_whatever_the_meeting_decides_about_the_places_nobody_below_the_tie_is_told_otherwise(values, picks, waiting):
    names = [f"A{at}" for at in range(len(values))]
    placed = place_all({("R1", one): Fraction(value) for one, value in zip(names, values, strict=True)}, names)
    early = stand(placed, (picks, waiting))
    if not early.picks.is_open:
        return
    chosen = TieDecision(early.picks.tied, early.picks.tied[: early.picks.room], "理由", "會議")
    late = stand(placed, (picks, waiting), [chosen])
    for one in names:
        if one not in early.picks.tied:
            assert early.outcome_of(one) == late.outcome_of(one)


def test_ranks_at_random_agree_by_one_part_in_the_number_of_reviewers_on_average():
    orders = list(itertools.permutations([Fraction(one) for one in range(3)]))
    every = [kendall_w(told) for told in itertools.product(orders, repeat=3)]
    assert sum(every) / len(every) == Fraction(1, 3)
    said = concord(
        {(who, what): Fraction(score) for who in "甲乙丙" for what, score in zip("ABC", (3, 2, 1), strict=True)}
    ).sentence
    assert "W＝1.00" in said
    assert "名次隨意排也平均有 0.33" in said
    assert "只有 3 案，僅供參考" in said


@pytest.mark.parametrize(
    ("among", "chosen"), [(("A2", "A8"), ("A2",)), (("A2", "A5"), ("A2", "A5")), (("A2", "A5", "A8"), ("A5",))]
)
def test_a_decision_about_another_tie_decides_nothing(among, chosen):
    placed = place_all(TOTALS, list(BY_HAND))
    assert stand(placed, (4, 1), [TieDecision(among, chosen, "理由", "會議")]).open_line is not None


def test_a_tie_on_the_waiting_line_is_asked_too_and_nobody_waits_where_nobody_may():
    values = {"A": 9, "B": 8, "C": 8, "D": 1}
    placed = place_all({("R1", one): Fraction(value) for one, value in values.items()}, list(values))
    assert set(stand(placed, (1, 1)).open_line.tied) == {"B", "C"}
    assert stand(placed, (1, 0)).open_line is None
    assert draw_line({"A": Fraction(1)}, 6).above == ("A",)


def test_kendalls_w_is_that_counted_by_hand_over_the_applications_that_all_scored():
    found = concord(TOTALS)
    # rank sums 32 20.5 10 22 31 5 19.5 about 20: S = 594.5; ties T = 6 + 6 + 6 + 24; W = 12 S / (25 (343 - 7) - 5 T)
    assert (found.w, found.reviewers, found.applications, found.of) == (Fraction(7134, 8190), 5, 7, 8)
    assert "5 位委員都評分的 7 案" in found.sentence
    assert "另 1 案有委員迴避" in found.sentence


def test_a_reviewer_is_compared_with_the_others_on_the_same_applications():
    first = strictness_of_each(TOTALS)[0]
    # 3.375 - 3.75 + 13/3 - 1.25 + 2.5 + 2.375 + 0 - 1.25, over 8
    assert (first.reviewer, first.applications, first.above) == ("R1", 8, Fraction(19, 24))
    assert first.words == "平均比其他委員高 0.79 分"
    assert strictness_of_each({("R1", "A1"): Fraction(5)})[0].words == "沒有其他委員可以比較"


@given(
    st.integers(2, 6).flatmap(
        lambda wide: st.lists(st.lists(st.integers(0, 6), min_size=wide, max_size=wide), min_size=3, max_size=6)
    )
)
def test_w_agrees_with_friedmans_test_of_scipy(rows):
    from scipy.stats import friedmanchisquare

    ours = kendall_w([[Fraction(one) for one in row] for row in rows])
    persons, things = len(rows), len(rows[0])
    if ours is None:
        assert all(len(set(row)) == 1 for row in rows)
    elif things >= 3:
        chi = friedmanchisquare(*zip(*rows, strict=True)).statistic
        assert float(ours) == pytest.approx(chi / (persons * (things - 1)))


@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_the_order_of_the_sheets_changes_nothing_and_every_application_stands_once(shuffle, picks):
    told = selection(written={"picks": picks, "waiting": 1})
    scores = list(by_hand_scores().items())
    plain = count(told, "written", told.applications, dict(scores))
    shuffle.shuffle(scores)
    other = count(told, "written", told.applications, dict(scores))
    assert other.standing == plain.standing
    assert other.concord == plain.concord
    assert sorted(one.application for one in other.standing.placed) == sorted(BY_HAND)
    found = other.announced()
    listed = [one.id for outcome in ("picked", "waiting", "not_picked", "tied") for one in found.those(outcome)]
    assert sorted(listed) == sorted(BY_HAND)


@given(st.sampled_from(sorted(by_hand_scores())))
def test_a_reviewer_who_leaves_one_application_changes_nothing_for_the_others(place):
    rest = {one: told for one, told in by_hand_scores().items() if one != place}
    before, after = mean_of_each(TOTALS), mean_of_each(weighted_totals(rest, EQUAL))
    assert {one: mean for one, mean in before.items() if one != place[1]} == {
        one: mean for one, mean in after.items() if one != place[1]
    }


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 5), min_size=1), st.integers(0, 9))
def test_a_line_never_takes_more_than_its_room_and_ties_are_whole(values, room):
    line = draw_line({one: Fraction(value) for one, value in values.items()}, room)
    assert len(line.surely) + line.room == min(room, len(values))
    assert not line.tied or len(line.tied) > line.room > 0
    assert len({values[one] for one in line.tied}) <= 1
    assert all(values[one] > max(values[other] for other in line.tied) for one in line.surely if line.tied)


def test_unequal_numbers_are_shown_unequal_and_halves_are_rounded_away_from_zero():
    assert digits_that_tell([Fraction(833, 10), Fraction(8331, 100), Fraction(83304, 1000)]) == 3
    assert [rounded(Fraction(one, 1000)) for one in (5, 15, -5, 4, -4)] == ["0.01", "0.02", "-0.01", "0.00", "0.00"]


def test_ranks_in_the_place_of_scores_do_not_see_how_far_apart_scores_are():
    flat = {("R1", "A"): Fraction(90), ("R1", "B"): Fraction(10), ("R2", "A"): Fraction(50), ("R2", "B"): Fraction(51)}
    assert rank_points(flat) == {"A": Fraction(1, 2), "B": Fraction(1, 2)}


def test_an_application_that_nobody_scored_is_never_left_out_silently():
    with pytest.raises(ValueError, match="A9"):
        place_all(TOTALS, [*BY_HAND, "A9"])


def test_random_scores_of_one_decimal_stay_exact():
    rnd = random.Random(7)
    tenths = [rnd.randint(0, 1000) for _ in range(300)]
    totals = {(f"R{at}", "A1"): Fraction(one, 10) for at, one in enumerate(tenths)}
    assert mean_of_each(totals)["A1"] == Fraction(sum(tenths), 3000)
