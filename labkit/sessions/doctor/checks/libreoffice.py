"""LibreOffice, which labkit does not need: for people who have no other program for .odt."""

from __future__ import annotations

import shutil
from pathlib import Path

from labkit.sessions.doctor.check import GOOD, MIND, Answer, Check, Machine

PLACES = (
    "/Applications/LibreOffice.app",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)


def measure(machine: Machine) -> bool:
    """Return whether it is on this computer."""
    del machine
    return bool(shutil.which("soffice") or shutil.which("libreoffice")) or any(Path(one).exists() for one in PLACES)


def judge(there: bool) -> Answer:  # noqa: FBT001  (what was measured)
    """Answer whether .odt and .ods can be opened with it."""
    if there:
        return Answer(GOOD, "有 LibreOffice，可以開啟 .odt、.ods。")
    return Answer(
        MIND, "沒有找到 LibreOffice。", "不是必要：紀錄表另有 .docx 與 .pdf，表格另有 .xlsx，可用 Office 開啟。"
    )


check = Check("LibreOffice（選用）", "LibreOffice", measure, judge, ((True, GOOD), (False, MIND)))
