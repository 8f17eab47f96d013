"""Two releases of the same table laid side by side may tell more than each: what an intruder gains by comparing them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from labkit.core.engines import ROW
from labkit.core.finding import Finding
from labkit.core.table import Table
from labkit.privacy.anonymity.coded import grouped
from labkit.privacy.anonymity.demand import dense


def differencing(now: Table, earlier: Table, quasi_identifiers: Sequence[str], *, k: int) -> tuple[Finding, ...]:
    """Return findings where both releases together put somebody into a group of fewer than ``k``, or differ by few rows.

    Rows are matched by their number in the source; two tables of different sources say nothing about each other.
    """
    if not now.source.sha256 or now.source.sha256 != earlier.source.sha256:
        return ()
    new, old = now.arrow, earlier.arrow
    place = now.source.label
    return (
        *_few_rows(new, old, place, k),
        *_crossed(new, old, [name for name in quasi_identifiers if name in new.column_names], place, k),
    )


def _few_rows(new: pa.Table, old: pa.Table, place: str, k: int) -> list[Finding]:
    """Return a finding where fewer than ``k`` rows stand in one release alone: a difference of sums is about them."""
    only = np.setxor1d(new.column(ROW).to_numpy(), old.column(ROW).to_numpy())
    return [Finding("few_rows_differ", place, len(only), "warning")] if 0 < len(only) < k else []


def _crossed(new: pa.Table, old: pa.Table, names: Sequence[str], place: str, k: int) -> list[Finding]:
    """Return a finding where the crossed groups of both releases are smaller than either allows."""
    both = [name for name in names if name in old.column_names]
    _, at_new, at_old = np.intersect1d(new.column(ROW).to_numpy(), old.column(ROW).to_numpy(), return_indices=True)
    if not both or not len(at_new):
        return []
    groups, _ = grouped(new.take(pa.array(at_new)), both)
    earlier, width = grouped(old.take(pa.array(at_old)), both)
    crossed, count = dense(groups * width + earlier)
    alone = np.bincount(groups)[groups] >= k
    small = int(((np.bincount(crossed, minlength=count)[crossed] < k) & alone).sum())
    return [Finding("crossed_releases", place, small, "warning", {"k": str(k)})] if small else []
