"""The one door to the linear programs: HiGHS, through scipy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from labkit.privacy.cell_suppression.book import Numbers

SECONDS = 20.0
NEAR = 1e-6


@dataclass(frozen=True, eq=False, repr=False)
class Problem:
    """Minimise ``cost @ x`` where ``matrix @ x == right`` and ``low <= x <= high``."""

    cost: Numbers
    matrix: sparse.csr_matrix
    right: Numbers
    low: Numbers
    high: Numbers


def solved(problem: Problem, *, whole: bool = False, seconds: float = SECONDS) -> Numbers | None:
    """Return a best ``x``, in whole numbers where asked; None where none exists or none was found in ``seconds``."""
    found = relaxed(problem)
    if found is None or not whole:
        return None if found is None else np.asarray(found.x)
    x = np.asarray(found.x)
    return np.round(x) if is_whole(x) else _in_whole_numbers(problem, seconds)


def relaxed(problem: Problem) -> Any:
    """Return scipy's answer to the linear program, with its dual values; None where there is no optimum."""
    from scipy.optimize import linprog  # noqa: PLC0415

    if not len(problem.cost):
        return None
    found = linprog(
        problem.cost,
        A_eq=problem.matrix if problem.matrix.shape[0] else None,
        b_eq=problem.right if problem.matrix.shape[0] else None,
        bounds=np.column_stack([problem.low, problem.high]),
        method="highs",
    )
    return found if found.status == 0 else None


def is_whole(x: Numbers) -> bool:
    """Tell whether all numbers are whole, within the solver's tolerance."""
    return bool(np.all(np.abs(x - np.round(x)) <= NEAR))


def _in_whole_numbers(problem: Problem, seconds: float) -> Numbers | None:
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    found = milp(
        problem.cost,
        constraints=LinearConstraint(problem.matrix, problem.right, problem.right),
        integrality=np.ones(len(problem.cost)),
        bounds=Bounds(problem.low, problem.high),
        options={"time_limit": seconds},
    )
    return None if found.x is None else np.round(found.x)


def chosen_least(cost: Numbers, adds: Numbers, needs: Numbers) -> Any:
    """Return which items to choose (a mask) at least cost, so that what they add meets every need; None where none do."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    if not len(cost):
        return None
    found = milp(
        cost,
        constraints=LinearConstraint(adds, needs, np.inf),
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, 1),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    return np.asarray(found.x) > 1 / 2 if found.status == 0 else None
