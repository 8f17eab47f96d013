"""A browser that shows the notebooks."""

from __future__ import annotations

import shutil
import webbrowser
from pathlib import Path

from labkit.poc.opening.browser import APPLICATIONS, NAMES
from labkit.sessions.doctor.check import GOOD, MIND, Answer, Check, Machine

ALWAYS = ("win32", "darwin")  # Edge and Safari come with the system


def measure(machine: Machine) -> bool:
    """Return whether there is one; none is opened."""
    if machine.platform in ALWAYS or any(shutil.which(name) for name in (*NAMES, "firefox")):
        return True
    if any((Path("/Applications") / f"{name}.app").exists() for name in APPLICATIONS):
        return True
    try:
        return bool(webbrowser.get())
    except webbrowser.Error:
        return False


def judge(there: bool) -> Answer:  # noqa: FBT001  (what was measured)
    """Answer whether notebooks can be seen."""
    if there:
        return Answer(GOOD, "有瀏覽器可以開啟筆記本。")
    then = "請安裝 Edge、Chrome 或 Firefox；只用命令列（labkit session run）則不需要。"
    return Answer(MIND, "沒有找到瀏覽器。", then)


check = Check("瀏覽器", "browser", measure, judge, ((True, GOOD), (False, MIND)))
