"""Goals: which ones come again and again, and which are never spoken of again. Matched by their text, kept without it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from labkit.coaching.obligations.facts import OpenGoal

MANY_SESSIONS = 2
NUMBERING = re.compile(r"^[\s(（]*[0-9一二三四五六七八九十]{1,2}[.、．)）]\s*")
DONE = re.compile(r"完成|達成")
NOT_DONE = re.compile(
    r"(?:未|沒|無法|不能|部分|大致|幾乎|接近|尚待|待|預計|預定|將|可望|努力)[^，。；,;]{0,4}?(?:完成|達成)"
)
SHARE = re.compile(r"(?:完成|達成)[^0-9，。；]{0,4}([0-9]{1,3})\s*[%％]|([0-9]{1,3})\s*[%％]\s*(?:完成|達成)")
WHOLE = 100


@dataclass(frozen=True)
class LogGoals:
    """The goals of one log: what became of earlier ones, and which are set for the next session."""

    previous: tuple[tuple[str, str], ...]
    following: tuple[str, ...]


def is_done(status: str) -> bool:
    """Tell whether a goal's status says that it is done: 完成 or 達成, neither denied, in part, nor still to come.

    >>> [is_done(text) for text in ("已完成", "達成。", "尚未完成", "完成 80%", "完成率 100%", "部分完成", "")]
    [True, True, False, False, True, False, False]
    """
    plain = unicodedata.normalize("NFKC", status)
    shares = [int(one or two) for one, two in SHARE.findall(plain)]
    return bool(DONE.search(plain)) and not NOT_DONE.search(plain) and all(share >= WHOLE for share in shares)


def key(goal: str) -> str:
    """Return a goal's text as it is matched: without numbering, spaces, stops and width of signs.

    >>> key("1. 量測 30 件。") == key("量測30件")
    True
    """
    plain = NUMBERING.sub("", unicodedata.normalize("NFKC", goal))
    return re.sub(r"[\s。．.；;，,]", "", plain).casefold()


def open_goals(logs: Mapping[int, LogGoals]) -> tuple[OpenGoal, ...]:
    """Return the goals that no log calls done, each with the number of later logs in which it came again.

    ``logs`` by number of session. A goal is followed from the log that first names it; a goal that was done and is set
    again begins anew.
    """
    born: dict[str, tuple[int, int]] = {}
    seen: dict[str, set[int]] = {}
    for nth in sorted(logs):
        for item, (goal, status) in enumerate(logs[nth].previous, 1):
            if is_done(status):
                born.pop(key(goal), None)
                seen.pop(key(goal), None)
            else:
                _meet(born, seen, key(goal), (nth, item))
        for item, goal in enumerate(logs[nth].following, 1):
            _meet(born, seen, key(goal), (nth, item))
    return tuple(OpenGoal(nth=nth, item=item, repeated=len(seen[one]) - 1) for one, (nth, item) in born.items())


def _meet(born: dict[str, tuple[int, int]], seen: dict[str, set[int]], goal: str, at: tuple[int, int]) -> None:
    if goal:
        born.setdefault(goal, at)
        seen.setdefault(goal, set()).add(at[0])


def dropped(logs: Mapping[int, LogGoals]) -> int:
    """Return how many goals the next log does not speak of at all."""
    order = sorted(logs)
    pairs = [(logs[one], logs[after]) for one, after in pairwise(order)]
    return sum(len({key(goal) for goal in one.following if key(goal)} - _spoken(after)) for one, after in pairs)


def _spoken(log: LogGoals) -> set[str]:
    return {key(goal) for goal, _ in log.previous} | {key(goal) for goal in log.following}


def lasting(goals: Sequence[OpenGoal]) -> list[OpenGoal]:
    """Return the goals open for more than two sessions."""
    return [one for one in goals if one.repeated > MANY_SESSIONS]
