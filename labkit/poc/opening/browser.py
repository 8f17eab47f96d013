"""Which browser is on this machine, and what the machine is: never its name, its user or a path."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from labkit.core.errors import EngineMissing

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
APPLICATIONS = ("Google Chrome", "Microsoft Edge", "Chromium")
CPU_INFO = Path("/proc/cpuinfo")


def find_browser(named: str = "") -> str:
    """Return the program of a Chromium browser: the one ``named``, or the first of Chromium, Chrome and Edge found.

    Raises EngineMissing where there is none, and on Windows, where this way of driving a browser does not work.
    """
    if sys.platform == "win32":
        what = "在 Windows 上還不能自動量測開啟時間。請改用 Linux 或 macOS，或以計時表人工量 20 次"
        raise EngineMissing(place="瀏覽器量測", what=what)
    if named:
        if found := shutil.which(named):
            return found
        raise EngineMissing(place=Path(named).name, what="找不到這個瀏覽器程式，請核對 --browser")
    inside = (Path("/Applications") / f"{name}.app" / "Contents" / "MacOS" / name for name in APPLICATIONS)
    known = [shutil.which(name) for name in NAMES] + [str(path) for path in inside if path.is_file()]
    for found in known:
        if found:
            return found
    what = "這台電腦找不到 Chromium、Chrome 或 Edge。請安裝其中一種，或以 --browser 指定"
    raise EngineMissing(place="瀏覽器量測", what=what)


@dataclass(frozen=True)
class Machine:
    """What the times were measured on."""

    processor: str
    cores: int
    system: str
    browser: str

    @property
    def said(self) -> str:
        """Return the machine in one line."""
        return f"{self.processor}，{self.cores} 核心，{self.system}，{self.browser}"


def this_machine(browser: str) -> Machine:
    """Return this machine with ``browser`` and its version as the browser itself tells them."""
    return Machine(_processor(), os.cpu_count() or 1, _system(), browser)


def _processor() -> str:
    """Return the processor's model: of an Arm that tells none, its architecture."""
    lines = CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines() if CPU_INFO.is_file() else []
    told = dict(line.partition(":")[::2] for line in reversed(lines))
    named = {name.strip(): value.strip() for name, value in told.items()}
    return " ".join((named.get("model name") or platform.processor() or platform.machine() or "處理器不明").split())


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        named = {"Darwin": "macOS"}.get(platform.system(), platform.system())
        version = platform.mac_ver()[0] or platform.release()
        return f"{named} {version}".strip()
