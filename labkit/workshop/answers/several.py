"""A set of names, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from labkit.workshop.answer import Answer, Judged, frame_of, plain

BETWEEN = re.compile(r"[、,;\s]+")


@dataclass(frozen=True, kw_only=True)
class Several(Answer):
    """Names in any order, as a list or as one text with 、 between; ``what`` says of what they are names."""

    label: ClassVar[str] = "複選"
    what: str

    @property
    def form(self) -> str:
        """Return how several names are written."""
        return f'請列出{self.what}，順序不拘，例如 ["甲", "乙"]。'

    def faults(self, given: Any, right: Any) -> tuple[str, ...]:
        """Return whether names are lacking, too many, or others."""
        names = _names(given)
        if names is None:
            return (f"這不是{self.what}的清單。{self.form}",)
        wanted = {plain(name) for name in right}
        lacking, more = wanted - names, names - wanted
        found = []
        if more:
            found.append(f"你列的{self.what}裡，有的不該列。")
        if lacking:
            found.append(f"還有{self.what}沒有列出來。")
        return tuple(found)

    def told(self, right: Any) -> str:
        """Return the names."""
        return "、".join(sorted(map(str, right)))

    def secrets(self, right: Any) -> tuple[str, ...]:
        """Return the names together: each alone may stand in a hint."""
        return ("、".join(map(str, right)), self.told(right))

    @classmethod
    def examples(cls) -> tuple[Judged, ...]:
        """Return lists and texts."""
        accepted = (["甲", "乙"], ("乙", "甲"), {"甲", "乙"}, "甲、乙", "乙，甲", "甲 乙")
        refused = ((["甲"], "沒有列出來"), (["甲", "乙", "丙"], "不該列"), (3, "清單"), ("丙", "不該列"))
        return (Judged(cls(what="欄名"), ("甲", "乙"), accepted, refused),)


def _names(given: Any) -> set[str] | None:
    """Return the names that were handed in; None where they are none."""
    if isinstance(given, str):
        return {part for part in BETWEEN.split(plain(given)) if part}
    if isinstance(given, Mapping) or (frame_of(given) is not None and not hasattr(given, "tolist")):
        return None
    return {plain(one) for one in given} if isinstance(given, Iterable) else None
