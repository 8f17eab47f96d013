"""Answer: how an exercise is answered, and what is wrong with a wrong answer, said without the right one."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from labkit.core.plugs import Register

MARKS = ("", "?", "…", "...")


@dataclass(frozen=True)
class Judged:
    """An example of a kind of answer: what is right, what is taken for it, and what is not, with a piece of the feedback."""

    answer: Answer
    right: Any
    accepted: tuple[Any, ...]
    refused: tuple[tuple[Any, str], ...]


@dataclass(frozen=True, kw_only=True)
class Answer(ABC):
    """A kind of answer. ``faults`` never raises, whatever people hand in, and never tells what is right."""

    @property
    @abstractmethod
    def form(self) -> str:
        """Return how the answer is to be written, in one sentence."""

    @abstractmethod
    def faults(self, given: Any, right: Any) -> tuple[str, ...]:
        """Return what is wrong with ``given``; nothing where it is right."""

    @abstractmethod
    def told(self, right: Any) -> str:
        """Return the right answer as facilitators read it."""

    @abstractmethod
    def secrets(self, right: Any) -> tuple[str, ...]:
        """Return the texts that neither feedback nor hints may hold."""

    @classmethod
    @abstractmethod
    def examples(cls) -> tuple[Judged, ...]:
        """Return examples that the conformance test tries."""

    label: ClassVar[str] = ""


ANSWERS: Register[type[Answer]] = Register("labkit.workshop.answers", Answer)


def is_empty(given: Any) -> bool:
    """Tell whether nothing was answered yet: None, an ellipsis, blanks, an empty list or table.

    >>> is_empty(None), is_empty("？"), is_empty([]), is_empty(0)
    (True, True, True, False)
    """
    if given is None or given is ...:
        return True
    if isinstance(given, str):
        return plain(given) in MARKS
    if isinstance(given, (int, float)):
        return False
    try:
        return len(given) == 0
    except TypeError:
        return False


def plain(value: Any) -> str:
    """Return a value as text in half width, without blanks around it.

    >>> plain(" Ａ "), plain(3.0)
    ('A', '3')
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).strip()


def frame_of(given: Any) -> Any:
    """Return what was handed in as a pandas frame: a frame, a series, a dictionary or a result of labkit; None for anything else."""
    import pandas as pd  # noqa: PLC0415

    if isinstance(given, Mapping):
        return pd.DataFrame({"鍵": list(given), "值": list(given.values())})
    if isinstance(given, pd.Series):
        return pd.DataFrame({"鍵": list(given.index), "值": given.tolist()})
    found = given if isinstance(given, pd.DataFrame) else getattr(given, "frame", None)
    return found if isinstance(found, pd.DataFrame) else None
