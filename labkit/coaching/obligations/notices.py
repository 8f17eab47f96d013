"""What stands out in a team's coaching: sessions on closed days, outside the period, hours spent, goals that stay open."""

from __future__ import annotations

from datetime import date

from labkit.coaching.obligations.facts import Facts
from labkit.coaching.obligations.goals import lasting
from labkit.coaching.obligations.hours import Hours
from labkit.coaching.obligations.months import Month, period
from labkit.core.finding import Finding

MOST_ASKED = 3


def notices(facts: Facts, hours: Hours, months: list[Month], as_of: date) -> list[Finding]:
    """Return the faults of the files first, then what people should look at; places are numbers and file names."""
    found = [fault.finding for fault in facts.faults]
    found += _days(facts, as_of)
    if short := [one for one in months if one.state == "short"]:
        names = "、".join(f"{one.first.month}月（{one.held} 次）" for one in short)
        found.append(Finding("status_months_short", count=len(short), level="warning", facts={"names": names}))
    if hours.unknown:
        found.append(Finding("status_hours_unknown", count=hours.unknown))
    if hours.left < 0:
        found.append(Finding("status_hours_over", level="warning", facts={"over": f"{-hours.left:g}"}))
    for goal in lasting(facts.goals):
        place = f"logs/{goal.nth:02}.yml 第 {goal.item} 項"
        found.append(Finding("status_goal_open", place=place, count=goal.repeated, level="warning"))
    found += _reworded(facts)
    if facts.dropped_goals:
        found.append(Finding("status_goals_dropped", count=facts.dropped_goals))
    return found


def _reworded(facts: Facts) -> list[Finding]:
    """Ask about the newest goals that read like earlier ones; older ones are counted."""
    newest, rest = facts.reworded[-MOST_ASKED:], len(facts.reworded) - MOST_ASKED
    asked = [Finding("status_goal_like", place=one.now.place, facts={"before": one.before.place}) for one in newest]
    return [*asked, Finding("status_goals_like_more", count=rest)] if rest > 0 else asked


def _days(facts: Facts, as_of: date) -> list[Finding]:
    """Return sessions on closed days or outside the coaching, and logs handed in on a day to come."""
    calendar, span = facts.terms.calendar, period(facts)
    told = []
    closed = [one.nth for one in facts.meetings if not calendar.is_working_day(one.day)]
    outside = [one.nth for one in facts.meetings if span and not span[0] <= one.day <= span[1]]
    early = [one.nth for one in facts.meetings if one.handed_in and one.handed_in > as_of]
    for code, numbers in (("status_closed_day", closed), ("status_outside", outside), ("status_handed_ahead", early)):
        if numbers:
            place = "、".join(f"第 {nth} 次" for nth in numbers)
            told.append(Finding(code, place=place, count=len(numbers), level="warning"))
    return told
