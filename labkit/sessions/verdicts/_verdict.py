"""Verdict: a plain answer after a step. 好: go on; 請看: people have to look; 停: do not go on before it is mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from labkit.core.plugs import Register

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom

Answer = Literal["好", "請看", "停"]
COLOURS: dict[Answer, str] = {"好": "#1b5e20", "請看": "#8a4b00", "停": "#b00020"}
NOTHING = "沒有結果可以檢查：還沒有設定，或這次不需要這一步。"


@dataclass(frozen=True, repr=False)
class Verdict:
    """The answer and its sentence; the word says it, the colour only repeats it."""

    answer: Answer
    said: str

    def __repr__(self) -> str:
        """Return the answer as text."""
        return f"【{self.answer}】{self.said}"

    def _repr_html_(self) -> str:
        style = f"border-left:6px solid {COLOURS[self.answer]};padding:0.4em 0.8em;margin:0.4em 0"
        return f"<p role='status' style='{style}'><strong style='color:{COLOURS[self.answer]}'>{self.answer}</strong>　{escape(self.said)}</p>"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check: what it is about, the kinds of result that it judges (none: it looks at the room), and the judging."""

    label: str
    judges: Callable[[], tuple[type, ...]] = tuple
    judge: Callable[[Mapping[str, Any], StageRoom], Verdict]


CHECKS: Register[Check] = Register("labkit.sessions.verdicts", Check)


def verdict_on(value: Any, room: StageRoom, about: str = "") -> Verdict:
    """Return the verdict on a result or on results by name, by the check ``about`` if one is named, or of the check that ``value`` names.

    Raises KeyError for a check that is not there.
    """
    if isinstance(value, str):
        return CHECKS[value].judge({}, room)
    several = value if isinstance(value, Mapping) else {"": value}
    if about:
        return CHECKS[about].judge(several, room)
    if not several:
        return Verdict("請看", NOTHING)
    first = next(iter(several.values()))
    for check in CHECKS.values():
        if isinstance(first, check.judges()):
            return check.judge(several, room)
    return Verdict("好", f"{len(several)} 份結果；沒有納入的列都寫了原因。")


def called(names: list[str], most: int = 5) -> str:
    """Return names in a row, the first few and how many more.

    >>> called(["甲", "乙"]), called(list("甲乙丙丁戊己"))
    ('甲、乙', '甲、乙、丙、丁、戊等 6 項')
    """
    return "、".join(names[:most]) + (f"等 {len(names)} 項" if len(names) > most else "")
