"""Whether a notebook's kernel starts and answers."""

from __future__ import annotations

import os
import subprocess

from labkit.sessions.doctor.check import BAD, GOOD, Answer, Check, Machine

SECONDS = 120


def measure(machine: Machine) -> str:
    """Start a kernel, wait for its answer and end it; return the kind of failure, or nothing."""
    from jupyter_client.manager import KernelManager  # noqa: PLC0415  (only this check needs it)

    del machine
    manager = KernelManager(kernel_name="python3")
    try:
        manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
        client = manager.blocking_client()
        client.start_channels()
        client.wait_for_ready(timeout=SECONDS)
        client.stop_channels()
    except (RuntimeError, OSError, ValueError) as error:
        return type(error).__name__
    finally:
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
        manager.cleanup_resources()
    return ""


def judge(failed: str) -> Answer:
    """Answer whether notebooks can run."""
    if not failed:
        return Answer(GOOD, "筆記本的核心可以啟動。")
    then = "請確認防毒軟體沒有擋下 python；程式只用本機（127.0.0.1）連線。仍不行請重新安裝 labkit。"
    return Answer(BAD, f"筆記本的核心無法啟動（{failed}）。", then)


check = Check("筆記本核心", "kernel", measure, judge, (("", GOOD), ("RuntimeError", BAD)))
