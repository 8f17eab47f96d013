"""A land-office session of 100,000 records: labkit's run, against the papermill command for each notebook and against one Python process.

``python -m tests.bench.sessions [ROWS] [TIMES]``. Wall seconds here, since a run uses both cores; CPU seconds beside them.
"""

import os
import resource
import runpy
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import labkit as lk
from labkit.core.resources import resource as shipped
from labkit.privacy.keys import new_key
from labkit.sessions.environment import ENVIRONMENT

ROWS, TIMES = 100_000, 5
ONE_PROCESS = Path(__file__).with_name("one_process.py")


def workspace(folder, rows):
    """Return a land-office workspace with ``rows`` tickets, and its key beside it."""
    ws = lk.Workspace.create(folder / "team", as_of=date(2025, 3, 14))
    shutil.copytree(shipped("templates", "cases", "land_office"), ws.root, dirs_exist_ok=True)
    runpy.run_path(str(shipped("datasets", "land_office") / "make.py"))["main"](folder / "made", rows)
    shutil.copytree(folder / "made" / "raw", ws.raw, dirs_exist_ok=True)
    os.environ["LABKIT_KEY_FILE"] = str(new_key(folder / "team.key"))
    return ws


def seconds(commands, folder):
    """Return the wall and CPU seconds of the commands, one after the other."""
    wall, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, **ENVIRONMENT})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def rows(folder, count=ROWS, times=TIMES):
    """Return rows: what, wall seconds, and CPU seconds, ratio and goal beside them; the ways take turns."""
    ws = workspace(folder, count)
    labkit = [sys.executable, "-m", "labkit", "session", "run", "1"]
    papermill = [
        [sys.executable, "-m", "papermill", str(path), str(folder / path.name), "-p", "workspace", str(ws.root)]
        for path in ws.notebooks
    ]
    found = {"papermill": [], "one": [], "run": [], "again": []}
    for _ in range(times):
        for name, commands, fresh in (
            ("papermill", papermill, True),
            ("one", [[sys.executable, str(ONE_PROCESS), str(ws.root)]], True),
            ("run", [labkit], True),
            ("again", [labkit], False),
        ):
            if fresh:
                _forget(ws)
            found[name].append(seconds(commands, ws.root))
    wall, cpu = ({name: statistics.median(one[at] for one in told) for name, told in found.items()} for at in (0, 1))
    notebooks = len(ws.notebooks)
    over = (wall["run"] - wall["one"]) / notebooks
    return [
        (
            "papermill command for each notebook",
            wall["papermill"],
            f"{cpu['papermill']:.1f} CPU s (no gate, no folder, no log)",
        ),
        ("the same verbs in one Python process", wall["one"], f"{cpu['one']:.1f} CPU s (no kernels, no gate)"),
        (
            "labkit session run",
            wall["run"],
            f"{cpu['run']:.1f} CPU s, ratio to papermill {wall['run'] / wall['papermill']:.2f} (goal 0.7), over one process {over:+.2f} s a notebook (goal 2)",
        ),
        ("labkit session run, nothing changed", wall["again"], f"{cpu['again']:.1f} CPU s (goal 2)"),
    ]


def _forget(ws):
    for name in ("work", "sessions", "logs"):
        shutil.rmtree(ws.root / name, ignore_errors=True)
        (ws.root / name).mkdir()


def main(count=ROWS, times=TIMES):
    """Print the figures."""
    with tempfile.TemporaryDirectory() as place:
        print(
            f"a session of {count:,} tickets, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, median of {times}"
        )
        for name, wall_seconds, beside in rows(Path(place), count, times):
            print(f"{name:45} {wall_seconds:7.2f} wall s   {beside}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
