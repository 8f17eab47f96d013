"""Kernels that were started ahead: while one notebook runs, the next one's kernel comes up and loads labkit.

Each notebook still gets a fresh kernel of its own; what is loaded ahead is code, never data.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections import deque
from collections.abc import Mapping
from concurrent import futures
from pathlib import Path
from typing import Any, Self

from labkit.core.run_errors import Interrupted
from labkit.privacy.keys import FILE_VARIABLE
from labkit.sessions.environment import ENVIRONMENT

LEASH = "import importlib as _ahead; _ahead.import_module('labkit.sessions.running.leash').hold()"
LOADS = f"{LEASH}; _ahead.import_module('labkit.sessions.stages'); del _ahead"
CLIENT = "jupyter_client.asynchronous.AsyncKernelClient"
OWN_SETTINGS = "ipython"
SECONDS_TO_END = 5
NICE = 10


class Kernels:
    """A few kernels in one folder, started before they are needed. Use as a context: all of them end with it."""

    def __init__(self, folder: Path, log: Path, ahead: int) -> None:
        self.folder, self.log, self.ahead = folder, log, ahead
        self._waiting: deque[Any] = deque()
        self._started: list[Any] = []
        self._lock = threading.Lock()
        self._left, self._over = 0, False

    def __enter__(self) -> Self:
        """Start none yet."""
        self._theirs, self._ours = (
            os.pipe()
        )  # the run holds one end; when it is gone, however it ended, kernels see it at the other
        return self

    def __exit__(self, *_: object) -> None:
        """End every kernel, whatever happened."""
        self.end()
        for one in (self._ours, self._theirs):
            os.close(one)

    def end(self) -> None:
        """End every kernel; notebooks that still run in one stop with it."""
        with self._lock:
            self._left, self._over = 0, True
            for manager in self._started:
                _end(manager)
            self._started.clear()
            self._waiting.clear()

    def expect(self, count: int) -> None:
        """Say how many kernels will be asked for; the first of them start now."""
        with self._lock:
            self._left = count
            self._fill()

    def take(self, *, yields: bool = False) -> Any:
        """Return a running kernel's manager; another one starts ahead in its place. One that ended while it waited is left out.

        One that ``yields`` gets what the others leave of the machine, where the system knows how.
        Raises Interrupted once all were ended: a notebook that had not begun then begins no more.
        """
        with self._lock:
            if self._over:
                raise Interrupted
            manager = self._waiting.popleft() if self._waiting else self._start()
            if not manager.is_alive():
                manager = self._start()
            self._left -= 1
            self._fill()
        if yields:
            _yield(manager)
        return manager

    def give_back(self, manager: Any) -> None:
        """End a kernel that has done its notebook."""
        with self._lock:
            if manager in self._started:
                self._started.remove(manager)
        _end(manager)

    def _fill(self) -> None:
        while len(self._waiting) < min(self.ahead, self._left):
            self._waiting.append(self._start())

    def _start(self) -> Any:
        from jupyter_client.manager import KernelManager  # noqa: PLC0415

        manager = KernelManager(kernel_name="python3", client_class=CLIENT)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as stream:  # what a kernel says of its ports and encryption
            manager.start_kernel(
                cwd=str(self.folder),
                env=environment(self.log.parent / OWN_SETTINGS),
                extra_arguments=[f"--IPKernelApp.exec_lines={LOADS}"],
                stdin=self._theirs,
                stdout=stream,
                stderr=stream,
            )
        self._started.append(manager)
        return manager


def environment(settings: Path) -> Mapping[str, str]:
    """Return the environment of a kernel: this process's own, what every session fixes, and no person's own start-up files.

    ``settings`` is where IPython keeps its own; the key's file is found from every folder.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTHONSTARTUP"}
    if key := own.get(FILE_VARIABLE):
        own[FILE_VARIABLE] = str(Path(key).absolute())
    return {**own, **ENVIRONMENT, "IPYTHONDIR": str(settings)}


def _yield(manager: Any) -> None:
    """Let a kernel's process go behind the others (POSIX priorities)."""
    process = getattr(manager.provisioner, "pid", None)
    if process and hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):  # it has just ended, or the system does not allow it
            os.setpriority(os.PRIO_PROCESS, process, NICE)


def _end(manager: Any) -> None:
    """End a kernel without asking what it still has to do, and close what it was talked to through."""
    gone = (
        RuntimeError,
        OSError,
        asyncio.InvalidStateError,
        futures.InvalidStateError,
    )  # it has ended, or is being ended
    with contextlib.suppress(*gone):
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
    with contextlib.suppress(*gone):
        manager.cleanup_resources()
