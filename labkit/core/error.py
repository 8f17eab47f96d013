"""What an error of labkit is: a code, facts, and a zh-TW sentence that says where, what and what next.

Facts are places, names of columns, counts: never a cell's value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from labkit.core.messages import say
from labkit.core.near import near_miss

if TYPE_CHECKING:
    from collections.abc import Iterable


class LabkitError(Exception):
    """A refusal that the message explains; the command line ends with exit code 1.

    >>> from labkit.core.errors import UnknownColumn
    >>> str(UnknownColumn(place="收件.csv", column="里別", known=["里", "區"]))
    '收件.csv：沒有欄位「里別」。是不是「里」？'
    """

    code: ClassVar[str] = "labkit_error"

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **facts: object) -> None:
        super().__init__()
        known = facts.pop("known", None)
        if known is not None:
            wanted = next((facts[key] for key in ("column", "name") if key in facts), "")
            facts["near"] = near_miss(str(wanted), [str(name) for name in _listed(known)])
        self.facts = facts

    def __str__(self) -> str:
        return say(f"errors.{self.code}", **self.facts)

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows in the place of a traceback: the sentence (a hook of IPython)."""
        return [str(self)]

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.facts))


def _listed(names: object) -> Iterable[object]:
    return names if isinstance(names, (list, tuple, set, frozenset, dict)) else [names]


def _rebuild(kind: type[LabkitError], facts: dict[str, object]) -> LabkitError:
    error = kind()
    error.facts = facts
    return error
