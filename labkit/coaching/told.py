"""Told: what a run has to say in the log, so many lines of it as the form has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Told:
    """The lines under one heading of a run, the most important first; ``untold``: how many there was no room for."""

    title: str
    lines: tuple[str, ...]
    untold: int = 0

    def shorter(self) -> Told:
        """Return the same without its last line, which is counted."""
        return replace(self, lines=self.lines[:-1], untold=self.untold + 1)


def spoken(told: Sequence[Told]) -> tuple[str, ...]:
    """Return the lines of all headings in their order, and at the end how many of which heading were not told.

    >>> spoken([Told("樞紐", ("里：5 件", "月：3 件")), Told("POC", ("減少 4 分鐘",)).shorter()])
    ('里：5 件', '月：3 件', '其餘見成果資料夾的報告：POC 1 項')
    """
    lines = [line for one in told for line in one.lines]
    rest = "、".join(f"{one.title} {one.untold} 項" for one in told if one.untold)
    return (*lines, f"其餘見成果資料夾的報告：{rest}") if rest else tuple(lines)


def shortened(told: Sequence[Told]) -> tuple[Told, ...] | None:
    """Return the same with one line less: the last of the heading that has most; None where each has one line at most.

    >>> [len(one.lines) for one in shortened([Told("a", ("1", "2")), Told("b", ("3", "4"))])]
    [2, 1]
    """
    most = max((len(one.lines) for one in told), default=0)
    if most <= 1:
        return None
    last = max(at for at, one in enumerate(told) if len(one.lines) == most)
    return tuple(one.shorter() if at == last else one for at, one in enumerate(told))
