"""Room on the disk for a session: raw files, half-way tables, results."""

from __future__ import annotations

import shutil

from labkit.sessions.doctor.check import BAD, GOOD, MIND, Answer, Check, Machine

GIGA = 1_000_000_000
LITTLE, TOO_LITTLE = 5 * GIGA, GIGA // 2


def measure(machine: Machine) -> int:
    """Return the free bytes."""
    return shutil.disk_usage(machine.folder).free


def judge(free: int) -> Answer:
    """Answer whether a session has room."""
    said = f"磁碟剩 {free / GIGA:.1f} GB。"
    if free >= LITTLE:
        return Answer(GOOD, said)
    then = "處理中的資料約需原始檔案的 5 倍空間，請先清出 5 GB 以上。"
    return Answer(MIND if free >= TOO_LITTLE else BAD, said, then)


check = Check("磁碟空間", "disk space", measure, judge, ((90 * GIGA, GOOD), (2 * GIGA, MIND), (GIGA // 10, BAD)))
