"""The numbers in a sentence: value, unit, how exactly it was written, and whether it says 以上, 約, or a change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from labkit.poc.claimed.number_words import (
    ABOUT,
    AFTER,
    COUNTED_IN_WORDS,
    DATE,
    DOWN,
    EACH,
    IN_A_NAME,
    IN_WORDS,
    LEAST_AFTER,
    LEAST_BEFORE,
    MOST_AFTER,
    MOST_BEFORE,
    NUMBER,
    ORDINAL,
    PAUSE,
    PER,
    PLACES,
    SCORED,
    UNITS,
    UP,
    WHOLE,
    WHOLE_DAY,
)
from labkit.poc.units import number_text
from labkit.taiwan.numerals import SCALES, chinese_number

if TYPE_CHECKING:
    from labkit.poc.stated import Claim

SCORE = "評分"


@dataclass(frozen=True, kw_only=True)
class SaidNumber:
    """A number as it was written, with the clause ``before`` and ``after`` it.

    ``unit`` is 天 for a bare day, ``step`` the last place written, ``per`` what it is for each of (每件).
    """

    value: Fraction
    unit: str
    text: str
    step: Fraction = Fraction(1)
    bound: Literal["least", "most", ""] = ""
    about: bool = False
    change: Literal["up", "down", ""] = ""
    per: str = ""
    before: str = ""
    after: str = ""


def plain_text(text: str) -> str:
    """Return ``text`` with full-width signs as half-width, and 「個 24 小時日」 as one word."""
    return WHOLE_DAY.sub("個24小時日", unicodedata.normalize("NFKC", text))


def said_numbers(text: str) -> list[SaidNumber]:
    """Return the numbers of a sentence in their order; days and years of a date are none.

    >>> [(str(one.value), one.unit, one.bound, one.change) for one in said_numbers("114年3月起減少 99％ 以上，約 206 天")]
    [('99', '%', 'least', 'down'), ('206', '天', '', '')]
    """
    plain = plain_text(text)
    plain = DATE.sub(lambda found: "，" * len(found[0]), plain)
    plain = COUNTED_IN_WORDS.sub(_counted, IN_WORDS.sub(_in_digits, plain))
    return list(_numbers(plain))


def _in_digits(found: re.Match[str]) -> str:
    """Return a share in words as digits: 百分之七十點五, 七成五, 9 成 8, 一半, 三分之二 (about 67%)."""
    if found["half"] or found["all"]:
        return f"{WHOLE // 2 if found['half'] else WHOLE}%"
    if found["hundredth"]:
        value = WHOLE if found["hundredth"] == "百" else chinese_number(found["hundredth"])
        point = "".join(str(chinese_number(sign)) for sign in found["point"] or "")
        return found[0] if value is None else f"{value}{'.' if point else ''}{point}%"
    if found["below"]:
        share = Fraction(WHOLE * (_digit(found["above"]) or 0), _digit(found["below"]) or 1)
        return f"{'' if share.denominator == 1 else '約'}{round(share)}%"
    tenths = Fraction(found["tenth"] if found["tenth"][0].isascii() else _digit(found["tenth"]))
    return f"{number_text(tenths * 10 + _digit(found['more']))}%"


def _digit(sign: str | None) -> int:
    """Return the value of one digit, Chinese or Arabic; 0 for none."""
    return int(sign) if sign and sign.isascii() else chinese_number(sign or "零") or 0


def _counted(found: re.Match[str]) -> str:
    value = chinese_number(found["many"] or found["large"])
    return found[0] if value is None else str(value)


def _numbers(plain: str) -> Iterator[SaidNumber]:
    last = -1
    for found in NUMBER.finditer(plain):
        begun, last_end, last = found.start("digits"), last, found.end()
        if ORDINAL.search(plain[:begun]) or IN_A_NAME.search(plain[:begun]):
            continue  # 第 3 天, A4, COVID-19
        clause = PAUSE.split(plain[: found.start()])[-1]
        after = plain[found.end() :]
        scale = SCALES[found["scale"]] if found["scale"] else 1
        digits = found["digits"].replace(",", "")
        changed = AFTER.match(after)
        negative = bool(found["sign"]) and found.start() != last_end  # 10-15 分 is a range
        yield SaidNumber(
            value=Fraction(digits) * scale * (-1 if negative else 1),
            unit=_unit(found["unit"] or "", clause),
            text=_text(found[0] if negative else plain[begun : found.end()], clause, after),
            step=Fraction(scale, 10 ** len(digits.partition(".")[2])),
            bound=_bound(clause, after),
            about=bool(ABOUT.search(clause)),
            change=_change(clause, changed, negative=negative),
            per=_per(clause),
            before=clause,
            after=PAUSE.split(after)[0],
        )


def _unit(word: str, before: str) -> str:
    """Return the unit; 「滿意度 98.5 分」 are points of a score and no minutes."""
    return SCORE if word == "分" and SCORED.search(before) else UNITS.get(word, "")


def _text(number: str, before: str, after: str) -> str:
    """Return the number as it stands in the sentence, with what bounds it."""
    ends = _first(LEAST_AFTER, after) or _first(MOST_AFTER, after)
    starts = "" if ends else (LEAST_BEFORE.search(before) or MOST_BEFORE.search(before) or [""])[0]
    return f"{starts}{number}{ends}".strip()


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found[0] if found else ""


def _bound(before: str, after: str) -> Literal["least", "most", ""]:
    if LEAST_AFTER.match(after) or LEAST_BEFORE.search(before):
        return "least"
    return "most" if MOST_AFTER.match(after) or MOST_BEFORE.search(before) else ""


def _change(before: str, after: re.Match[str] | None, *, negative: bool) -> Literal["up", "down", ""]:
    if negative or DOWN.search(before) or (after and after["down"]):
        return "down"
    return "up" if UP.search(before) or (after and after["up"]) else ""


def _per(before: str) -> str:
    """Return the unit that a number is for each of, 「?」 for one that is no unit here; empty for none."""
    found = PER.search(before)
    return "" if found is None else EACH.get(found["per"], found["per"]) if found["per"] else "?"


def main_number(claim: Claim) -> SaidNumber | None:
    """Return the number that a claim stands for: the stated one, as it was written where the words hold it, or the only one."""
    every = said_numbers(claim.said)
    if claim.value is None:
        named = [one for one in every if one.unit]
        return named[0] if len(named) == 1 else None
    unit = UNITS.get(plain_text(claim.unit).replace(" ", ""), claim.unit)
    same = [one for one in every if abs(one.value) == abs(claim.value)]
    same = [one for one in same if one.unit == unit.partition("/")[0]] or same
    if same and (same[0].unit == unit or not unit):
        return same[0]
    if same:
        return replace(same[0], unit=unit)
    places = next((place for place in range(PLACES) if claim.value * 10**place % 1 == 0), PLACES)
    text = f"{number_text(claim.value, places)} {unit}".strip()
    return SaidNumber(value=claim.value, unit=unit, text=text, step=Fraction(1, 10**places))
