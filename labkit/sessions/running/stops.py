"""What stops a run from outside: a person, the system that shuts down, a full disk."""

from __future__ import annotations

import errno
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
TOLD = re.compile(
    rf"\[Errno ({'|'.join(str(one) for one in sorted(FULL))})\]|\[WinError 112\]|No space left|Disk quota exceeded"
)
SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def is_full(error: OSError) -> bool:
    """Tell whether the disk, or what one account may use of it, is full."""
    return error.errno in FULL


def tells_of_full(text: str) -> bool:
    """Tell whether an error's own words say that the disk is full: of another process, or of another language's library.

    >>> tells_of_full("[Errno 28] Error writing bytes to file."), tells_of_full("[Errno 2] No such file or directory")
    (True, False)
    """
    return bool(TOLD.search(text))


@contextmanager
def stoppable() -> Iterator[None]:
    """Let the block end, when the system shuts down or the window closes, as it ends when a person stops it: by KeyboardInterrupt.

    Where somebody else already listens to the signal, or outside the main thread, nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [one for one in SIGNALS if signal.getsignal(one) is signal.SIG_DFL]
    for one in ours:
        signal.signal(one, _stop)
    try:
        yield
    finally:
        for one in ours:
            signal.signal(one, signal.SIG_DFL)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
