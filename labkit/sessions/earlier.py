"""What earlier sessions let out: two releases of one file are compared before the second leaves."""

from __future__ import annotations

from labkit.core.finding import Finding
from labkit.core.table import Table
from labkit.privacy.differencing import differencing
from labkit.privacy.policy import Policy
from labkit.privacy.suggest import CLASS_SIZE
from labkit.sessions.rooms import room_of
from labkit.sessions.state import load_tables
from labkit.workspace.layout import Workspace


def compared_with_earlier(ws: Workspace, nth: int, name: str, table: Table, policy: Policy) -> tuple[Finding, ...]:
    """Return what an intruder gains from the releases of ``name`` in earlier sessions beside this one.

    Only tables of the same source file, treated by another policy, tell more than they do alone.
    """
    found: dict[str, Finding] = {}
    columns = policy.anonymity.quasi_identifiers if policy.anonymity else tuple(table.columns)
    k = policy.anonymity.k if policy.anonymity else CLASS_SIZE[policy.audience]
    for earlier in range(1, nth):
        old = load_tables(room_of(ws, earlier) / "protected").get(name)
        if old is not None and _by_another_policy(old, table):
            found.update({one.code: one for one in differencing(table, old, columns, k=k)})
    return tuple(found.values())


def _by_another_policy(old: Table, new: Table) -> bool:
    return bool(old.protection and new.protection and old.protection.policy_sha256 != new.protection.policy_sha256)
