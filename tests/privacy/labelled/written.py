"""How a value is written: patterns, cuts, full width, hidden signs, Chinese numerals, words around it.

A written form that has other words around the value puts the value between ⟦ and ⟧: ``(⟦A123456789⟧)``.
Without these marks the whole text is the value.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from random import Random

Maker = Callable[[Random], str]
Change = Callable[[str], str]
Fields = Callable[[Random], dict[str, object]]

DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PATTERN_SIGNS = {
    "#": DIGITS,
    "&": "012356789",  # number plates have no 4 any more
    "%": "23456789",
    "?": CAPITALS,
    "@": "ABCDEFGHJKLMNPQRSTUVWXYZ",  # and neither I nor O
}
HAN_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Forms:
    """The ways one entity is written; a group that is empty falls back on ``usual``.

    ``odd`` are rare or with other words around, ``masked`` have signs hidden, ``bare`` cannot be told without the header,
    and ``excel`` is what a spreadsheet leaves of a value.
    """

    usual: tuple[Maker, ...]
    odd: tuple[Maker, ...] = ()
    masked: tuple[Maker, ...] = ()
    bare: tuple[Maker, ...] = ()
    excel: tuple[Maker, ...] = ()


def words(text: str) -> tuple[str, ...]:
    """The words of a text, as a list that stays short in the source."""
    return tuple(text.split())


def one_of(*choices: str) -> Maker:
    """One of the given texts."""
    return lambda draw: draw.choice(choices)


def digits(draw: Random, count: int, alphabet: str = DIGITS) -> str:
    """Random digits, or signs of another alphabet."""
    return "".join(draw.choice(alphabet) for _ in range(count))


def pattern(*patterns: str) -> Maker:
    """One of the patterns, with its ``# & % ? @`` replaced by random signs."""
    return lambda draw: "".join(
        draw.choice(PATTERN_SIGNS[sign]) if sign in PATTERN_SIGNS else sign for sign in draw.choice(patterns)
    )


def shapes(fields: Fields, *templates: str) -> tuple[Maker, ...]:
    """One maker for each template, filled with freshly drawn fields."""
    return tuple(lambda draw, template=template: template.format_map(fields(draw)) for template in templates)


def variants(maker: Maker, *changes: Change | str) -> tuple[Maker, ...]:
    """One maker for each change of what ``maker`` makes; a text is a template with one ``{}``."""
    steps = [change.format if isinstance(change, str) else change for change in changes]
    return tuple(lambda draw, step=step: step(maker(draw)) for step in steps)


def then(first: Change, second: Change) -> Change:
    """Two changes, one after the other."""
    return lambda text: second(first(text))


def cut(template: str, *sizes: int) -> Change:
    """The text in groups of the given sizes, put into a template."""
    places = list(accumulate(sizes, initial=0))
    return lambda text: template.format(*(text[start:end] for start, end in pairwise(places)))


def hide(start: int, end: int, sign: str = "*") -> Change:
    """Letters and digits from start to end replaced by ``sign``; dashes and brackets stay."""
    return lambda text: text[:start] + "".join(sign if s.isalnum() else s for s in text[start:end]) + text[end:]


def swapped(old: str, new: str) -> Change:
    """One sign replaced by another."""
    return lambda text: text.replace(old, new)


def full_width(text: str) -> str:
    """Letters, digits and signs as wide as Chinese signs."""
    return "".join("　" if sign == " " else chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def first_full_width(text: str) -> str:
    """Only the first sign as wide as a Chinese sign."""
    return full_width(text[0]) + text[1:]


def han(number: int) -> str:
    """0 to 999 in Chinese numerals."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    last = HAN_DIGITS[ones] if ones else ""
    if not hundreds:
        if not tens:
            return HAN_DIGITS[ones]
        return ("" if tens == 1 else HAN_DIGITS[tens]) + "十" + last
    if tens:
        return f"{HAN_DIGITS[hundreds]}百{HAN_DIGITS[tens]}十{last}"
    return f"{HAN_DIGITS[hundreds]}百" + ("零" + last if ones else "")
