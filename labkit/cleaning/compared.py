"""What a step did, found by comparing each made column with the one that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw

from labkit.cleaning.step import Step
from labkit.cleaning.values import NEW, WHY
from labkit.core.engines import ROW, collect
from labkit.core.finding import Finding
from labkit.core.stores.store import ORDER, Store

NO = nw.lit(value=False)


@dataclass(frozen=True)
class Counts:
    """Cells changed and made missing in all made columns, and a finding for each column and reason."""

    changed: int
    emptied: int
    findings: tuple[Finding, ...]


def counts_of(step: Step, wide: Store, schema: Mapping[str, str]) -> Counts:
    """Count in one query; ``wide`` carries the made columns beside the old ones."""
    made = _made(wide)
    wanted = {f"c{at}": _differs(name, schema, kind) for at, (name, kind) in enumerate(made.items())}
    wanted |= {f"m{at}": _emptied(name, schema) for at, name in enumerate(made)}
    reasons = {
        (name, reason): f"r{at}"
        for at, (name, reason) in enumerate(
            (name, reason) for name in made if WHY + name in wide.names for reason in step.reasons
        )
    }
    wanted |= {key: _is(WHY + name, reason) for (name, reason), key in reasons.items()}
    found = wide.sums(wanted)
    changed, emptied = (sum(count for key, count in found.items() if key[0] == sort) for sort in "cm")
    findings = tuple(
        Finding(
            "made_missing" if name in schema else "step_noticed",
            name,
            found[key],
            "warning",
            {"why": step.reasons[reason]},
        )
        for (name, reason), key in sorted(reasons.items())
        if found[key]
    )
    return Counts(changed, emptied, findings)


def examples_of(step: Step, wide: Store, schema: Mapping[str, str], most: int) -> list[tuple[object, ...]]:
    """Return up to ``most`` pairs of cells before and after for each column changed in place: never to be published."""
    found: list[tuple[object, ...]] = []
    for name, kind in _made(wide).items():
        if name in schema:
            chosen = wide.relation.filter(_differs(name, schema, kind)).select(*ORDER, name, NEW + name)
            rows = collect(chosen.sort(*ORDER).head(most), by=ORDER).to_pylist()
            found += [(step.key(), name, row[ROW], row[name], row[NEW + name]) for row in rows]
    return found


def _made(wide: Store) -> dict[str, str]:
    return {name.removeprefix(NEW): kind for name, kind in wide.kinds.items() if name.startswith(NEW)}


def _differs(name: str, schema: Mapping[str, str], kind: str) -> nw.Expr:
    new = nw.col(NEW + name)
    if name not in schema:
        return ~new.is_null()
    old = nw.col(name)
    if schema[name] != kind:
        return ~old.is_null() | ~new.is_null()
    unequal = nw.when(~old.is_null() & ~new.is_null()).then(old != new).otherwise(NO)
    return unequal | (old.is_null() & ~new.is_null()) | (~old.is_null() & new.is_null())


def _emptied(name: str, schema: Mapping[str, str]) -> nw.Expr:
    if name not in schema:
        return nw.col(ROW).is_null()
    return ~nw.col(name).is_null() & nw.col(NEW + name).is_null()


def _is(name: str, reason: str) -> nw.Expr:
    return nw.when(~nw.col(name).is_null()).then(nw.col(name) == nw.lit(reason)).otherwise(NO)
