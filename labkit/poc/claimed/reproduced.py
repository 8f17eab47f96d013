"""The claimed number against the reproduced one: equal, rounded, truncated, rounded up, or not to be had from the inputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from labkit.poc.amount import Amount
from labkit.poc.claimed.said_numbers import SaidNumber, main_number, said_numbers
from labkit.poc.metric import Metric
from labkit.poc.units import MINUTES, WORDS, convert, number_text

How = Literal["equal", "rounded", "truncated", "raised", ""]
COARSEST = 9
HOW = {"equal": "與此相同", "rounded": "由此四捨五入", "truncated": "由此無條件捨去", "raised": "由此無條件進位"}
NEAR = Fraction(1, 20)


@dataclass(frozen=True)
class Compared:
    """A reading of the claim: the reproduced number in the unit ``word``, and how the claimed one comes from it."""

    exact: Fraction
    word: str
    how: How
    rounded: Fraction


def comparable(said: SaidNumber, amount: Amount) -> list[tuple[str, Fraction]]:
    """Return ``amount`` in each unit that the claim's may mean: a bare 天 is tried as 24-hour days and as person-days.

    Empty where the units cannot be compared.
    """
    name, _, per = said.unit.partition("/")
    per = per or said.per
    below = "/".join(amount.unit.below)
    if (per and per != below) or len(amount.unit.above) > 1:
        return []
    own = amount.unit.above[0] if amount.unit.above else ""
    if own in MINUTES and not (below and below != "年" and not per):
        meant = {"天": ["24小時日", "人日"], "工作天": ["人日"], "": [own]}.get(name, [name])
        return [(WORDS[one], convert(amount.value, amount.unit, one)) for one in meant if one in MINUTES]
    if name in {own, ""}:
        return [(own, amount.value)]
    return [("%", amount.value * 100)] if name == "%" and not own else []


def readings(said: SaidNumber, amount: Amount) -> Iterator[Compared]:
    """Yield each reading of the claim with how it comes from the reproduced number."""
    for word, exact in comparable(said, amount):
        yield Compared(exact, word, *how_near(abs(said.value), abs(exact), said.step))


def matched(metric: Metric, amount: Amount) -> tuple[SaidNumber, list[Compared]] | None:
    """Return the number of the claim that stands for ``amount``, with its readings; None where there is none.

    It is the claim's main number; of several in the words, the last that comes from ``amount``, first those not equal to it.
    """
    if metric.claim is None:
        return None
    main = main_number(metric.claim)
    if main is not None:
        return main, list(readings(main, amount))
    every = [(one, list(readings(one, amount))) for one in said_numbers(metric.claim.said)]
    met = [(one, ways) for one, ways in every if any(way.how for way in ways)]
    unequal = [(one, ways) for one, ways in met if not any(way.how == "equal" for way in ways)]
    return (unequal or met)[-1] if met else None


def against_claim(metric: Metric, amount: Amount) -> str:
    """Return, in brackets, how the claimed number comes from the reproduced one; nothing where no number was claimed."""
    said, ways = matched(metric, amount) or (None, [])
    if said is None or not ways:
        return ""
    met = next((one for one in ways if one.how), None)
    if met is None:
        return f"（公開說法的「{said.text}」不等於這個數字）" if not said.bound else ""
    return f"（{trimmed(met.exact)} {met.word}；公開說法的「{said.text}」{HOW[met.how]}）"


def trimmed(value: Fraction) -> str:
    """Return a number with up to three decimals.

    >>> trimmed(Fraction(297500, 1440)), trimmed(Fraction(64, 5))
    ('206.597', '12.8')
    """
    text = number_text(value, 3)
    return text.rstrip("0").rstrip(".") if "." in text else text


def how_near(claimed: Fraction, exact: Fraction, step: Fraction) -> tuple[How, Fraction]:
    """Tell how ``claimed`` comes from ``exact``, and what rounding gives at the place that it was written to.

    Trailing zeros may be digits or not, so coarser places are tried too where the two are
    within a twentieth of each other.

    >>> how_near(Fraction(206), Fraction(297500, 1440), Fraction(1))
    ('truncated', Fraction(207, 1))
    """
    rounded = floor(exact / step + Fraction(1, 2)) * step
    if claimed == exact:
        return "equal", rounded
    near = abs(claimed - exact) <= exact * NEAR
    places = [step * 10**power for power in range(COARSEST if near else 1) if claimed % (step * 10**power) == 0]
    for place in places:
        part = exact / place
        ways: dict[int, How] = {ceil(part): "raised", floor(part): "truncated", floor(part + Fraction(1, 2)): "rounded"}
        if claimed / place in ways:
            return ways[int(claimed / place)], floor(part + Fraction(1, 2)) * place
    return "", rounded
