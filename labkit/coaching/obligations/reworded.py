"""Goals that came back in other words: told as a question with their places, never counted as the same goal unasked."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from labkit.coaching.obligations.facts import GoalSpot, Reworded
from labkit.coaching.obligations.goals import LogGoals, is_done, key

ALIKE = 0.6  # share of signs that two texts have in common and in order
SHORTEST = 4  # signs, below which texts are alike by chance


def reworded(logs: Mapping[int, LogGoals]) -> tuple[Reworded, ...]:
    """Return the goals that a log names for the first time and that read much like an open goal of which it does not speak.

    ``logs`` by number of session. Two goals that stand in one log side by side are two goals; a goal that was done is closed.

    >>> logs = {1: LogGoals((), ("訪談櫃檯同仁 3 位",)), 2: LogGoals((("訪談 5 位櫃檯同仁", "進行中"),), ())}
    >>> [(one.now.place, one.before.place) for one in reworded(logs)]
    [('logs/02.yml 前次目標第 1 項', 'logs/01.yml 下次目標第 1 項')]
    """
    known: dict[str, GoalSpot] = {}
    found: list[Reworded] = []
    for nth in sorted(logs):
        named = [(text, spot, done) for text, spot, done in _named(nth, logs[nth]) if text]
        silent = {text: spot for text, spot in known.items() if text not in {one for one, _, _ in named}}
        for text, spot in {text: spot for text, spot, _ in reversed(named) if text not in known}.items():
            if before := _most_alike(text, silent):
                found.append(Reworded(now=spot, before=silent.pop(before)))
        for text, spot, done in named:
            if done:
                known.pop(text, None)
            else:
                known.setdefault(text, spot)
    return tuple(sorted(found, key=lambda one: (one.now.nth, one.now.part, one.now.item)))


def _named(nth: int, log: LogGoals) -> Iterator[tuple[str, GoalSpot, bool]]:
    for item, (goal, status) in enumerate(log.previous, 1):
        yield key(goal), GoalSpot(nth=nth, part="前次目標", item=item), is_done(status)
    for item, goal in enumerate(log.following, 1):
        yield key(goal), GoalSpot(nth=nth, part="下次目標", item=item), False


def _most_alike(text: str, others: Mapping[str, GoalSpot]) -> str:
    """Return the text that is most like ``text``; empty where none is like it."""
    close = [one for one in others if min(len(one), len(text)) >= SHORTEST]
    return (difflib.get_close_matches(text, close, n=1, cutoff=ALIKE) or [""])[0]
