"""Run a function in a child process with limits: a broken file may end the child, never the parent.

The child is a fresh interpreter, kept for the next call; it gets JSON and answers with Arrow IPC, so nothing it sends is
executed. It ends with its parent, after many calls, and whenever a call went wrong.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from labkit.core.errors import ChildFailed, LabkitError

if TYPE_CHECKING:
    import pyarrow as pa

DONE, REFUSED = b"A", b"E"
HEAD = struct.Struct(">cQ")
CALLS = 200
COMMAND = ("-P", "-X", "utf8", "-m", "labkit.core.isolate")  # -P: no module of the current folder is run
HOME = str(Path(__file__).parent.parent.parent)


def in_child(
    function: str, argument: Any, *, label: str, seconds: float = 60, megabytes: int = 2_000
) -> list[pa.Table]:
    """Call ``function`` ("module:name"), which takes ``argument`` (JSON) and returns Arrow tables, in a child process.

    ``label`` is what a refusal calls the work. Raises ChildFailed if the child crashes, exceeds ``megabytes`` of address space, or takes over ``seconds``;
    a LabkitError raised inside is raised here again.
    """
    with _LOCK:
        kind, content = _child(megabytes).ask({"function": function, "argument": argument}, label, seconds)
    if kind == REFUSED:
        raise _error_from(json.loads(content))
    return _unpack(content)


class _Child:
    """A running child and the pipes to it."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes, self.owner, self.calls = megabytes, os.getpid(), 0
        command = [sys.executable, *COMMAND, str(megabytes)]
        self.process = subprocess.Popen(  # noqa: S603  (this interpreter, this module)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=child_environment()
        )

    def ask(self, request: dict[str, Any], label: str, seconds: float) -> tuple[bytes, bytes]:
        """Send one request and return the answer's kind and content; raises ChildFailed and ends the child."""
        self.calls += 1
        answer: list[tuple[bytes, bytes]] = []
        reader = threading.Thread(target=self._exchange, args=(request, answer), daemon=True)
        try:
            reader.start()
            reader.join(seconds)
        except (
            BaseException
        ):  # a notebook's stop button: an answer that nobody waits for must not meet the next question
            self.end()
            raise
        late = reader.is_alive()
        if not answer:
            self.end()
            reader.join(5)
            raise ChildFailed(place=label, why=f"超過 {seconds:g} 秒" if late else "讀取程式中止，檔案可能已損壞")
        return answer[0]

    def _exchange(self, request: dict[str, Any], answer: list[tuple[bytes, bytes]]) -> None:
        with contextlib.suppress(OSError, ValueError, EOFError, OverflowError, MemoryError):
            to_child, from_child = self.process.stdin, self.process.stdout
            if to_child is not None and from_child is not None:
                _send(to_child, DONE, json.dumps(request).encode())
                answer.append(_receive(from_child))

    def end(self) -> None:
        """End the child and close its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


def child_environment() -> dict[str, str]:
    """Return this process's environment; the child finds the same labkit as its parent."""
    paths = [HOME, os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


_LOCK = threading.Lock()
_KEPT: list[_Child] = []


def _after_fork() -> None:
    """Let a forked process start a child of its own: its parent's may be in the middle of an answer."""
    global _LOCK  # noqa: PLW0603  (the old lock may be held by a thread that the fork left behind)
    _LOCK = threading.Lock()
    _KEPT.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _child(megabytes: int) -> _Child:
    """Return the kept child, or a new one where it ended, belongs to a parent process, or has other limits."""
    if _KEPT:
        kept = _KEPT[0]
        if kept.process.poll() is None and kept.megabytes == megabytes and kept.calls < CALLS:
            return kept
        kept.end()
    _KEPT[:] = [_Child(megabytes)]
    return _KEPT[0]


@atexit.register
def _end_kept() -> None:
    for kept in _KEPT:
        if kept.owner == os.getpid():
            kept.end()


def _send(pipe: IO[bytes], kind: bytes, content: bytes) -> None:
    pipe.write(HEAD.pack(kind, len(content)))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    head = pipe.read(HEAD.size)
    if len(head) < HEAD.size:
        raise EOFError
    kind, size = HEAD.unpack(head)
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError
    return kind, content


def _error_from(told: dict[str, Any]) -> LabkitError:
    module = importlib.import_module("labkit.core.errors")
    error: LabkitError = getattr(module, told["error"])()
    error.facts = told["facts"]
    return error


def _unpack(content: bytes) -> list[pa.Table]:
    import pyarrow as pa  # noqa: PLC0415

    source, tables = pa.BufferReader(content), []
    while source.tell() < source.size():
        tables.append(pa.ipc.open_stream(source).read_all())
    return tables


def _limit(megabytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no rlimits; its child still may die alone
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _ArrowAlone:
    """Hides pandas and numpy from the child: Arrow would import them at once, a second of work for nothing."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse the two, and leave every other module to the usual finders."""
        del path, target
        if name in {"pandas", "numpy"}:
            raise ModuleNotFoundError(name)


def _serve() -> int:
    """Answer requests until the parent's end of the pipe closes."""
    sys.meta_path.insert(0, _ArrowAlone())
    _limit(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a reader prints must not stand in an answer
    with contextlib.suppress(EOFError):
        while True:
            request = json.loads(_receive(sys.stdin.buffer)[1])
            _send(answers, *_answer(request))
    return 0


def _answer(request: dict[str, Any]) -> tuple[bytes, bytes]:
    module, name = request["function"].split(":")
    try:
        tables = getattr(importlib.import_module(module), name)(request["argument"])
    except LabkitError as error:
        facts = {key: str(value) for key, value in error.facts.items()}
        return REFUSED, json.dumps({"error": type(error).__name__, "facts": facts}).encode()
    return DONE, _packed(tables)


def _packed(tables: list[pa.Table]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415

    sink = pa.BufferOutputStream()
    for table in tables:
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
    content: bytes = sink.getvalue().to_pybytes()
    return content


if __name__ == "__main__":
    sys.exit(_serve())
