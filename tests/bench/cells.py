"""Small cells: records lost beside hiding whole rows, cells that the attack gets back, and CPU seconds, on made-up tables."""

import time

from labkit.privacy.cell_policy import CellPolicy
from labkit.privacy.cell_suppression.intervals import interval_attack
from labkit.privacy.small_cells import protected
from tests.privacy.tabulated.made import counted, records

LARGEST_ATTACKED = 400
SHAPES = (
    ("12 x 5, least 5", 900, (12, 5), (["里"], ["類"]), 5),
    ("40 x 8, least 3, sums", 12_000, (40, 8), (["里"], ["類"]), 3),
    ("40 x 8, least 5, sums, half of it small", 2_500, (40, 8), (["里"], ["類"]), 5),
    ("6 x 8 x 4, subtotals, least 5", 3_000, (6, 8, 4), (["里", "類"], ["年"]), 5),
    ("368 x 6, least 3, sums", 14_000, (368, 6), (["里"], ["類"]), 3),
)
LARGE = ("7,000 x 6, least 3", 300_000, (7_000, 6), (["里"], ["類"]), 3)


def rows(*, large=False):
    """Yield name, CPU seconds, and what stands beside; ``large``: the villages of the whole country too."""
    for name, size, shape, keys, least in (*SHAPES, *([LARGE] if large else [])):
        measures = ("count", "規費 sum") if "sums" in name else ("count",)
        table = counted(records(1, size, shape, missing=0.02), *keys, measures)
        before = time.process_time()
        (after,), (account,) = protected([table], CellPolicy(least=least))
        seconds = time.process_time() - before
        rest = whole_rows(table, keys[0], least)
        told = (
            f"lost {account.loss:.1%} of records, whole rows {rest:.1%}, ratio {account.loss / rest:.2f}; {account.how}"
        )
        if account.hidden <= LARGEST_ATTACKED:
            found = interval_attack([after])
            told += f"; {int(found['exact'].sum())} of {len(found)} hidden numbers given back"
        yield f"lk.protect_cells {name}", seconds, told


def whole_rows(table, keys, least):
    """Return the share of records that goes where each row with a small cell goes whole (and, of one such row, the next smallest)."""
    finest = max(len(one.keys) for one in table.cells)
    cells = [one for one in table.cells if len(one.keys) == finest and one.measure == "count"]
    sizes, away = {}, set()
    for one in cells:
        row = one.keys[: len(keys)]
        sizes[row] = sizes.get(row, 0) + one.n
        if one.n < least:
            away.add(row)
    if len(away) == 1 and len(sizes) > 1:
        away.add(min((row for row in sizes if row not in away), key=sizes.__getitem__))
    return sum(sizes[row] for row in away) / sum(sizes.values())


if __name__ == "__main__":
    import sys

    for row in rows(large="large" in sys.argv):
        print(*row, flush=True)
