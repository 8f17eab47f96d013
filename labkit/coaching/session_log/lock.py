"""One writer at a time: a lock that the operating system lets go of when its holder ends, however it ends.

Programs that are not labkit (an editor, a shared drive's client) do not know the lock; the hash of the log is compared for them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

FAR = 1 << 30  # a byte that no file reaches: a lock on it keeps nobody from reading


@contextmanager
def only_writer(path: Path) -> Iterator[BinaryIO]:
    """Open the file at ``path`` to read and append, made if it is absent; wait until no other labkit holds it.

    A drive that knows no locks is used without one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as stream:
        with suppress(OSError):
            _lock(stream)
        try:
            yield stream
        finally:
            with suppress(OSError):
                _unlock(stream)


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: BinaryIO) -> None:
        stream.seek(FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)

    def _unlock(stream: BinaryIO) -> None:
        stream.seek(FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX)

    def _unlock(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
