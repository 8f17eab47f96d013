"""The gate in a process of its own: it reads the raw tables while notebooks run, and each stage's files as soon as they are there.

It answers every line of JSON with one, and ends when its parent does. Nothing that it says holds a cell's value.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self, TextIO

from labkit.core.isolate import child_environment
from labkit.core.run_errors import GateEnded
from labkit.privacy.release_gate import Seen

COMMAND = ("-P", "-X", "utf8", "-m", "labkit.sessions.running.gatekeeper")  # -P: no module of the current folder is run
DEBUG = "LABKIT_DEBUG"


class Gatekeeper:
    """The near side of the pipe. Use as a context: the process starts with it, and ends with it."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self._asked = 0

    def __enter__(self) -> Self:
        """Start the process, which begins to read the raw files at once."""
        self._process = subprocess.Popen(  # noqa: S603  (this interpreter, this module)
            [sys.executable, *COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get(DEBUG) else subprocess.DEVNULL,
            env=child_environment(),
            encoding="utf-8",
        )
        self._ask({"raw": str(self.raw)})
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, whatever happened."""
        self._process.kill()
        with contextlib.suppress(OSError):  # a request that never went out
            self._process.communicate()

    def raw_rows(self) -> tuple[dict[str, int], dict[str, str]]:
        """Return how many records each raw file has, and the sentence of each that cannot be read; waits for the reading."""
        told = self._answer()
        return told["rows"], told["errors"]

    def check(self, root: Path, paths: Iterable[Path]) -> None:
        """Ask for files and folders below ``root`` to be looked through; ``seen`` collects the answers."""
        self._ask({"root": str(root), "names": [path.relative_to(root).as_posix() for path in paths]})
        self._asked += 1

    def seen(self) -> list[Seen]:
        """Return what stands in all that was asked for; waits for the last answer."""
        found = [Seen(**one) for _ in range(self._asked) for one in self._answer()["seen"]]
        self._asked = 0
        return found

    def _ask(self, request: dict[str, Any]) -> None:
        try:
            self._process.stdin.write(json.dumps(request) + "\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
        except OSError:
            raise GateEnded from None

    def _answer(self) -> Any:
        line = self._process.stdout.readline()  # type: ignore[union-attr]
        if not line.endswith("\n"):
            raise GateEnded
        return json.loads(line)


def serve() -> None:
    """Answer requests until the parent is gone: first the raw folder, then files to look through."""
    from labkit.privacy.release.raw_values import raw_values  # noqa: PLC0415
    from labkit.privacy.release_gate import look_through  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a person's stop goes to the parent, which ends this process
    requests = requests_of(sys.stdin)
    tables, rows, errors = _read(Path(next(requests)["raw"]))
    _say({"rows": rows, "errors": errors})
    known = raw_values(tables)
    for told in requests:
        found = [one for name in told["names"] for one in look_through(Path(told["root"]) / name, name, known)]
        _say({"seen": [vars(one) for one in found]})


def requests_of(stream: TextIO) -> Iterator[Any]:
    """Yield the requests as they come; when the parent is gone the process ends at once, whatever it is doing."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()

    def listen() -> None:
        for line in stream:
            waiting.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        yield json.loads(waiting.get())


def _read(raw: Path) -> tuple[list[Any], dict[str, int], dict[str, str]]:
    """Return the tables of every raw file, their records by file, and the sentences of files that cannot be read."""
    from labkit.core.errors import LabkitError  # noqa: PLC0415
    from labkit.core.files import files_below  # noqa: PLC0415
    from labkit.tables.read import read_all  # noqa: PLC0415
    from labkit.tables.suffixes import can_read  # noqa: PLC0415

    tables: list[Any] = []
    rows: dict[str, int] = {}
    errors: dict[str, str] = {}
    for path in filter(can_read, files_below(raw)):
        name = path.relative_to(raw).as_posix()
        try:
            held = list(read_all(path).values())
        except LabkitError as error:
            errors[name] = str(error)
            continue
        rows[name] = sum(map(len, held))
        tables += held
    return tables, rows, errors


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
