"""Figures of reading, inventory and profiling: ours against a named peer in the same run."""

import random
import resource
import statistics
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

TIMES = 5
VILLAGES = ["新安里", "福星里", "大安里", "和平里", "吉祥里"]


def frame(rows):
    """Return ``rows`` records of ten columns of the kinds that agencies keep, seeded."""
    chance = random.Random(20251123)
    return pd.DataFrame(
        {
            "案號": [f"{n:07}" for n in range(rows)],
            "日期": [
                f"{chance.randint(100, 114)}/{chance.randint(1, 12)}/{chance.randint(1, 28)}" for _ in range(rows)
            ],
            "里": [chance.choice(VILLAGES) for _ in range(rows)],
            "件數": [chance.randint(0, 9999) for _ in range(rows)],
            "率": [round(chance.random() * 100, 2) for _ in range(rows)],
            "說明": [f"案件說明 {n}" for n in range(rows)],
            "備註": [None] * rows,
            "電話": [f"02-{chance.randint(20000000, 29999999)}" for _ in range(rows)],
            "類別": [chance.choice("ABC") for _ in range(rows)],
            "序": range(rows),
        }
    )


def wide(rows):
    """Return ``rows`` records of twenty columns: numbers, codes, words, dates and moments."""
    chance = np.random.default_rng(20251123)
    columns = {f"數{n}": chance.normal(size=rows).round(3) for n in range(6)}
    columns |= {f"件{n}": chance.integers(0, 1000, rows) for n in range(5)}
    columns |= {f"里{n}": chance.choice(VILLAGES, rows) for n in range(4)}
    columns |= {f"碼{n}": np.char.add("A", chance.integers(0, 50_000, rows).astype(str)) for n in range(3)}
    days = chance.integers(1, 28, rows).astype(str)
    columns["日期"] = np.char.add("113/1/", days)
    columns["案號"] = np.char.add("C", np.arange(rows).astype(str))
    return pd.DataFrame(columns)


def cpu():
    """Return the CPU seconds of this process and of its ended children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(work, times=TIMES):
    """Return the median CPU seconds of ``work``; a reader's child is started and ended inside each measure."""
    from labkit.core import isolate

    found = []
    for _ in range(times):
        isolate._end_kept()
        isolate._KEPT.clear()
        began = cpu()
        work()
        isolate._end_kept()
        isolate._KEPT.clear()
        found.append(cpu() - began)
    return statistics.median(found)


def rows(folder: Path, corpus: Path):
    """Yield (what, seconds, beside) for each figure; everything is imported before it is measured."""
    import labkit as lk
    from labkit.inventory.report import profile_report
    from labkit.tables.write import write

    book, text, million = folder / "a.xlsx", folder / "a.csv", wide(1_000_000)
    write(frame(50_000), book)
    write(frame(300_000), text)
    lk.read(book), lk.profile(lk.read(text)), pd.read_excel(book, nrows=2, engine="openpyxl")

    ours, peer = measured(lambda: lk.read(book)), measured(lambda: pd.read_excel(book, engine="openpyxl"), 3)
    yield (
        "lk.read xlsx 50k x 10, child started inside",
        ours,
        f"pandas+openpyxl {peer:.2f}: {peer / ours:.1f} times faster (goal 5)",
    )
    told = {"dtype": {"案號": str}, "encoding": "utf-8-sig", "sep": ",", "header": 0}
    ours, peer = measured(lambda: lk.read(text)), measured(lambda: pd.read_csv(text, **told))
    yield (
        "lk.read CSV 300k x 10, layout found",
        ours,
        f"pandas.read_csv told everything {peer:.2f}: {ours / peer:.2f} of it (goal 2)",
    )
    if corpus.is_dir():
        yield "inventory of the 42 real files", measured(lambda: lk.take_inventory(corpus)), "goal 20"
    ours = measured(lambda: lk.profile(million))
    peer = measured(lambda: profile_report(million, folder), 1)
    yield "lk.profile 1M x 20", ours, f"minimal fg-data-profiling {peer:.1f}, once: {ours / peer:.3f} of it (goal 0.1)"


def large(folder: Path):
    """Yield the figures of a 5 GB CP950 file, inventoried in a process of its own."""
    source = folder / "in" / "big.csv"
    source.parent.mkdir()
    block = frame(400_000).to_csv(index=False, header=False, lineterminator="\r\n").encode("cp950")
    with source.open("wb") as stream:
        stream.write((",".join(frame(1).columns) + "\r\n").encode("cp950"))
        while stream.tell() < 5_000_000_000:
            stream.write(block)
    code = (
        "import resource, labkit as lk; r = lk.take_inventory('in'); u = resource.getrusage(resource.RUSAGE_SELF);"
        "print(r.entries[0].rows, u.ru_utime + u.ru_stime, u.ru_maxrss // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    count, seconds, megabytes = done.stdout.split()
    yield "inventory of a 5 GB CP950 CSV, once", float(seconds), f"{int(count):,} rows in {megabytes} MiB (goal 1 GB)"
