"""One notebook, run by papermill in a kernel that was started ahead; a failure is one sentence, its traceback stays in work/."""

from __future__ import annotations

import contextlib
import functools
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from labkit.core.errors import LabkitError, StageFailed
from labkit.core.run_errors import DiskFull, KernelEnded
from labkit.sessions.running.kernels import Kernels
from labkit.sessions.running.stops import tells_of_full

START_SECONDS = ANSWER_SECONDS = 120  # on a machine that has too much to do
SLOW_GRAMMAR = "rfc3987_syntax"
ENGINE, PENDING = "labkit", "pending"


def execute(
    notebook: Path, output: Path, parameters: Mapping[str, Any], kernels: Kernels, *, yields: bool = False
) -> None:
    """Run ``notebook`` in one of ``kernels``; the executed copy, with raw outputs and any traceback, is ``output``.

    One that ``yields`` goes behind the notebooks beside it.

    A kernel that ends before the first cell is tried once more: it may have lost its ports to another program.
    Raises DiskFull, KernelEnded, or StageFailed with a refusal's own sentence or the kind of any other error.
    """
    papermill, failed = load_papermill()
    output.parent.mkdir(parents=True, exist_ok=True)
    for last in (False, True):
        manager = kernels.take(yields=yields)
        try:
            papermill.execute_notebook(
                _braced(notebook),
                _braced(output),
                parameters=dict(parameters),
                engine_name=ENGINE,
                kernel_name="python3",
                progress_bar=False,
                km=manager,
            )
        except failed as error:
            raise _stopped(notebook, output, error) from None
        except RuntimeError:  # nbclient's word for a kernel that ended, or never came up
            begun = _cells_begun(output)
            if begun or last:
                raise KernelEnded(place=notebook.name, where=f"在第 {begun} 格" if begun else "還沒開始就") from None
        else:
            return
        finally:
            kernels.give_back(manager)


@functools.cache
def load_papermill() -> tuple[Any, type[Any]]:
    """Import papermill and teach it to use a kernel that already runs; returns it and its error of a failed cell."""
    with _without(SLOW_GRAMMAR):
        import papermill  # noqa: PLC0415
        from papermill.clientwrap import PapermillNotebookClient  # noqa: PLC0415
        from papermill.engines import NBClientEngine, papermill_engines  # noqa: PLC0415
        from papermill.exceptions import PapermillExecutionError  # noqa: PLC0415

    class Ahead(NBClientEngine):  # type: ignore[misc]
        """papermill's own engine, with the kernel handed in."""

        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, km: Any = None, **_: Any) -> Any:
            return PapermillNotebookClient(
                nb_man,
                km=km,
                kernel_name=kernel_name,
                startup_timeout=START_SECONDS,
                iopub_timeout=ANSWER_SECONDS,
                timeout=None,  # nobody knows how long a large table takes: people see that it still runs, and may stop it
            ).execute()

    papermill_engines.register(ENGINE, Ahead)
    return papermill, PapermillExecutionError


@contextlib.contextmanager
def _without(module: str) -> Iterator[None]:
    """Import the block without an optional module: nbformat's JSON Schema needs 1.7 s for a grammar that no notebook uses."""
    held = sys.modules.get(module)
    if held is None:
        sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if held is None:
            sys.modules.pop(module, None)


def _braced(path: Path) -> str:
    """Return the path for papermill, which formats it: literal braces are doubled."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _stopped(notebook: Path, output: Path, error: Any) -> LabkitError:
    """Return what a failed cell is for people: a full disk, or the cell and why."""
    room = output.parent.parent
    if tells_of_full(str(error.evalue)):
        return DiskFull(place=room.parent.parent.name)
    trace = f"work/{room.name}/{output.parent.name}/{output.name}"
    return StageFailed(place=notebook.name, cell=error.exec_count, why=_why(error), trace=trace)


def _cells_begun(output: Path) -> int:
    """Return how many code cells of the executed copy were begun: the last of them is where a kernel ended."""
    try:
        cells = json.loads(output.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return 0
    begun = [one for one in cells if one.get("metadata", {}).get("papermill", {}).get("status", PENDING) != PENDING]
    return sum(one["cell_type"] == "code" for one in begun)


def _why(error: Any) -> str:
    """Return a refusal's own sentence; of any other error only its kind, since its text may hold data."""
    if str(error.ename) in _refusals(LabkitError):
        return str(error.evalue)
    return f"程式發生未預期的錯誤（{error.ename}）。請把這個訊息告訴輔導專家。"


def _refusals(kind: type[LabkitError]) -> set[str]:
    """Return the names of all errors below ``kind``: what they say was written for people and holds no cell's value."""
    return {kind.__name__, *(name for one in kind.__subclasses__() for name in _refusals(one))}
