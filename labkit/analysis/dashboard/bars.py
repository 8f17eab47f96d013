"""Bars inside the cells: a rate with its interval, or a count, drawn to one scale from zero."""

from __future__ import annotations

from dataclasses import dataclass

from labkit.analysis.area.lines import Line, Lines
from labkit.analysis.area.spec import COUNT, HIGH, LOW, RATE

WIDTH, MIDDLE = 120, 7
ROOM = 1.3


@dataclass(frozen=True)
class Scale:
    """What is drawn, and how many pixels one of it takes; a bar's interval that goes beyond the room is cut at its end."""

    name: str
    pixels: float
    overall: float | None

    @classmethod
    def of(cls, lines: Lines) -> Scale:
        """Return the scale on which the areas that are not few have room; all where all are few."""
        name = RATE if lines.spec.population else COUNT
        known = [one for one in lines.areas if one.numbers.get(name) is not None and name not in one.hidden]
        most = max((float(one.numbers[name] or 0) for one in known if not one.few), default=0.0)
        most = most or max((float(one.numbers[name] or 0) for one in known), default=0.0)
        overall = lines.overall if name == RATE else None
        return cls(name, WIDTH / (ROOM * most) if most else 0.0, overall)

    def bar(self, line: Line) -> str:
        """Return an area's bar; an empty one where its number is hidden or absent, and for the total of counts."""
        value = line.numbers.get(self.name)
        if value is None or self.name in line.hidden or (self.name == COUNT and not line.place.code):
            return "<svg aria-hidden=true></svg>"
        low, high = (line.numbers.get(LOW), line.numbers.get(HIGH)) if self.name == RATE else (None, None)
        drawn = f'<path d="M0 {MIDDLE}h{self._at(value)}"/>'
        if low is not None and high is not None:
            drawn += f'<path d="M{self._at(low)} {MIDDLE}H{self._at(high)}"/>'
        return f"<svg aria-hidden=true>{drawn}</svg>"

    @property
    def line(self) -> int | None:
        """Return where the line of all areas together stands; None where there is none."""
        return None if self.overall is None else self._at(self.overall)

    def _at(self, value: float) -> int:
        return round(min(value * self.pixels, WIDTH))
