"""The answers of one seat, for those who lead: computed when asked for, kept nowhere."""

from __future__ import annotations

from labkit.workshop.exercise import EXERCISES, in_order
from labkit.workshop.seats import draw_for, seat_number


def answer_rows(seat: int | str, only: str = "") -> list[tuple[str, str, str]]:
    """Return title, right answer and what people often get wrong, of every exercise or of one.

    Raises SeatRefused, or SpecInvalid with the nearest name.

    >>> answer_rows(7, "person_days")[0][0]
    '宣稱 省下的時間是幾個人天？（person_days）'
    """
    number = seat_number(seat)
    if only:
        EXERCISES.named(only, place="工作坊", what="練習")
    rows = []
    for name in [only] if only else in_order():
        one = EXERCISES[name]
        told = one.answer.told(one.make(draw_for(name, number)).right)
        rows.append((f"{one.theme} {one.title}（{name}）", told, one.often))
    return rows
