"""Names that every system takes, and that stay inside their folder: what a bundle may hold.

Source: Windows file naming rules (reserved signs, device names, trailing full stops and blanks) and POSIX paths.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_SIGNS = 240
SIGNS = frozenset('\\:*?"<>|')
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


def name_fault(name: str) -> str:
    """Return why a path cannot be in a bundle; empty where it can.

    >>> name_fault("session/2025-12-05-01/report/報告.html"), name_fault("../x"), name_fault("C:/x")
    ('', '指到資料夾之外', '有檔名不能用的符號')
    """
    parts = name.split("/")
    if name.startswith("/") or ".." in parts:
        return "指到資料夾之外"
    if SIGNS & set(name):
        return "有檔名不能用的符號"
    if any(unicodedata.category(sign).startswith("C") for sign in name):
        return "有看不見的控制字元"
    if any(part in {"", "."} or part != part.strip(" ") or part.endswith(".") for part in parts):
        return "有空的、或以空白、句點結尾的名稱"
    if any(DEVICE.fullmatch(part) for part in parts):
        return "是 Windows 保留的裝置名稱"
    return "路徑過長" if len(name) > MOST_SIGNS else ""


def collisions(names: Iterable[str]) -> list[str]:
    """Return the names that a system may take for another one: equal but for case or composition, or a folder of it.

    >>> collisions(["a/B.csv", "a/b.csv", "c", "c/d"])
    ['a/b.csv', 'c/d']
    """
    seen: set[str] = set()
    folders: set[str] = set()
    found = []
    for name in names:
        plain = folded(name)
        above = {plain[:at] for at, sign in enumerate(plain) if sign == "/"}
        if plain in seen or plain in folders or above & seen:
            found.append(name)
        seen.add(plain)
        folders |= above
    return found


def folded(name: str) -> str:
    """Return a name as systems that do not tell cases apart compare it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
