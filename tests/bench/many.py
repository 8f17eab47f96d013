"""Many workspaces, one process each: wall and CPU seconds of 1 and of 2 at a time, over the same teams; run by `python -m tests.bench.many [teams]`."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.sessions.broken_runs import tiny_workspace

CHECKOUT = Path(__file__).parent.parent.parent
TEAMS, JOBS = 6, (1, 2)


def measured(folder, jobs):
    """Return wall seconds, CPU seconds (children included), and the largest process's memory in MB of running all of ``folder``."""
    command = [sys.executable, "-m", "labkit", "session", "run", "--all", str(folder), "--jobs", str(jobs)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", "LABKIT_KEY": "k" * 32}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.monotonic() - began, cpu, after.ru_maxrss / 1000


def main(teams=TEAMS):
    """Print the figures; the two ways take turns, so that a machine that others use too treats them alike."""
    wall = dict.fromkeys(JOBS, 0.0)
    print(f"{teams} workspaces of two notebooks, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for turn in range(2):
        for jobs in JOBS if turn == 0 else reversed(JOBS):
            with tempfile.TemporaryDirectory() as folder:
                for at in range(teams):
                    tiny_workspace(Path(folder) / f"team{at:02}")
                load = os.getloadavg()[0]
                seconds, cpu, memory = measured(Path(folder), jobs)
            wall[jobs] += seconds
            print(
                f"--jobs {jobs}: {seconds:6.1f} s wall, {cpu:6.1f} s CPU, largest process {memory:.0f} MB, "
                f"load {load:.1f} before, {os.getloadavg()[0]:.1f} after",
                flush=True,
            )
    print(f"wall of --jobs 2 over --jobs 1: {wall[2] / wall[1]:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
