"""Whether files can be written where the team works."""

from __future__ import annotations

import tempfile

from labkit.sessions.doctor.check import BAD, GOOD, Answer, Check, Machine


def measure(machine: Machine) -> bool:
    """Write a file with a Chinese name and remove it."""
    try:
        with tempfile.TemporaryDirectory(dir=machine.folder, prefix=".試寫") as folder:
            return bool(folder)
    except OSError:
        return False


def judge(writable: bool) -> Answer:  # noqa: FBT001  (what was measured)
    """Answer whether the folder takes files."""
    if writable:
        return Answer(GOOD, "這個資料夾可以寫入。")
    return Answer(BAD, "這個資料夾不能寫入。", "請換到自己有寫入權限的資料夾（例如「文件」），或請資訊人員開放權限。")


check = Check("寫入權限", "write access", measure, judge, ((True, GOOD), (False, BAD)))
