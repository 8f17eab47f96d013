"""Rows that an analysis cannot place, each counted once under the first reason that holds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from labkit.analysis.moments import Flags


def first_reasons(reasons: Mapping[str, Flags], rows: int) -> tuple[Flags, dict[str, int]]:
    """Return which of ``rows`` rows have no reason to be left out, and how many have which first.

    >>> kept, counts = first_reasons({"no_date": np.array([True, False]), "no_time": np.array([True, False])}, 2)
    >>> kept.tolist(), counts
    ([False, True], {'no_date': 1})
    """
    kept, counts = np.ones(rows, bool), {}
    for name, holds in reasons.items():
        if first := int((kept & holds).sum()):
            counts[name] = first
        kept &= ~holds
    return kept, counts
