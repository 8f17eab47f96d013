"""Run one function in a child process with limits: a broken file may end the child, never the parent.

The child is a fresh interpreter; it gets JSON and answers with Arrow IPC, so nothing it sends is executed.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from labkit.core.errors import ChildFailed, LabkitError

if TYPE_CHECKING:
    import pyarrow as pa

REFUSED = 3


def in_child(
    function: str, argument: Any, *, label: str, seconds: float = 60, megabytes: int = 2_000
) -> list[pa.Table]:
    """Call ``function`` ("module:name"), which takes ``argument`` (JSON) and returns Arrow tables, in a child process.

    ``label`` is what a refusal calls the work. Raises ChildFailed if the child crashes, exceeds ``megabytes`` of address space, or takes over ``seconds``;
    a LabkitError raised inside is raised here again.
    """
    request = json.dumps({"function": function, "argument": argument, "megabytes": megabytes})
    command = [sys.executable, "-X", "utf8", "-m", "labkit.core.isolate"]
    try:
        done = subprocess.run(command, input=request.encode(), capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise ChildFailed(place=label, why=f"超過 {seconds:g} 秒") from None
    if done.returncode == REFUSED:
        raise _error_from(json.loads(done.stdout))
    if done.returncode:
        raise ChildFailed(place=label, why="讀取程式中止，檔案可能已損壞")
    return _unpack(done.stdout)


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


class _WithoutPandas:
    """Hides pandas from the child: Arrow would import it at its first array, 1 s of work for nothing."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse pandas, and leave every other module to the usual finders."""
        del path, target
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _child() -> int:
    request = json.loads(sys.stdin.buffer.read())
    sys.meta_path.insert(0, _WithoutPandas())
    _limit(int(request["megabytes"]))
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a reader prints must not stand in the answer
    module, name = request["function"].split(":")
    try:
        tables = getattr(importlib.import_module(module), name)(request["argument"])
    except LabkitError as error:
        facts = {key: str(value) for key, value in error.facts.items()}
        answer.write(json.dumps({"error": type(error).__name__, "facts": facts}).encode())
        answer.flush()
        return REFUSED
    _pack(tables, answer)
    return 0


def _pack(tables: list[pa.Table], answer: Any) -> None:
    import pyarrow as pa  # noqa: PLC0415

    for table in tables:
        with pa.ipc.new_stream(answer, table.schema) as writer:
            writer.write_table(table)
    answer.flush()


if __name__ == "__main__":
    sys.exit(_child())
