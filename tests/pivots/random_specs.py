"""Random tables and pivots as agencies' files are: missing keys and values, unused categories, ties, a real key 總計; and loops."""

import math
import random
import statistics
from collections import defaultdict

import pandas as pd

HOWS = [
    "sum",
    "count",
    "mean",
    "min",
    "max",
    "product",
    "sd",
    "var",
    "distinct",
    "median",
    "p90",
    "p95",
    "missing_rate",
]
IN_PANDAS = {
    "sum": "sum", "count": "count", "mean": "mean", "min": "min", "max": "max", "sd": "std", "var": "var",
    "distinct": "nunique", "median": "median",
}  # fmt: skip


def random_table(dice):
    """Return a frame: three kinds of key, two columns of numbers, one of codes."""
    height = dice.choice([0, 1, 3, 12, 40, 120])
    towns = ["板橋區", "總計", "未填", "All", "小計"][: dice.randint(1, 5)]

    def pick(values, missing):
        return [None if dice.random() < missing else dice.choice(values) for _ in range(height)]

    missing = dice.choice([0, 0, 0.2, 0.6])
    frame = pd.DataFrame(
        {
            "區": pd.Series(pick(towns, dice.choice([0, 0.2])), dtype=object),
            "里": pd.Series(pick([3, 1, 2, 10], dice.choice([0, 0.2])), dtype="Int64"),
            "別": pd.Categorical(
                pick(["買賣", "繼承"], dice.choice([0, 0.2])), categories=["沒用到", "繼承", "買賣", "贈與"]
            ),
            "費": pd.Series(pick([-5, 0, 20, 20, 100, 7], missing), dtype="Int64"),
            "分": pd.Series(pick([0.5, 0.5, 12.25, 3.0, -1.0], dice.choice([0, 0.3])), dtype="float64"),
            "人": pd.Series(pick(["p", "q", "r", "s"], missing), dtype=object),
        }
    )
    if dice.random() < 0.2:
        frame["費"] = pd.Series([None] * height, dtype="Int64")
    return frame


def random_spec(dice):
    """Return the arguments of a pivot: up to two row keys, up to two across, one to three measures."""
    keys = dice.sample(["區", "里", "別"], dice.randint(0, 3))
    cut = dice.randint(0, len(keys))
    values = {}
    for column in dice.sample(["費", "分", "人"], dice.randint(1, 3)):
        hows = ["count", "distinct", "missing_rate"] if column == "人" else HOWS
        values[column] = dice.sample(hows, dice.randint(1, 2))
    return {"rows": keys[:cut], "columns": keys[cut:], "values": values}


def brute(frame, spec):
    """Every number of every level, by a loop over the records: (keys, column, how) -> (value, records that it rests on)."""
    found = {}
    rows, columns = spec["rows"], spec["columns"]
    records = [
        {name: None if pd.isna(cell) else cell for name, cell in one.items()} for one in frame.to_dict("records")
    ]
    for r in range(len(rows) + 1):
        for c in range(len(columns) + 1):
            fixed = [*rows[:r], *columns[:c]]
            groups = defaultdict(list)
            for record in records:
                groups[tuple((name, record[name]) for name in fixed)].append(record)
            for keys, members in groups.items():
                for column, hows in spec["values"].items():
                    for how in hows:
                        found[keys, column, how] = number([member[column] for member in members], how)
    return found


def number(cells, how):
    """Return one number and the records that it rests on, as a textbook has it."""
    filled = [cell for cell in cells if cell is not None]
    n = len(filled)
    if how == "missing_rate":
        return (len(cells) - n) / len(cells), len(cells)
    if how in {"count", "distinct"}:
        return (n if how == "count" else len(set(filled))), n
    if not n or (how in {"sd", "var"} and n < 2):
        return None, n
    rules = {
        "sum": sum, "mean": lambda v: sum(v) / len(v), "min": min, "max": max, "product": math.prod,
        "sd": lambda v: statistics.stdev(map(float, v)), "var": lambda v: statistics.variance(map(float, v)),
        "median": statistics.median, "p90": lambda v: at(v, 0.9), "p95": lambda v: at(v, 0.95),
    }  # fmt: skip
    return rules[how](filled), n


def at(values, q):
    """Return a quantile as Excel's PERCENTILE.INC does."""
    ordered = sorted(values)
    place = q * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def same(one, two):
    """Tell whether two numbers are equal, to nine digits."""
    if pd.isna(one) or pd.isna(two):
        return pd.isna(one) and pd.isna(two)
    return math.isclose(float(one), float(two), rel_tol=1e-9, abs_tol=1e-9)


def pandas_outcome(frame, spec):
    """Return how pandas.pivot_table(margins=True) fares with one aggregation a column: right, wrong, refused; None without rows."""
    asked = {
        column: next((how for how in hows if how in IN_PANDAS), "count") for column, hows in spec["values"].items()
    }
    if not spec["rows"] or frame.empty:
        return None
    wanted = brute(frame, {**spec, "values": {column: [how] for column, how in asked.items()}})
    try:
        made = pd.pivot_table(
            frame,
            index=spec["rows"],
            columns=spec["columns"] or None,
            values=list(asked),
            aggfunc={column: IN_PANDAS[how] for column, how in asked.items()},
            margins=True,
        )
        wrong = [
            column for column, how in asked.items() if not same(wanted[(), column, how][0], _all(made, spec, column))
        ]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):  # the ways in which pandas gives up
        return "refused"
    return "wrong" if wrong else "right"


def _all(made, spec, column):
    """Return pandas' grand total of a column."""
    row = "All" if len(spec["rows"]) == 1 else ("All", *[""] * (len(spec["rows"]) - 1))
    if not spec["columns"]:
        return made.loc[row, column]
    return made.loc[row, (column, "All", *[""] * (len(spec["columns"]) - 1))]


def cases(number_of, seed=2026):
    """Yield seeded tables and specs."""
    dice = random.Random(seed)
    for _ in range(number_of):
        yield random_table(dice), random_spec(dice)
