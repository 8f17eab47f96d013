"""Executed notebooks, and what of them may be published: cells and outputs without clocks, paths and random ids."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from labkit.core.errors import StageFailed

ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "TZ": "Asia/Taipei",
    "MPLBACKEND": "agg",
    "YDATA_PROFILING_NO_ANALYTICS": "1",
    "PYTHONUTF8": "1",
    "LABKIT_BATCH": "1",
}
START_SECONDS = 120


def execute(notebook: Path, output: Path, parameters: Mapping[str, Any], *, folder: Path) -> None:
    """Run ``notebook`` by papermill in a fresh kernel with ``folder`` as its place; raises StageFailed.

    The executed copy, with its raw outputs and any traceback, is ``output`` and stays under work/.
    """
    import papermill  # noqa: PLC0415
    from papermill.exceptions import PapermillExecutionError  # noqa: PLC0415

    output.parent.mkdir(parents=True, exist_ok=True)
    with environment(ENVIRONMENT), quiet_stderr(output.with_suffix(".stderr.txt")):
        try:
            papermill.execute_notebook(
                _braced(notebook),
                _braced(output),
                parameters=dict(parameters),
                kernel_name="python3",
                progress_bar=False,
                cwd=str(folder),
                start_timeout=START_SECONDS,
            )
        except PapermillExecutionError as error:
            trace = f"work/{output.parent.parent.name}/{output.parent.name}/{output.name}"
            raise StageFailed(place=notebook.name, cell=error.exec_count, why=_why(error), trace=trace) from None


def _braced(path: Path) -> str:
    """Return the path for papermill, which formats it: literal braces are doubled."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _why(error: Any) -> str:
    """Return a refusal's own sentence; of any other error only its kind, since its text may hold data."""
    from labkit.core import errors  # noqa: PLC0415

    kind = getattr(errors, str(error.ename), None)
    is_ours = isinstance(kind, type) and issubclass(kind, errors.LabkitError)
    return str(error.evalue) if is_ours else f"程式發生未預期的錯誤（{error.ename}）。請把這個訊息告訴輔導專家。"


@contextlib.contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the kernels that start inside the block."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def quiet_stderr(path: Path) -> Iterator[None]:
    """Send what kernels say on standard error (ports, encryption) to a file under work/."""
    kept = os.dup(2)
    with path.open("wb") as stream:
        os.dup2(stream.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def publishable(executed: Path) -> str:
    """Return an executed notebook as canonical JSON: no clocks, no paths, no random ids."""
    book = json.loads(executed.read_text(encoding="utf-8"))
    for number, cell in enumerate(book["cells"]):
        tags = cell.get("metadata", {}).get("tags", [])
        cell["id"] = f"cell-{number:02}"
        cell["metadata"] = {"tags": tags} if tags else {}
        cell["outputs"] = [one for one in cell.get("outputs", []) if one.get("name") != "stderr"]
        if cell["cell_type"] != "code":
            del cell["outputs"]
    kernel = book["metadata"].get("kernelspec", {})
    book["metadata"] = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
