"""Is the list firm: weights moved, reviewers left out, ranks in the place of scores."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from labkit.coaching.selection.places import TieDecision, draw_line, stand
from labkit.coaching.selection.scoring import mean_of_each, place_all, weighted_totals
from labkit.coaching.selection.sensitivity import try_variants

HALVES = {"甲": Fraction(1, 2), "乙": Fraction(1, 2)}


def firmness(rows, room=1, decisions=(), weights=HALVES):
    scores = {place: tuple(Fraction(one) for one in told) for place, told in rows.items()}
    totals = weighted_totals(scores, tuple(weights.values()))
    standing = stand(place_all(totals, list(dict.fromkeys(a for _, a in scores))), (room, 0), decisions)
    return try_variants(scores, weights, standing, room)


def by_label(found):
    return {one.label: one for one in found.variants}


def test_a_weight_that_moves_takes_from_the_others_in_proportion():
    # A: 80 70 -> 75; B: 70 79 -> 74.5. With 甲 at 45 %: A 74.5, B 74.95. With 甲 at 55 %: A 75.5, B 74.05.
    found = firmness({("R1", "A"): (80, 70), ("R1", "B"): (70, 79)})
    told = by_label(found)
    assert (told["甲 -5"].came, told["甲 -5"].left) == (("B",), ("A",))
    assert not told["甲 +5"].changes
    assert (told["乙 +5"].came, told["乙 +5"].left) == (("B",), ("A",))
    assert found.gap == "第 1 名與第 2 名相差 0.50 分"
    assert "權重增減 5 或 10 點，8 次中有 4 次名單會變" in found.sentence


def test_leaving_out_a_reviewer_is_tried_for_each_and_counted():
    rows = {("R1", "A"): (90, 90), ("R1", "B"): (60, 60), ("R2", "A"): (70, 70), ("R2", "B"): (80, 80)}
    found = firmness({**rows, ("R3", "A"): (70, 70), ("R3", "B"): (80, 80)})
    assert by_label(found)["不計 R1"].came == ("B",)
    assert not by_label(found)["不計 R2"].changes
    assert "拿掉任一位委員，3 次中有 1 次名單會變" in found.sentence
    assert by_label(found)["以名次代替分數"].came == ("B",)
    assert "改以各委員的名次計算，名單會變" in found.sentence


def test_a_reviewer_without_whom_an_application_has_no_score_is_told_and_not_counted():
    found = firmness({("R1", "A"): (90, 90), ("R1", "B"): (60, 60), ("R2", "A"): (70, 70)})
    assert by_label(found)["不計 R1"].why_not == "B 就沒有人評分"
    assert "拿掉任一位委員，名單不變" in found.sentence


def test_a_variant_with_a_tie_at_the_line_is_told_apart_from_a_change():
    # with 甲 at 40 %: A 74 and B 74
    found = firmness({("R1", "A"): (80, 70), ("R1", "B"): (65, 80)})
    told = by_label(found)["甲 -10"]
    assert (told.changes, set(told.tied)) == (False, {"A", "B"})
    assert "8 次名單都不變，另 2 次在界線上並列" in found.sentence


def test_one_criterion_alone_cannot_be_moved_and_one_reviewer_cannot_be_left_out():
    found = firmness({("R1", "A"): (80,), ("R1", "B"): (70,)}, weights={"甲": Fraction(1)})
    assert [one.kind for one in found.variants] == ["ranks"]


def test_a_tie_that_the_meeting_decided_is_compared_with_its_choice():
    rows = {("R1", "A"): (80, 70), ("R1", "B"): (70, 80)}
    found = firmness(rows, decisions=[TieDecision(("A", "B"), ("B",), "理由", "會議")])
    assert "2 案同分並列" in found.gap
    assert by_label(found)["甲 +5"].left == ("B",)
    assert not by_label(found)["甲 -5"].changes
    assert not by_label(firmness(rows))["甲 +5"].changes  # while it is open, either may come in


def test_fewer_applications_than_places_are_said_to_be_all_in():
    assert firmness({("R1", "A"): (80, 70)}, room=6).gap == "1 案都在 6 個名額之內"


CELLS = st.one_of(st.none(), st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)))


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=2, max_size=4), st.integers(1, 3))
def test_every_variant_is_that_of_counting_anew_from_the_scores(rows, room):
    weights = {"甲": Fraction(2, 10), "乙": Fraction(3, 10), "丙": Fraction(5, 10)}
    cells = {(f"R{at}", f"A{to}"): told for at, row in enumerate(rows) for to, told in enumerate(row) if told}
    assume({what for _, what in cells} == {"A0", "A1", "A2", "A3"} and len({who for who, _ in cells}) == len(rows))
    told = by_label(firmness(cells, room=room, weights=weights))

    def line(weights, leave=""):
        kept = {place: [Fraction(one) for one in three] for place, three in cells.items() if place[0] != leave}
        return draw_line(mean_of_each(weighted_totals(kept, weights)), room)

    base = line(tuple(weights.values()))
    moved = line((Fraction(1, 10), Fraction(27, 80), Fraction(9, 16)))  # 甲 -10: 乙 and 丙 share 90 as 3 to 5
    expect(told["甲 -10"], base, moved)
    for at in range(len(rows)):
        variant = told[f"不計 R{at}"]
        if not variant.why_not:
            expect(variant, base, line(tuple(weights.values()), f"R{at}"))


def expect(variant, base, line):
    assert set(variant.came) == set(line.surely) - set(base.surely) - set(base.tied)
    assert set(variant.left) == set(base.surely) - set(line.surely) - set(line.tied)
    assert set(variant.tied) == (set(line.tied) if set(line.tied) != set(base.tied) else set())
