"""The length of paths: Windows stops at 260 signs unless it was told otherwise."""

from __future__ import annotations

from labkit.sessions.doctor.check import BAD, GOOD, MIND, Answer, Check, Machine

MOST = 260
LONGEST_INSIDE = 110  # the demonstration needs 74; the rest is for temporary neighbours and names of the team's own
ROOM = 40


def measure(machine: Machine) -> tuple[str, int]:
    """Return the system, and how long the folder's own path is."""
    return machine.platform, len(str(machine.folder.resolve()))


def judge(told: tuple[str, int]) -> Answer:
    """Answer whether a session's files will have names that the system takes."""
    system, length = told
    said = f"資料夾路徑長 {length} 個字。"
    left = MOST - LONGEST_INSIDE - length
    if system != "win32" or left >= ROOM:
        return Answer(GOOD, said)
    then = "Windows 的路徑上限是 260 個字，請把工作區移到較淺的資料夾，例如 C:\\lab。"
    return Answer(MIND if left >= 0 else BAD, said, then)


check = Check(
    "路徑長度",
    "path length",
    measure,
    judge,
    ((("win32", 30), GOOD), (("linux", 400), GOOD), (("win32", 130), MIND), (("win32", 240), BAD)),
)
