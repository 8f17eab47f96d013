"""What the screen can show: rare characters of names need UTF-8."""

from __future__ import annotations

import codecs

from labkit.sessions.doctor.check import GOOD, MIND, Answer, Check, Machine


def measure(machine: Machine) -> str:
    """Return the name of the screen's encoding as Python knows it."""
    try:
        return codecs.lookup(machine.encoding).name
    except LookupError:
        return machine.encoding


def judge(encoding: str) -> Answer:
    """Answer whether every sign can be shown."""
    if encoding == "utf-8":
        return Answer(GOOD, "畫面使用 UTF-8，罕用字都能顯示。")
    then = "檔案不受影響。要在畫面上看到每個字：Windows 先執行 chcp 65001，並設定環境變數 PYTHONUTF8=1。"
    return Answer(MIND, f"畫面的編碼是 {encoding or '不明'}，顯示不出的字會寫成 [U+字碼]。", then)


check = Check("畫面編碼", "console encoding", measure, judge, (("utf-8", GOOD), ("cp950", MIND), ("", MIND)))
