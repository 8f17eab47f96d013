"""`make bench`: CPU seconds (user + system, children included), median of 5, with the load; ratios against a named peer."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import (
    anonymity,
    cells,
    cleaning,
    dashboard,
    evidence,
    exports,
    many,
    pivots,
    privacy,
    quality,
    reading,
    sessions,
    simulation,
    status,
)

ROOT = Path(__file__).parent.parent.parent
RAW = ROOT / "datasets" / "land_office" / "raw"
TIMES = 5


def cpu_seconds(command, folder):
    """Run ``command`` and return the CPU seconds that it and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, "PYTHONUTF8": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def median(command, times=TIMES):
    """Return the median CPU seconds of fresh runs, each in an empty folder."""
    found = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            found.append(cpu_seconds(command, folder))
    return statistics.median(found)


def main():
    """Print each figure beside its goal or its peer."""
    python = [sys.executable, "-c"]
    rows = [
        ("labkit --help", median([sys.executable, "-m", "labkit", "--help"]), "goal 0.4"),
        ("import labkit", median([*python, "import labkit"]), "goal: no pandas"),
        ("labkit demo", median([sys.executable, "-m", "labkit", "demo"], 3), "goal 60"),
    ]
    ours = median([*python, f"import labkit as lk; lk.read({str(RAW / '收件簿.xlsx')!r}).frame"])
    peer = median(
        [*python, f"import pandas as pd; pd.read_excel({str(RAW / '收件簿.xlsx')!r}, header=[2, 3], engine='openpyxl')"]
    )
    rows.append(
        (
            "lk.read of a register, start-up included",
            ours,
            f"pandas with openpyxl told the header {peer:.2f}, ratio {ours / peer:.2f}",
        )
    )
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, median of {TIMES} (demo: 3)")
    for row in rows:
        show(*row)
    shared = Path(os.environ.get("LABKIT_SHARED", ROOT.parent / "shared"))
    with tempfile.TemporaryDirectory() as folder:
        for row in reading.rows(Path(folder), shared / "corpus" / "files"):
            show(*row)
    for row in [*pivots.rows(), *exports.rows(), *cells.rows(), *evidence.rows(), *simulation.rows()]:
        show(*row)
    with tempfile.TemporaryDirectory() as folder:
        for row in dashboard.rows(Path(folder)):
            show(*row)
    with tempfile.TemporaryDirectory() as folder:
        for row in status.rows(Path(folder)):
            show(*row)
    sessions.main()
    many.main()
    for row in [*quality.rows(shared / "bench"), *privacy.rows(), *anonymity.rows(shared / "bench" / "adult")]:
        show(*row)
    with tempfile.TemporaryDirectory() as folder:
        for row in [*cleaning.rows(Path(folder)), *cleaning.spark(Path(folder))]:
            show(*row)
    if os.environ.get("LABKIT_PROOF"):
        with tempfile.TemporaryDirectory() as folder:
            for row in [*reading.large(Path(folder)), *cleaning.large(Path(folder))]:
                show(*row)


def show(name, seconds, beside):
    """Print one figure as soon as it is there."""
    print(f"{name:45} {seconds:7.2f} CPU s   {beside}", flush=True)


if __name__ == "__main__":
    main()
