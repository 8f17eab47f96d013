"""Figures of pivots as files: the finished sheet against pandas, and what the refreshable part costs beside XlsxWriter."""

import io
import statistics
import time

import numpy as np
import pandas as pd

from labkit.pivots.exports.adapt import plan_of
from labkit.pivots.exports.plan import StaticTable
from labkit.pivots.exports.sheet import native_sheet
from labkit.pivots.native import xlsx
from labkit.pivots.native._format import Page

TIMES = 5


def frame(rows):
    """Return ``rows`` records of three text and seven numeric columns, seeded."""
    chance = np.random.default_rng(20260110)
    texts = {f"里{n}": chance.choice(["新安里", "福星里", "大安里", "和平里", "吉祥里"], rows) for n in range(3)}
    whole = {f"件{n}": chance.integers(0, 100_000, rows) for n in range(4)}
    parts = {f"率{n}": chance.normal(size=rows).round(4) for n in range(3)}
    return pd.DataFrame(texts | whole | parts)


def page_of(data):
    """Return a finished table of ``data``, every row a body row."""
    numbers = ["label"] * 3 + ["whole"] * 4 + ["decimal"] * 3
    columns = tuple(data[name].tolist() for name in data)
    return Page(
        "表", (), (), StaticTable("", (tuple(data.columns),), columns, ("body",) * len(data), tuple(numbers), 3)
    )


def measured(*works):
    """Return the median CPU seconds of each work, taken in turns."""
    found = [[] for _ in works]
    for _ in range(TIMES):
        for times, work in zip(found, works, strict=True):
            began = time.process_time()
            work()
            times.append(time.process_time() - began)
    return [statistics.median(times) for times in found]


def rows():
    """Yield (what, seconds, beside) for each figure; everything is imported before it is measured."""
    import labkit as lk

    data = frame(50_000)
    page = page_of(data)
    small = page_of(frame(10))
    xlsx.render(small, None), frame(10).to_excel(io.BytesIO(), index=False, engine="xlsxwriter")

    def peer():
        data.to_excel(io.BytesIO(), index=False, engine="xlsxwriter")

    ours, told = measured(lambda: xlsx.render(page, None), peer)
    yield "finished xlsx 50k x 10", ours, f"pandas.to_excel xlsxwriter {told:.2f}: {ours / told:.2f} of it (goal 0.75)"
    records = frame(20_000)
    plan = plan_of(
        lk.pivot(records, rows=["里0", "里1"], columns=["里2"], values={"件0": ["sum", "mean"], "率0": "mean"})
    )
    sheet = native_sheet(plan)
    books = []
    kept = xlsx.with_pivot
    xlsx.with_pivot = lambda package, *_: books.append(package) or package
    try:
        whole = measured(lambda: xlsx.render(small, plan))[0]
    finally:
        xlsx.with_pivot = kept
    after = measured(lambda: kept(books[-1], sheet, "xl/worksheets/sheet2.xml"))[0]
    yield "parts of a pivot put in, 20k records", after, f"XlsxWriter {whole:.2f}: {after / whole:.1%} of it (goal 2%)"
