"""Random tables and pivots with the keys that break spreadsheets, and their numbers by plain loops over the records."""

import itertools
import math
import random
import statistics
from dataclasses import replace
from datetime import date

import pandas as pd

import labkit as lk
from labkit.core.table import Protection, Table
from labkit.pivots.exports.adapt import plan_of

ODD = [
    "總計",
    "小計",
    "(空白)",
    "未填",
    "=1+1",
    "+A",
    "-1",
    "@x",
    "010",
    "10",
    "a",
    "A",
    "ａ",
    " x",
    "<&>\"'",
    "二\n行",
    "",
]
POOLS = {
    "text": ["新安里", "福星里", "大安里", "和平里", *ODD],
    "whole": [0, 1, 2, 10, 113, -5],
    "part": [0.5, 1.25, 10.0, -2.75],
    "truth": [True, False],
    "day": [date(2024, 2, 29), date(2025, 1, 1), date(1899, 12, 31)],
}
NAMES = [
    ["鍵0", "鍵1", "鍵2", "規費", "等待", "天"],
    ["=里", "<管&道>", "'鍵[2]#@", "規費\n（元）", "等待_x000A_", "件數"],
    ["里" * 300, " 筆數", "全部", "總計", "值", "里" * 300 + "2"],
]
FUNCTIONS = ["sum", "countNums", "count", "average", "min", "max", "product", "stdDev", "stdDevp", "var", "varp"]
PROTECTED = Protection("測試政策", "0" * 64, {})


def protected(frame: pd.DataFrame) -> Table:
    """Return a table that passes for one that a policy treated."""
    return replace(Table.of(frame), protection=PROTECTED)


def random_table(chance: random.Random, names: list[str]) -> Table:
    """Return 1 to 60 records: three keys of random kinds, three numeric columns; cells are missing here and there."""
    rows = chance.choice([1, 3, 12, 60])

    def column(pool, gaps):
        few = chance.sample(pool, min(len(pool), chance.randint(1, 6)))
        return pd.Series([None if chance.random() < gaps else chance.choice(few) for _ in range(rows)], dtype=object)

    kinds = [chance.choice([*POOLS, "text", "text"]) for _ in range(3)]
    columns = {names[n]: column(POOLS[kind], chance.choice([0, 0.2])) for n, kind in enumerate(kinds)}
    fee, wait, days = names[3:]
    columns[fee] = pd.array(column([0, 10, 20, 45, 300, -7], chance.choice([0, 0.3, 0.8])), dtype="Int64")
    columns[wait] = pd.array(column([0.5, 1.5, 2.25, 10.0, -3.5], chance.choice([0, 0.3])), dtype="Float64")
    columns[days] = pd.array(column([1, 2, 3], 0.1), dtype="Int64")
    return protected(pd.DataFrame(columns))


def random_pivot(chance: random.Random):
    """Return a pivot of 1 or 2 row keys, 0 or 1 column key, 1 to 3 values."""
    names = chance.choice(NAMES)
    fee, wait, days = names[3:]
    rows = chance.sample(names[:2], chance.choice([1, 1, 2]))
    columns = names[2:3] if chance.random() < 0.5 else []
    values = chance.choice(
        ["count", {fee: ["sum", "mean", "count"]}, {wait: "mean", days: "sum"}, {fee: "sum"}, {wait: "count"}]
    )
    return lk.pivot(random_table(chance, names), rows=rows, columns=columns, values=values)


def with_any_function(chance: random.Random, plan):
    """Return ``plan`` with other functions of the same fields; one field keeps one function."""
    values = [replace(one, function=chance.choice(FUNCTIONS)) for one in plan.values]
    return replace(plan, values=tuple(values))


def random_plan(chance: random.Random):
    """Return the plan of a random pivot, with any function of a spreadsheet half of the time."""
    plan = plan_of(random_pivot(chance))
    return with_any_function(chance, plan) if chance.random() < 0.5 else plan


def brute(plan) -> dict:
    """Return every value by (row labels, column labels), prefixes as totals."""
    keys = [[plan.field(name).cells for name in names] for names in (plan.rows, plan.columns)]
    groups: dict = {}
    for at in range(plan.record_count):
        for deep, across in itertools.product(range(len(keys[0]) + 1), range(len(keys[1]) + 1)):
            place = (tuple(one[at] for one in keys[0][:deep]), tuple(one[at] for one in keys[1][:across]))
            groups.setdefault(place, []).append(at)
    return {
        place: tuple(made(one.function, [plan.field(one.field).cells[at] for at in members]) for one in plan.values)
        for place, members in groups.items()
    }


def made(function: str, cells: list):
    """Return what a spreadsheet's function makes of cells; nothing where it makes an error or a blank."""
    filled = [cell for cell in cells if cell is not None]
    if function == "count":
        return len(filled) or None
    numbers = [cell for cell in filled if isinstance(cell, int | float) and not isinstance(cell, bool)]
    if function == "countNums":
        return len(numbers) or None
    if not numbers or (function in {"stdDev", "var"} and len(numbers) < 2):
        return None
    return {
        "sum": math.fsum,
        "average": lambda told: math.fsum(told) / len(told),
        "min": min,
        "max": max,
        "product": math.prod,
        "stdDev": statistics.stdev,
        "stdDevp": statistics.pstdev,
        "var": statistics.variance,
        "varp": statistics.pvariance,
    }[function](numbers)
