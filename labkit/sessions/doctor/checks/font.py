"""The Chinese font that charts and papers are set in."""

from __future__ import annotations

from labkit.core.resources import FONT
from labkit.sessions.doctor.check import BAD, GOOD, Answer, Check, Machine

LEAST = 5_000_000  # bytes: a file that was cut off on its way is shorter


def measure(machine: Machine) -> int:
    """Return the size of the font's file, 0 where it is not there."""
    del machine
    return FONT.stat().st_size if FONT.is_file() else 0


def judge(size: int) -> Answer:
    """Answer whether charts will show Chinese."""
    if size >= LEAST:
        return Answer(GOOD, "隨附的中文字型完整。")
    return Answer(BAD, "隨附的中文字型不在或不完整，圖上的中文會變成方框。", "請重新安裝 labkit。")


check = Check("中文字型", "font", measure, judge, ((7_554_996, GOOD), (1_000, BAD), (0, BAD)))
