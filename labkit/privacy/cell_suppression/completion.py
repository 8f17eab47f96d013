"""Completion: a table that fits what is known, where some numbers were hidden before; and which equations hold at all."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from labkit.privacy.cell_suppression.book import Mask, Numbers
from labkit.privacy.cell_suppression.solver import Problem, solved

TOLERANCE = 1e-7


def complete(
    truth: Numbers, matrix: sparse.csr_matrix, low: Numbers, *, whole: bool
) -> tuple[Numbers, sparse.csr_matrix, int]:
    """Return ``truth`` without gaps, the equations that hold in it, and how many do not.

    An equation between known numbers that does not hold (persons counted once per part, parts left out) links nothing. Unknown numbers
    get some values that fit: to an attacker all that fit are alike.
    """
    matrix = matrix.tocsr()
    holds, certain = _holds(truth, matrix)
    wrong = int((certain & ~holds).sum())
    matrix = matrix[np.flatnonzero(~certain | holds)]
    truth = _totals_first(truth.copy(), matrix)
    unknown = np.isnan(truth)
    used = np.asarray(abs(matrix).sum(axis=0)).ravel() > 0
    if (unknown & used).any():
        truth = _fitted(truth, matrix, low, whole=whole)
    truth[np.isnan(truth)] = np.where(np.isfinite(low), low, 0.0)[np.isnan(truth)]
    holds, _ = _holds(truth, matrix)
    return truth, matrix[np.flatnonzero(holds)], wrong + int((~holds).sum())


def _holds(truth: Numbers, matrix: sparse.csr_matrix) -> tuple[Mask, Mask]:
    """Tell which equations hold, and which have no unknown."""
    known = np.nan_to_num(truth)
    certain = np.asarray(abs(matrix) @ np.isnan(truth).astype(float) == 0)
    size = np.asarray(abs(matrix) @ np.abs(known))
    return np.asarray(np.abs(matrix @ known) <= TOLERANCE * np.maximum(size, TOLERANCE)), certain


def _totals_first(truth: Numbers, matrix: sparse.csr_matrix) -> Numbers:
    """Fill the numbers that follow from an equation with one unknown, until none does."""
    while True:
        gaps = np.isnan(truth)
        if not gaps.any():
            return truth
        single = np.flatnonzero(np.asarray(abs(matrix) @ gaps.astype(float)) == 1)
        if not len(single):
            return truth
        rests = matrix @ np.nan_to_num(truth)
        for row in single:
            start, end = matrix.indptr[row], matrix.indptr[row + 1]
            places, signs = matrix.indices[start:end], matrix.data[start:end]
            missing = gaps[places]
            if np.isnan(truth[places[missing]]).all():
                truth[places[missing]] = -rests[row] / signs[missing]


def _fitted(truth: Numbers, matrix: sparse.csr_matrix, low: Numbers, *, whole: bool) -> Numbers:
    """Return ``truth`` with values that fit for what is unknown; as it is where none fit."""
    unknown = np.flatnonzero(np.isnan(truth))
    part = matrix[:, unknown]
    rows = np.flatnonzero(np.diff(part.indptr))
    rest = -(matrix @ np.nan_to_num(truth))[rows]
    floor = np.where(np.isnan(low[unknown]), 0.0, low[unknown])
    problem = Problem(np.zeros(len(unknown)), part[rows], rest, floor, np.full(len(unknown), np.inf))
    found = solved(problem, whole=whole)
    if found is not None:
        truth[unknown] = np.round(found) if whole else found
    return truth
