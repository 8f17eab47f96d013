"""The version of Python."""

from __future__ import annotations

import sys

from labkit.sessions.doctor.check import BAD, GOOD, MIND, Answer, Check, Machine

LEAST, TRIED = (3, 11), (3, 11)


def measure(machine: Machine) -> tuple[int, ...]:
    """Return the version of the Python that labkit runs in."""
    del machine
    return tuple(sys.version_info[:3])


def judge(version: tuple[int, ...]) -> Answer:
    """Answer whether it is one that labkit was tried on."""
    said = f"Python {'.'.join(map(str, version))}。"
    if version[:2] < LEAST:
        return Answer(BAD, said, "labkit 需要 Python 3.11 以上，請用安裝包裡的安裝檔重新安裝。")
    if version[:2] > TRIED:
        return Answer(MIND, said, "labkit 在 Python 3.11 上測試；離線安裝包也是 3.11 的。有問題時請改用 3.11。")
    return Answer(GOOD, said)


check = Check(
    "Python 版本", "python version", measure, judge, (((3, 11, 9), GOOD), ((3, 13, 1), MIND), ((3, 9, 2), BAD))
)
