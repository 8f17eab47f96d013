"""The packages against the versions that were tested (requirements.lock)."""

from __future__ import annotations

import re
from importlib import metadata

from labkit.core.resources import resource
from labkit.sessions.doctor.check import BAD, GOOD, MIND, Answer, Check, Machine
from labkit.sessions.versions import PACKAGES

PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", re.MULTILINE)
NAMED = 5


def measure(machine: Machine) -> tuple[list[str], list[str]]:
    """Return which of labkit's packages are absent, and which have another version than the lock."""
    del machine
    pins = PIN.findall(
        resource("requirements.lock").read_text(encoding="utf-8")
    )  # a package may have one for each Python
    pinned = {(name.replace(".", "-"), version) for name, version in pins}
    missing, other = [], []
    for name in PACKAGES:
        try:
            if (name.replace(".", "-"), metadata.version(name)) not in pinned:
                other.append(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    return missing, other


def judge(told: tuple[list[str], list[str]]) -> Answer:
    """Answer whether results will be those of the tested versions."""
    missing, other = told
    if missing:
        return Answer(BAD, f"缺少套件：{_named(missing)}。", "請重新安裝 labkit。")
    if other:
        then = "結果可能和別台電腦不同；要完全相同，請照 requirements.lock 重新安裝。"
        return Answer(MIND, f"版本與測試過的不同：{_named(other)}。", then)
    return Answer(GOOD, "套件都是測試過的版本。")


def _named(names: list[str]) -> str:
    return "、".join(names[:NAMED]) + (f"等 {len(names)} 個" if len(names) > NAMED else "")


check = Check(
    "套件版本", "versions", measure, judge, ((([], []), GOOD), (([], ["pandas"]), MIND), ((["duckdb"], []), BAD))
)
