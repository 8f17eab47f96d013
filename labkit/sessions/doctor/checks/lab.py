"""JupyterLab, and a free port of this computer for it."""

from __future__ import annotations

import importlib.util
import socket

from labkit.sessions.doctor.check import BAD, GOOD, Answer, Check, Machine


def measure(machine: Machine) -> tuple[bool, bool]:
    """Return whether JupyterLab is installed, and whether this computer lets a program listen to itself."""
    del machine
    try:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            listens = True
    except OSError:
        listens = False
    return importlib.util.find_spec("jupyterlab") is not None, listens


def judge(told: tuple[bool, bool]) -> Answer:
    """Answer whether `labkit lab` can serve."""
    there, listens = told
    if not there:
        return Answer(BAD, "沒有安裝 JupyterLab。", "請重新安裝 labkit。")
    if not listens:
        return Answer(BAD, "這台電腦不讓程式使用本機連線（127.0.0.1）。", "請資訊人員放行 python 的本機連線。")
    return Answer(GOOD, "JupyterLab 已安裝，本機連線正常。")


check = Check(
    "JupyterLab", "JupyterLab", measure, judge, (((True, True), GOOD), ((False, True), BAD), ((True, False), BAD))
)
