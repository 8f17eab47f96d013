"""An attack of its own: unknowns are the finest cells alone, everything shown is an equation over them, totals are expressions."""

import itertools

import numpy as np
from scipy.optimize import linprog


def attacked(tables, measure="count", *, of_records=True, low=1.0):
    """Return the lowest and highest value of every hidden cell of one measure, by place (keys in the order of their names).

    ``of_records``: the counts behind the measure, else its values. Linked by every level that two tables both imply.
    """
    blocks, unknowns = [], {}
    for number, table in enumerate(tables):
        cells = {_place(one): one for one in table.cells if one.measure == measure}
        finest = max((frozenset(name for name, _ in place) for place in cells), key=len)
        leaves = [place for place in cells if frozenset(name for name, _ in place) == finest]
        for place in leaves:
            unknowns[number, place] = len(unknowns)
        blocks.append((cells, finest, leaves))
    left, right, asked = [], [], {}

    def line(number, leaves):
        found = np.zeros(len(unknowns))
        for place in leaves:
            found[unknowns[number, place]] += 1.0
        return found

    for number, (cells, _, leaves) in enumerate(blocks):
        for place, cell in cells.items():
            parts = [one for one in leaves if set(place) <= set(one)]
            if cell.hidden:
                asked.setdefault(place, line(number, parts))
            else:
                left.append(line(number, parts))
                right.append(float(cell.n if of_records else (cell.value or 0)))
    for (one, (_, first, mine)), (other, (_, second, theirs)) in itertools.combinations(enumerate(blocks), 2):
        both = first & second
        shared = {_part(place, both) for place in mine} | {_part(place, both) for place in theirs}
        for part in shared:
            left.append(
                line(one, [place for place in mine if set(part) <= set(place)])
                - line(other, [place for place in theirs if set(part) <= set(place)])
            )
            right.append(0.0)
    hidden = [blocks[number][0][place].hidden for number, place in unknowns]
    bounds = [(low if gone else None, None) for gone in hidden]
    return {place: _ends(expression, np.array(left), right, bounds) for place, expression in asked.items()}


def _ends(expression, left, right, bounds):
    ends = []
    for sign in (1, -1):
        found = linprog(
            sign * expression, A_eq=left if len(left) else None, b_eq=right or None, bounds=bounds, method="highs-ds"
        )
        assert found.status in {0, 3, 4}, found.message
        ends.append(found.fun * sign if found.status == 0 else -sign * np.inf)
    return tuple(ends)


def all_tables(table, most=40):
    """Yield every table of whole numbers (finest cells, by place) that fits what one table shows; hidden cells hold at least 1."""
    cells = {_place(one): one for one in table.cells if one.measure == "count"}
    finest = max((frozenset(name for name, _ in place) for place in cells), key=len)
    leaves = [place for place in cells if frozenset(name for name, _ in place) == finest]
    checks = [
        (cell.n, [leaves.index(one) for one in leaves if set(place) <= set(one)])
        for place, cell in cells.items()
        if not cell.hidden
    ]
    unknown = [at for at, place in enumerate(leaves) if cells[place].hidden]

    def fits(values):
        for total, parts in checks:
            known = [values[at] for at in parts if values[at] is not None]
            missing = len(parts) - len(known)
            if sum(known) + missing > total or (not missing and sum(known) != total):
                return False
        return True

    def extended(values, left):
        if not left:
            yield dict(zip(leaves, values, strict=True))
            return
        for guess in range(1, most + 1):
            tried = list(values)
            tried[left[0]] = guess
            if fits(tried):
                yield from extended(tried, left[1:])

    start = [None if cells[place].hidden else cells[place].n for place in leaves]
    if fits(start):
        yield from extended(start, unknown)


def _place(cell):
    return tuple(sorted(cell.keys, key=lambda pair: pair[0]))


def _part(place, level):
    return tuple(pair for pair in place if pair[0] in level)
