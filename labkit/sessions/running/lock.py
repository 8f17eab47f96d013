"""One run at a time in a workspace: a lock that the operating system lets go of when the run ends, however it ends."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from labkit.core.progress import clock_time
from labkit.core.run_errors import AlreadyRunning

NAME = "running.lock"
TRIES, PAUSE = 40, 0.05  # two seconds: a run that just began has not said yet whose it is
FAR = 1 << 30  # a byte that no file reaches: a lock on it keeps nobody from reading who holds it


@contextmanager
def only_run(work: Path) -> Iterator[int]:
    """Hold the workspace's lock during the block, which gets the lock's time; raises AlreadyRunning, which says who runs and since when.

    A drive that knows no locks is used without one. The file is there only while somebody runs, or after a run was killed:
    the system has let go of its lock then, and the file alone keeps nobody out.
    """
    work.mkdir(parents=True, exist_ok=True)
    path = work / NAME
    with _locked(path) as stream:
        try:
            stream.truncate(0)
            stream.write(json.dumps(_me(), ensure_ascii=False).encode("utf-8"))
            stream.flush()
            yield os.fstat(stream.fileno()).st_mtime_ns
        finally:
            with suppress(OSError):  # Windows removes no open file
                path.unlink()
            with suppress(OSError):
                _unlock(stream)


def _locked(path: Path) -> BinaryIO:
    """Return the open file at ``path``, locked; raises AlreadyRunning."""
    for _ in range(TRIES):
        stream = path.open("ab+", buffering=0)
        taken = _taken(stream)
        if taken and _is_still(path, stream):
            return stream
        stream.close()
        if not taken and (holder := _holder(path)):
            raise AlreadyRunning(**holder)
        time.sleep(PAUSE)
    raise AlreadyRunning(who="？", when="？")


def _is_still(path: Path, stream: BinaryIO) -> bool:
    """Tell whether the locked file is still the one at the path: another run may just have ended and removed it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(stream.fileno()))
    except OSError:
        return False


def _me() -> dict[str, str]:
    """Return who runs, as colleagues know one another: account and machine; never stored beyond the run."""
    try:
        who = getpass.getuser()
    except (KeyError, OSError):
        who = "?"
    return {"who": f"{who}@{platform.node()}", "when": clock_time(), "pid": str(os.getpid())}


def _holder(path: Path) -> dict[str, str]:
    """Return whose run holds the lock; nothing where it has not said so yet, or has just ended."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {"who": str(told["who"]), "when": str(told["when"])}
    except (OSError, ValueError, KeyError):
        return {}


if sys.platform == "win32":
    import msvcrt

    def _taken(stream: BinaryIO) -> bool:
        stream.seek(FAR)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(stream: BinaryIO) -> None:
        stream.seek(FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(stream: BinaryIO) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def _unlock(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
