"""The one clock: how long things took, and the progress that people see. Never part of a compared digest."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Say = Callable[[str], None]


def silent(_: str) -> None:
    """Say nothing: the default of every library call."""


def to_stderr(line: str) -> None:
    """Say a line on standard error, where progress belongs."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def clock_time() -> str:
    """Return the time of day as people read it, such as 14:05: for messages alone."""
    return time.strftime("%H:%M")


class Stopwatch:
    """Seconds since it was started, on the monotonic clock."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """Return the seconds so far."""
        return time.monotonic() - self._start


@contextmanager
def timed(into: dict[str, float], name: str) -> Iterator[None]:
    """Note under ``name`` how many seconds the block took."""
    watch = Stopwatch()
    try:
        yield
    finally:
        into[name] = round(watch.seconds, 3)
