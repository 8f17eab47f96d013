"""Cleaning two million rows: four ROC date forms, an identity check, 臺 and 台, a median by group; beside two peers.

The peers are what a practised analyst writes by hand: pandas with vectorised text methods, and one narwhals plan on pandas.
Every way begins with the rows in memory as it holds them; imports are left out.
"""

import random
import statistics
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS, LARGE_ROWS, PIECE = 2_000_000, 50_000_000, 500_000
SEED = 11
PATTERN = r"^(\d{3})(?:/(\d{1,2})/(\d{1,2})|(\d{2})(\d{2})|\.(\d{2})\.(\d{2})|年(\d{1,2})月(\d{1,2})日)$"


def make(path: Path, rows: int) -> None:
    """Write ``rows`` made-up records as Parquet; above two million the pieces come round again, under new row numbers."""
    dice = random.Random(SEED)
    pieces = [piece(dice) for _ in range(min(rows, ROWS) // PIECE)]
    with pq.ParquetWriter(path, pieces[0].schema.append(pa.field("__row__", pa.int64()))) as writer:
        for at, start in enumerate(range(0, rows, PIECE)):
            numbers = pa.array(np.arange(start + 1, start + PIECE + 1))
            writer.write_table(pieces[at % len(pieces)].append_column("__row__", numbers))


def piece(dice: random.Random) -> pa.Table:
    """Return half a million records."""
    days = [date(2013, 1, 1) + timedelta(days=n) for n in range(4000)]
    forms = [written(day, form) for day in days for form in range(4)] + ["113/2/30", "112.04.31", "1111301"]
    towns = ["臺北市萬華區", "台北市萬華區", "臺北市中正區", "台北市中正區", "新北市板橋區"]
    ids = [f"{dice.choice('ABCDEFGHIJ')}{dice.choice('12')}{dice.randrange(10**8):08}" for _ in range(PIECE)]
    return pa.table(
        {
            "日期": dice.choices(forms, k=PIECE),
            "證號": ids,
            "區": dice.choices(towns, k=PIECE),
            "分": [float(dice.randrange(1, 120)) for _ in range(PIECE)],
        }
    )


def written(day: date, form: int) -> str:
    """Return a day in one of the four forms."""
    year = day.year - 1911
    return [
        f"{year}/{day.month}/{day.day}",
        f"{year}{day.month:02}{day.day:02}",
        f"{year}.{day.month:02}.{day.day:02}",
        f"{year}年{day.month}月{day.day}日",
    ][form]


RECIPE = """
from labkit.cleaning.recipe import Recipe
RECIPE = Recipe(steps=[
    {"step": "parse_date", "columns": ["日期"]},
    {"step": "check_code", "columns": ["證號"], "kind": "national_id"},
    {"step": "normalize_text", "columns": ["區"], "width": False, "tai": "臺"},
])
def medians(table):
    import narwhals as nw
    from labkit.core.engines import collect
    return sorted(map(tuple, collect(table.lazy.group_by("區").agg(nw.col("分").median())).to_pandas().itertuples(index=False)))
"""
OURS = (
    RECIPE
    + """
import pyarrow.parquet as pq
from labkit.core.engines import connection
from labkit.core.table import Table
connection()
table = Table.from_arrow(pq.read_table(PATH))
start()
result = RECIPE.apply(table)
told(result.table.lazy, medians(result.table))
"""
)
DISK = (
    RECIPE
    + """
from labkit.core.engines import from_parquet
from labkit.core.table import Table
start()
result = RECIPE.apply(Table(from_parquet(PATH)))
result.table.save_parquet(PATH.with_suffix(".out.parquet"))
told(result.table.lazy, medians(result.table))
"""
)
SPARK = (
    RECIPE
    + """
from labkit.core.stores.spark import session
from labkit.core.table import Table
import narwhals as nw
spark = session()
start()
result = RECIPE.apply(Table(nw.from_native(spark.read.parquet(str(PATH)))), engine="spark")
told(result.table.lazy, medians(result.table))
"""
)
PANDAS = """
import numpy as np, pandas as pd
frame = pd.read_parquet(PATH)
start()
parts = frame["日期"].str.extract(PATTERN)
year = parts[0].astype(float) + 1911
month = parts[1].fillna(parts[3]).fillna(parts[5]).fillna(parts[7]).astype(float)
day = parts[2].fillna(parts[4]).fillna(parts[6]).fillna(parts[8]).astype(float)
frame["日期"] = pd.to_datetime({"year": year, "month": month, "day": day}, errors="coerce")
number = frame["證號"]
shaped = number.str.fullmatch("[A-Z][12][0-9]{8}")
letter = number.str[0].map({sign: at for at, sign in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO", 10)})
total = letter // 10 + letter % 10 * 9
for at, weight in enumerate((8, 7, 6, 5, 4, 3, 2, 1, 1), 1):
    total = total + number.str[at].astype(int) * weight
frame["證號_有效"] = shaped & (total % 10 == 0)
frame["區"] = frame["區"].str.replace("台", "臺", regex=False)
middle = frame.groupby("區")["分"].median()
print("FIGURES", int(frame["日期"].notna().sum()), int(frame["證號_有效"].sum()), sorted(middle.items()))
"""
NARWHALS = """
import narwhals as nw, pandas as pd
frame = nw.from_native(pd.read_parquet(PATH))
start()
text = nw.col("日期")
plain = text.str.replace_all("[年月./]", "-").str.replace_all("日", "")
def number(expr): return expr.cast(nw.Int64)
bare = text.str.len_chars() == 7
frame = frame.with_columns(plain=plain, bare=bare & ~text.str.contains("[/.年]"))
y = number(nw.col("plain").str.slice(0, 3)) + 1911
rest = nw.when(nw.col("bare")).then(nw.concat_str([nw.col("plain").str.slice(3, 2), nw.lit("-"), nw.col("plain").str.slice(5, 2)])).otherwise(nw.col("plain").str.slice(4))
frame = frame.with_columns(y=y, rest=rest)
short = nw.col("rest").str.slice(1, 1) == "-"
m = number(nw.when(short).then(nw.col("rest").str.slice(0, 1)).otherwise(nw.col("rest").str.slice(0, 2)))
d = number(nw.when(short).then(nw.col("rest").str.slice(2)).otherwise(nw.col("rest").str.slice(3)))
frame = frame.with_columns(m=m, d=d)
leap = ((nw.col("y") % 4 == 0) & (nw.col("y") % 100 != 0)) | (nw.col("y") % 400 == 0)
last = nw.when(nw.col("m").is_in([4, 6, 9, 11])).then(nw.lit(30)).otherwise(nw.when(nw.col("m") == 2).then(nw.when(leap).then(nw.lit(29)).otherwise(nw.lit(28))).otherwise(nw.lit(31)))
frame = frame.with_columns(valid=(nw.col("m") >= 1) & (nw.col("m") <= 12) & (nw.col("d") >= 1) & (nw.col("d") <= last))
sign = nw.col("證號").str.slice(0, 1)
total = nw.lit(0)
for at, letter in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO", 10):
    total = nw.when(sign == letter).then(nw.lit(at // 10 + at % 10 * 9)).otherwise(total)
for at, weight in enumerate((8, 7, 6, 5, 4, 3, 2, 1, 1), 1):
    total = total + number(nw.col("證號").str.slice(at, 1)) * weight
frame = frame.with_columns(證號_有效=nw.col("證號").str.contains("^[A-Z][12][0-9]{8}$") & (total % 10 == 0), 區=nw.col("區").str.replace_all("台", "臺"))
middle = frame.group_by("區").agg(nw.col("分").median()).to_native()
print("FIGURES", int(frame["valid"].sum()), int(frame["證號_有效"].sum()), sorted(map(tuple, middle.itertuples(index=False))))
"""
FRAME = """
import resource, sys, time
from pathlib import Path
PATH, PATTERN = Path({path!r}), {pattern!r}
def used(who): return sum(resource.getrusage(who)[:2])
def start():
    global BEGUN
    BEGUN = used(resource.RUSAGE_SELF)
def told(lazy, middle):
    import narwhals as nw
    valid = lazy.select(a=(~nw.col("日期").is_null()).cast(nw.Int64).sum(), b=nw.col("證號_有效").cast(nw.Int64).sum()).collect("pyarrow").to_native()
    print("FIGURES", valid.column(0)[0].as_py(), valid.column(1)[0].as_py(), middle)
{code}
print("SECONDS", used(resource.RUSAGE_SELF) - BEGUN)
print("MEMORY", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def run(code: str, path: Path) -> dict[str, str]:
    """Run one way in a fresh process; return what it printed: FIGURES, SECONDS (CPU, imports left out), MEMORY (MiB)."""
    script = FRAME.format(path=str(path), pattern=PATTERN, code=code)
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=path.parent)
    return dict(line.split(" ", 1) for line in done.stdout.splitlines() if line.split(" ")[0].isupper())


def rows(folder: Path, times: int = 5):
    """Yield the figures of the three ways on the same two million rows; their results must be equal."""
    path = folder / "two_million.parquet"
    make(path, ROWS)
    ways = {"labkit (DuckDB)": OURS, "pandas by hand": PANDAS, "narwhals on pandas": NARWHALS}
    found = {name: [run(code, path) for _ in range(times)] for name, code in ways.items()}
    figures = {one["FIGURES"] for told in found.values() for one in told}
    middle = {name: statistics.median(float(one["SECONDS"]) for one in told) for name, told in found.items()}
    ours = middle["labkit (DuckDB)"]
    peers = "，".join(
        f"{name} {seconds:.1f} ({seconds / ours:.1f}x)" for name, seconds in middle.items() if seconds != ours
    )
    yield f"clean {ROWS:,} rows", ours, f"{peers}; results {'equal' if len(figures) == 1 else 'DIFFER ' + str(figures)}"


def large(folder: Path):
    """Yield the memory of fifty million rows on disk, and whether Spark gives the same figures on two million."""
    path = folder / "large.parquet"
    make(path, LARGE_ROWS)
    told = run(DISK, path)
    yield f"clean {LARGE_ROWS:,} rows on disk", float(told["SECONDS"]), f"{int(told['MEMORY']):,} MiB (goal 4,096)"


def spark(folder: Path):
    """Yield Spark's seconds in Python on two million rows, and whether its figures are DuckDB's."""
    path = folder / "two_million.parquet"
    if not path.exists():
        make(path, ROWS)
    there, here = run(SPARK, path), run(OURS, path)
    yield (
        "Spark local, driver alone",
        float(there["SECONDS"]),
        "equal" if there["FIGURES"] == here["FIGURES"] else f"DIFFER {there} {here}",
    )
