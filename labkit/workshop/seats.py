"""Seats: every laptop has a number, and the number decides its data, so that neighbours have other answers."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from labkit.core.workshop_errors import SeatRefused

SEATS = 99


def seat_number(told: object) -> int:
    """Return the seat as a whole number from 1 to 99; raises SeatRefused.

    >>> seat_number("７"), seat_number(12)
    (7, 12)
    """
    text = str(told).strip()
    if isinstance(told, bool) or not text.isdecimal() or not 1 <= int(text) <= SEATS:
        raise SeatRefused(what=f"要是 1 到 {SEATS} 的整數，例如 7。請看桌上的座位牌。")
    return int(text)


def draw_for(exercise: str, seat: int) -> Random:
    """Return the source of chance of one exercise at one seat: the same on every machine with the same Python.

    >>> draw_for("roc_dates", 7).random() == draw_for("roc_dates", 7).random() != draw_for("roc_dates", 8).random()
    True
    """
    return Random(f"labkit workshop {exercise} {seat}")


def folder_name(seat: int) -> str:
    """Return the name of a seat's folder.

    >>> folder_name(7)
    'seat07'
    """
    return f"seat{seat:02}"


def seat_of(folder: Path) -> int | None:
    """Return the seat that a folder's name tells; None where it tells none.

    >>> seat_of(Path("教室/seat07")), seat_of(Path("教室"))
    (7, None)
    """
    match = re.fullmatch(r"seat([0-9]{2})", folder.resolve().name)
    return int(match[1]) or None if match else None
