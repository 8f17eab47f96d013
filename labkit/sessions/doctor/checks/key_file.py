"""The key of pseudonyms: whether there is one, and only its owner reads it."""

from __future__ import annotations

from labkit.core.errors import KeyMissing, LabkitError
from labkit.privacy.keys import FILE_VARIABLE, load_key
from labkit.sessions.doctor.check import BAD, GOOD, MIND, Answer, Check, Machine

NONE = "none"


def measure(machine: Machine) -> str:
    """Return nothing for a key that can be used, NONE where none was named, else the refusal."""
    del machine
    try:
        load_key()
    except KeyMissing:
        return NONE
    except LabkitError as error:
        return str(error)
    return ""


def judge(refused: str) -> Answer:
    """Answer whether pseudonyms can be made."""
    if refused == NONE:
        then = f"去識別化要用代號時才需要：執行 labkit deid --new-key，並以 {FILE_VARIABLE} 指定檔案。"
        return Answer(MIND, "還沒有指定金鑰檔。", then)
    if refused:
        return Answer(BAD, refused, "請先修好金鑰檔，否則去識別化無法執行。")
    return Answer(GOOD, "金鑰檔可以使用，只有擁有者能讀取。")


check = Check("金鑰檔", "key file", measure, judge, (("", GOOD), (NONE, MIND), ("金鑰太短。", BAD)))
