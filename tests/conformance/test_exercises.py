"""Every exercise at several seats: its right answer, its traps, nothing at all, its hints, and its solution's code."""

import re

import pandas as pd
import pytest

import labkit as lk
from labkit.core.document import Text
from labkit.workshop.answer import ANSWERS
from labkit.workshop.checking import judge
from labkit.workshop.exercise import EXERCISES, THEMES, in_order
from labkit.workshop.room import minutes_by_theme
from labkit.workshop.seats import draw_for

SEATS = range(1, 31)
EACH = pytest.mark.parametrize("name", list(EXERCISES))
KINDS = [(kind, example) for kind, plug in ANSWERS.items() for example in plug.examples()]
MOST_MINUTES = 120


def is_chinese(text):
    return bool(re.search(r"[一-鿿]", text))


def gives_away(text, exercise, right):
    """Tell whether a text holds the answer, standing for itself: 12 is in 「12 件」 and not in 「112 年」."""
    return [one for one in exercise.answer.secrets(right) if re.search(rf"(?<![\d.,]){re.escape(one)}(?!\.?\d)", text)]


def test_there_are_enough_of_every_theme_and_they_fit_into_two_hours():
    assert len(EXERCISES) >= 24
    assert all(sum(one.theme == theme for one in EXERCISES.values()) >= 3 for theme in THEMES)
    assert sum(minutes_by_theme().values()) <= MOST_MINUTES
    assert sorted(in_order()) == sorted(EXERCISES)


@EACH
def test_an_exercise_is_told_in_chinese_with_hints_in_steps(name):
    one = EXERCISES[name]
    for text in (one.title, one.question, one.why, one.often, one.answer.form, *one.hints):
        assert is_chinese(text)
    assert len(one.hints) >= 2
    assert 2 <= one.minutes <= 8
    assert one.title not in [other.title for key, other in EXERCISES.items() if key != name]
    assert len(one.code.strip().splitlines()) <= 6


@EACH
@pytest.mark.parametrize("seat", SEATS)
def test_right_is_right_every_trap_is_named_and_nothing_gives_the_answer_away(name, seat):
    one = EXERCISES[name]
    task = one.make(draw_for(name, seat))
    assert judge(one, task, task.right).state == "right"
    assert task.traps
    for trap in task.traps:
        outcome = judge(one, task, trap.answer)
        assert (outcome.state, outcome.says) == ("wrong", (trap.says,))
        assert is_chinese(trap.says)
        assert not gives_away(trap.says, one, task.right)
    assert not [hint for hint in one.hints if gives_away(hint, one, task.right)]
    for empty in (None, "", " ", ..., [], {}):
        outcome = judge(one, task, empty)
        assert outcome.state == "empty"
        assert outcome.sentence == f"… 還沒作答。{one.answer.form}"


@EACH
def test_whatever_is_handed_in_gets_a_sentence_and_no_error(name):
    one = EXERCISES[name]
    task = one.make(draw_for(name, 1))
    table = lk.Table.of(pd.DataFrame({"甲": ["乙"], "丙": [None]}))
    series = pd.Series([1], index=pd.Index(["乙"], name="甲"), name="甲")
    for odd in (
        object(),
        "不知道",
        -987654.3,
        True,
        b"x",
        {"x": object()},
        [[1], [2]],
        table,
        table.frame,
        lk,
        float("nan"),
        series,
        pd.NaT,
        pd.NA,
        10**400,
        0.1 + 1j,
    ):
        outcome = judge(one, task, odd)
        assert outcome.state == "wrong", odd
        assert is_chinese(outcome.sentence)
        assert not gives_away(outcome.sentence, one, task.right)


@EACH
def test_seats_have_other_data_and_one_seat_always_the_same(name):
    one = EXERCISES[name]
    made = [one.make(draw_for(name, seat)) for seat in (1, 2, 1)]
    assert made[0].rows == made[2].rows != made[1].rows
    assert made[0].right == made[2].right


@EACH
def test_the_code_of_the_solution_is_right_on_the_files_of_three_seats(name, tmp_path):
    for seat in (1, 2, 3):
        q = lk.Workshop(tmp_path / str(seat), seat)[name]
        known = {"lk": lk, "q": q}
        exec(compile(EXERCISES[name].code, name, "exec"), known)  # noqa: S102  (what the participant would type)
        outcome = q.check(known["answer"])
        assert outcome.state == "right", outcome.sentence
        assert q.state() == "正確"
        told = "".join(block.text for block in q.solution().document.blocks if isinstance(block, Text))
        assert q.exercise.answer.told(q.task.right) in told
        assert q.exercise.title in q._repr_html_()


@pytest.mark.parametrize(("kind", "example"), KINDS, ids=[kind for kind, _ in KINDS])
def test_a_kind_of_answer_takes_and_refuses_as_its_examples_say(kind, example):
    assert ANSWERS[kind].label
    for given in example.accepted:
        assert example.answer.faults(given, example.right) == (), given
    for given, said in example.refused:
        sentence = "".join(example.answer.faults(given, example.right))
        assert said in sentence, given
        assert not [
            one
            for one in example.answer.secrets(example.right)
            if re.search(rf"(?<!\d){re.escape(one)}(?!\d)", sentence)
        ]
    assert is_chinese(example.answer.told(example.right)) or kind in {"number", "day"}
