"""Pivots against pandas and DuckDB: CPU seconds, peak memory, and how often pandas' margins are right."""

import os
import subprocess
import sys
import warnings
from collections import Counter
from pathlib import Path

from tests.pivots.random_specs import cases, pandas_outcome
from tests.pivots.test_random_specs import differences

ROWS = 5_000_000
TIMES = 5
MAKE = f"""
import resource, sys
import numpy as np, pandas as pd
def cpu():
    told = resource.getrusage(resource.RUSAGE_SELF)
    return told.ru_utime + told.ru_stime
def resident(word):
    return int(next(line for line in open("/proc/self/status") if line.startswith(word)).split()[1]) / 1024
dice, n = np.random.default_rng(7), {ROWS}
def coded(codes, names):
    return pd.Categorical.from_codes(codes, names)
frame = pd.DataFrame({{
    "區": coded(dice.integers(0, 12, n), [f"第{{i}}區" for i in range(12)]),
    "里": coded(dice.integers(0, 25, n), [f"第{{i:02}}里" for i in range(25)]),
    "類別": coded(dice.integers(0, 6, n), list("甲乙丙丁戊己")),
    "分": dice.integers(0, 200, n).astype(float),
    "人": coded(dice.integers(0, 400_000, n), [f"P{{i:07}}" for i in range(400_000)]),
}})
size = frame.memory_usage(deep=True).sum() / 2**20
keys, how = ["區", "里", "類別"], {{"分": ["sum", "count"], "人": "distinct"}}
"""
LABKIT = """
import labkit as lk
table = lk.Table.of(frame)
lk.pivot(frame.head(9), rows=keys, values=how).totals
before, start = resident("VmRSS"), cpu()
result = lk.pivot(table, rows=["區", "里"], columns=["類別"], values=how)
spent = cpu() - start
assert len({cell.level for cell in result.cells}) == 6
print(spent, resident("VmHWM") - before if len(sys.argv) > 1 else 0, size)
"""
PANDAS = """
start = cpu()
frame.pivot_table(index=["區", "里"], columns="類別", values=["分", "人"], aggfunc={"分": ["sum", "count"], "人": "nunique"}, observed=True)
print(cpu() - start, 0, size)
"""
CUBE = """
import duckdb
texts = frame.astype({name: str for name in keys + ["人"]})
duck = duckdb.connect(); duck.execute("CREATE TABLE t AS SELECT * FROM texts")
start = cpu()
duck.execute('SELECT 區, 里, 類別, sum(分), count(分), count(DISTINCT 人) FROM t GROUP BY CUBE (區, 里, 類別)').fetchall()
print(cpu() - start, 0, size)
"""


def run(code):
    """Return CPU seconds, peak growth and frame size in MiB of one fresh process."""
    told = subprocess.run(
        [sys.executable, "-c", MAKE + code], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    return [float(part) for part in told.stdout.split()[-3:]]


def rows():
    """Yield the figures: time beside pandas without totals and DuckDB's CUBE, memory beside the frame, correctness."""
    found = {name: sorted(run(code) for _ in range(times))[times // 2] for name, code, times in PEERS}
    ours, size = found["labkit"][0], found["labkit"][2]
    plain, cube = found["pandas"][0], found["cube"][0]
    beside = f"pandas without totals {plain:.2f}, ratio {ours / plain:.2f} (goal 1.5); DuckDB CUBE {cube:.2f}, ratio {ours / cube:.2f} (goal 0.25)"
    yield "pivot 5M rows, 300 x 6, every level", ours, beside
    growth, texts = peak(), run(TEXTS)[1]
    yield (
        "  its peak memory",
        0.0,
        f"{growth:.0f} MiB = {growth / size:.2f}x the categorised frame of {size:.0f} MiB (goal 4), {growth / texts:.2f}x the frame of strings of {texts:.0f} MiB (goal 0.5)",
    )
    yield from correctness()


TEXTS = """
texts = frame.astype({name: object for name in [*keys, "人"]})
print(0, texts.memory_usage(deep=True).sum() / 2**20, size)
"""
PEERS = (("labkit", LABKIT, TIMES), ("pandas", PANDAS, TIMES), ("cube", CUBE, 1))


def peak():
    """Return by how many MiB the process grew while the pivot was computed, sampled every two milliseconds."""
    watched = LABKIT.replace(
        "before, start", "import threading, time\npeak, done = [0.0], threading.Event()\ndef watch():\n"
        "    while not done.wait(0.002):\n        peak[0] = max(peak[0], resident('VmRSS'))\n"
        "threading.Thread(target=watch).start()\nbefore, start",
    ).replace("spent = cpu() - start", "spent = cpu() - start; done.set()")  # fmt: skip
    return run(watched.replace('resident("VmHWM") - before if len(sys.argv) > 1 else 0', "peak[0] - before"))[1]


def correctness():
    """Yield how many of 1,000 random pivots differ from a loop, and how pandas fares on those it has words for."""
    outcomes, wrong = Counter(), 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for frame, spec in cases(1_000):
            wrong += differences(frame, spec) > 0
            outcomes[pandas_outcome(frame, spec)] += 1
    told = sum(outcomes[how] for how in ("right", "wrong", "refused"))
    yield (
        "1,000 random pivots against a loop",
        0.0,
        f"{wrong} differ; pandas margins=True: of {told} it has words for {outcomes['wrong']} wrong, {outcomes['refused']} refused",
    )
