"""The columns of the page's table: what stands in each cell, as text that people read and sort by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from labkit.analysis.area.lines import SHRUNK, Line, Lines
from labkit.analysis.area.spec import CHANGE, COUNT, GAP, HIGH, LOW, RATE, RATIO
from labkit.analysis.area.told import few_word, group_name, heads_of, rounded
from labkit.analysis.dashboard.bars import Scale
from labkit.core.cells import HIDDEN_MARK
from labkit.core.document import shown

FIRST = frozenset({COUNT, RATE, SHRUNK, CHANGE, GAP, RATIO})
SIGNED = frozenset({CHANGE, GAP})
ONE_PLACE = frozenset({RATE, LOW, HIGH, SHRUNK})
Writer = Callable[[Line], str]


@dataclass(frozen=True)
class Column:
    """A column: its head, its cells as HTML, whether they are numbers, may be sorted by, hold a bar, or are shown on demand."""

    head: str
    cell: Writer
    number: bool = True
    sortable: bool = True
    bar: bool = False
    more: bool = False


def number(line: Line, name: str) -> str:
    """Return a number as it is shown: grouped, signed where it is a difference, D where hidden, – where there is none."""
    told = rounded(name, line.shown(name))
    if told is None or isinstance(told, str):
        return told or "–"
    if name in SIGNED:
        return f"{told:+,}".replace("-", "−") if told else "0"
    return f"{told:,.1f}" if name in ONE_PLACE else f"{told:,.2f}" if name == RATIO else shown(told)


def columns_of(lines: Lines, marks: dict[str, int]) -> list[Column]:
    """Return the columns after the name: what managers look for first, the rest and the code behind.

    ``marks`` are the numbers of the rules' words.
    """
    found = [Column("狀態", lambda one: flags(lines, one, marks), number=False, sortable=False)]
    if lines.groups:
        found.append(Column(lines.names.group, lambda one: escape(_group(lines, one)), number=False))
    scale = Scale.of(lines)
    for name, head in heads_of(lines).items():
        if name not in {LOW, HIGH}:
            found.append(_numbers(name, head, scale))
        if name == RATE:
            found.append(Column("95% 區間", _interval, sortable=False))
    found += [_status(lines.names.status, state) for state in lines.whole.states]
    found.append(Column("代碼", lambda one: one.place.code, number=False, more=True))
    return sorted(found, key=lambda one: one.more)


def _group(lines: Lines, line: Line) -> str:
    return group_name(lines, line) if line.place.code else ""


def _numbers(name: str, head: str, scale: Scale) -> Column:
    if name != scale.name:
        return Column(head, lambda one: number(one, name), more=name not in FIRST)
    return Column(head, lambda one: number(one, name) + scale.bar(one), bar=True)


def _status(status: str, state: str) -> Column:
    return Column(f"{status} {state}", lambda one: shown(one.states.get(state)), more=True)


def _interval(line: Line) -> str:
    if LOW in line.hidden:
        return HIDDEN_MARK
    low, high = number(line, LOW), number(line, HIGH)
    return low if low == high == "–" else f"{low}–{high}"


def flags(lines: Lines, line: Line, marks: dict[str, int]) -> str:
    """Return the words of an area; the sign before each is drawn by its class."""
    words = [f"<b class=f{marks[word]}>{escape(word)}</b>" for word in line.flags]
    if line.few and line.place.code:
        words.append(f"<b class=few>{few_word(lines)}</b>")
    if COUNT in line.hidden:
        words.append("<b class=few>不陳示</b>")
    return " ".join(words)
