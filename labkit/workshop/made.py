"""Made-up pieces that several exercises share: villages, days as people write them, numbers in full width. Nothing is real."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from labkit.taiwan.roc_dates import ROC_OFFSET
from labkit.workshop.exercise import Trap

VILLAGES = ("新安里", "中興里", "光復里", "文化里", "和平里", "大同里")
KINDS = ("買賣", "繼承", "抵押權", "更名", "贈與")
FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
ROC_FORMS = (
    "{roc}/{month}/{day}",
    "{roc}.{month:02}.{day:02}",
    "{roc}{month:02}{day:02}",
    "民國{roc}年{month}月{day}日",
)
AD_FORM = "{year}-{month:02}-{day:02}"


def wide(text: str) -> str:
    """Return digits, commas and points in full width.

    >>> wide("1,200")
    '１，２００'
    """
    return text.translate(FULL_WIDTH)


def written(day: date, form: str) -> str:
    """Return a day in one of the forms.

    >>> written(date(2024, 5, 2), ROC_FORMS[0])
    '113/5/2'
    """
    return form.format(roc=day.year - ROC_OFFSET, year=day.year, month=day.month, day=day.day)


def some_day(draw: Random, first: date, last: date) -> date:
    """Return a day from ``first`` to ``last``."""
    return first + timedelta(days=draw.randint(0, (last - first).days))


def case_number(number: int) -> str:
    """Return a case's number as an office writes it.

    >>> case_number(123)
    '安登字第000123號'
    """
    return f"安登字第{number:06}號"


def shuffled(draw: Random, rows: Iterable[Sequence[object]]) -> list[Sequence[object]]:
    """Return the rows in another order."""
    mixed = list(rows)
    draw.shuffle(mixed)
    return mixed


def apart(right: float, *traps: Trap, within: float = 0.0) -> tuple[Trap, ...]:
    """Return the traps whose number differs from the right one and from those before: at some seats two mistakes meet.

    >>> [trap.says for trap in apart(3, Trap(3, "a"), Trap(4, "b"), Trap(4, "c"))]
    ['b']
    """
    kept: list[Trap] = []
    for trap in traps:
        if all(abs(float(trap.answer) - float(other)) > 2 * within for other in (right, *(one.answer for one in kept))):
            kept.append(trap)
    return tuple(kept)
