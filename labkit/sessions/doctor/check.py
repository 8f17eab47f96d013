"""Check: one thing that the doctor looks at; a folder of them is the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from labkit.core.plugs import Register

GOOD, MIND, BAD = "好", "注意", "不行"
STATES = (GOOD, MIND, BAD)


@dataclass(frozen=True)
class Machine:
    """What the doctor is told of this computer: ``now`` with its zone, the folder to work in, the system, the screen's encoding."""

    now: datetime
    folder: Path
    platform: str
    encoding: str
    environ: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """``state`` is one of STATES, ``said`` what was found, ``then`` what to do; nothing is to be done where it is good."""

    state: str
    said: str
    then: str = ""


@dataclass(frozen=True)
class Check:
    """``measure`` asks the machine and changes nothing that stays, ``judge`` answers from what was measured alone.

    ``trials`` are measurements with the state that each must have: what the tests try a check on.
    """

    label: str
    label_en: str
    measure: Callable[[Machine], Any]
    judge: Callable[[Any], Answer]
    trials: tuple[tuple[Any, str], ...]


CHECKS: Register[Check] = Register("labkit.sessions.doctor.checks", Check)
