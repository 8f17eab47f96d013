"""A round counted: everything that its record tells, and the part of it that may leave the working group's folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from labkit.coaching.selection.places import Outcome, Standing, TieDecision, stand
from labkit.coaching.selection.scoring import Scores, place_all, weighted_totals
from labkit.coaching.selection.sensitivity import Sensitivity, try_variants
from labkit.coaching.selection.spec import Selection
from labkit.coaching.selection.spec_parts import ROUNDS, Application, Consultation, RoundName
from labkit.coaching.selection.strictness import Concord, Strictness, concord, strictness_of_each


@dataclass(frozen=True)
class Counted:
    """A round counted, for the working group alone: it holds each reviewer's scores."""

    selection: Selection
    round: RoundName
    applications: tuple[Application, ...]
    scores: Scores
    totals: Mapping[tuple[str, str], Fraction]
    standing: Standing
    decisions: tuple[TieDecision, ...]
    sensitivity: Sensitivity
    strictness: tuple[Strictness, ...]
    concord: Concord

    @property
    def summary(self) -> str:
        """Return what came out, in one zh-TW sentence."""
        names = {outcome: self._named(outcome) for outcome in ("picked", "waiting")}
        told = f"{ROUNDS[self.round]}：{len(self.applications)} 案，錄取 {names['picked'] or '（尚無）'}"
        if names["waiting"]:
            told += f"；備取 {names['waiting']}"
        line = self.standing.open_line
        if line:
            what = "備取名額" if line is self.standing.waiting else "名額"
            told += f"；{'、'.join(line.tied)} 同分並列，剩 {line.room} 個{what}，請會議決定"
        return f"{told}。"

    def _named(self, outcome: str) -> str:
        placed = self.standing.placed
        return "、".join(one.application for one in placed if self.standing.outcome_of(one.application) == outcome)

    def announced(self) -> Announced:
        """Return what may be told outside: applications and what became of them; no reviewer and no score."""
        outcomes = {one.id: self.standing.outcome_of(one.id) for one in self.applications}
        waits = [one for one in self.standing.placed if outcomes[one.application] == "waiting"]
        nth = {one.application: 1 + sum(two.rank < one.rank for two in waits) for one in waits}
        return announced(self.selection, self.round, outcomes, nth)


@dataclass(frozen=True)
class Announced:
    """What became of every application: all that letters and the public list are made from.

    ``waiting`` holds the place on the waiting list; equal means share it.
    """

    year: int
    programme: str
    organiser: str
    contact: str
    round: RoundName
    applications: tuple[Application, ...]
    outcomes: Mapping[str, Outcome]
    waiting: Mapping[str, int] = field(default_factory=dict)
    minutes: tuple[int, int, int] = (4, 2, 4)
    consultation: Consultation = field(default_factory=Consultation)

    def those(self, outcome: Outcome) -> list[Application]:
        """Return the applications of one outcome, in the order of their numbers in the file; those who wait by their place."""
        found = [one for one in self.applications if self.outcomes[one.id] == outcome]
        if outcome == "waiting":
            found.sort(key=lambda one: self.waiting[one.id])
        return found


def announced(
    selection: Selection, name: RoundName, outcomes: Mapping[str, Outcome], waiting: Mapping[str, int]
) -> Announced:
    """Take from the settings what may be told outside."""
    return Announced(
        year=selection.year,
        programme=selection.programme,
        organiser=selection.organiser,
        contact=selection.contact,
        round=name,
        applications=tuple(one for one in selection.applications if one.id in outcomes),
        outcomes=dict(outcomes),
        waiting=dict(waiting),
        minutes=selection.video.minutes,
        consultation=selection.consultation,
    )


def count(
    selection: Selection,
    name: RoundName,
    applications: tuple[Application, ...],
    scores: Scores,
    decisions: Sequence[TieDecision] = (),
) -> Counted:
    """Count a round from the scores that were read; every application stands in the result once, those withdrawn without a place.

    Raises ValueError, a programmer's error, where an application has no score.
    """
    rules, gone = selection.rules_of(name), selection.withdrawn_ids
    scores = {place: told for place, told in scores.items() if place[1] not in gone}
    totals = weighted_totals(scores, selection.weights)
    placed = place_all(totals, [one.id for one in applications if one.id not in gone])
    standing = stand(placed, (rules.picks, rules.waiting), decisions)
    weights = {one.name: weight for one, weight in zip(selection.criteria, selection.weights, strict=True)}
    return Counted(
        selection=selection,
        round=name,
        applications=applications,
        scores=scores,
        totals=totals,
        standing=standing,
        decisions=tuple(decisions),
        sensitivity=try_variants(scores, weights, standing, rules.picks),
        strictness=strictness_of_each(totals),
        concord=concord(totals),
    )


def facts_of(counted: Counted) -> dict[str, Any]:
    """Return what the log keeps of a round: the outcomes, who waits at which place, and an open tie."""
    told = counted.announced()
    line = counted.standing.open_line
    open_tie = {"among": list(line.tied), "room": line.room} if line else None
    waiting = {} if line else dict(told.waiting)
    return {"round": counted.round, "outcomes": dict(told.outcomes), "waiting": waiting, "tie": open_tie}
