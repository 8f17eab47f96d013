"""Who is in, who waits, who is not: lines drawn through the ranks. A tie at a line is the meeting's, never the machine's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from labkit.coaching.selection.scoring import Placed

LineName = Literal["picks", "waiting"]
Outcome = Literal["picked", "waiting", "not_picked", "tied", "withdrawn"]
OUTCOMES: dict[Outcome, str] = {
    "picked": "錄取",
    "waiting": "備取",
    "not_picked": "未錄取",
    "tied": "並列，待會議決定",
    "withdrawn": "撤案",
}


@dataclass(frozen=True)
class Line:
    """A line: those surely above it, those tied on it, and how many of the tied there is room for."""

    surely: tuple[str, ...]
    tied: tuple[str, ...] = ()
    room: int = 0
    chosen: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether the meeting has still to decide."""
        return bool(self.tied) and not self.chosen

    @property
    def above(self) -> tuple[str, ...]:
        """Return those who are above the line, by score or by the meeting's decision."""
        return (*self.surely, *self.chosen)


@dataclass(frozen=True)
class TieDecision:
    """What the meeting decided about a tie: among whom, whom it chose, why, and who decided."""

    among: tuple[str, ...]
    chosen: tuple[str, ...]
    why: str
    by: str


@dataclass(frozen=True)
class Standing:
    """The round's outcome. While the first line is open, ``waiting`` draws the places that are left below those tied."""

    placed: tuple[Placed, ...]
    picks: Line
    waiting: Line | None = None

    @property
    def open_line(self) -> Line | None:
        """Return the line about which the meeting has to decide, if any."""
        return next((line for line in (self.picks, self.waiting) if line and line.is_open), None)

    def outcome_of(self, application: str) -> Outcome:
        """Return what became of the application; one that stands nowhere was withdrawn."""
        if application not in {one.application for one in self.placed}:
            return "withdrawn"
        if application in self.picks.above:
            return "picked"
        if any(line and line.is_open and application in line.tied for line in (self.picks, self.waiting)):
            return "tied"
        return "waiting" if self.waiting and application in self.waiting.above else "not_picked"


def draw_line(values: Mapping[str, Fraction], room: int) -> Line:
    """Draw the line under the ``room`` best of ``values``; more is better.

    >>> draw_line({"A": Fraction(9), "B": Fraction(8), "C": Fraction(8)}, 2)
    Line(surely=('A',), tied=('B', 'C'), room=1, chosen=())
    """
    best = sorted(values, key=lambda one: values[one], reverse=True)
    if len(best) <= room:
        return Line(tuple(best))
    if not room:
        return Line(())
    last = values[best[room - 1]]
    above = tuple(one for one in best if values[one] > last)
    level = tuple(one for one in best if values[one] == last)
    if len(above) + len(level) == room:
        return Line((*above, *level))
    return Line(above, level, room - len(above))


def stand(placed: Sequence[Placed], room: tuple[int, int], decisions: Sequence[TieDecision] = ()) -> Standing:
    """Draw both lines: ``room`` is how many are picked and how many wait; a decision counts for its own tie only."""
    values = {one.application: one.mean for one in placed}
    picks = _decided(draw_line(values, room[0]), decisions)
    if picks.is_open:  # whoever of the tied is not chosen waits first: the places that are left are known all the same
        below = {one: mean for one, mean in values.items() if one not in (*picks.surely, *picks.tied)}
        left = max(0, room[1] - (len(picks.tied) - picks.room))
        return Standing(tuple(placed), picks, draw_line(below, left))
    rest = {one: mean for one, mean in values.items() if one not in picks.above}
    return Standing(tuple(placed), picks, _decided(draw_line(rest, room[1]), decisions))


def _decided(line: Line, decisions: Sequence[TieDecision]) -> Line:
    """Return the line with the newest decision about exactly this tie."""
    for one in reversed(decisions):
        if set(one.among) == set(line.tied) and len(one.chosen) == line.room and set(one.chosen) <= set(line.tied):
            return Line(line.surely, line.tied, line.room, one.chosen if line.tied else ())
    return line
