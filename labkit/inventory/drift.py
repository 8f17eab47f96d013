"""The same table met again with another schema: what was added, removed, renamed, moved, or means something else now."""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from labkit.core.document import Grid
from labkit.core.finding import Finding
from labkit.core.inventory import FieldEntry, InventoryEntry

ALIKE_TABLES, ALIKE_NAMES, ALIKE_VALUES, TELLING = 0.7, 0.6, 0.5, 10
FEWEST_SHARED = 2
LISTED = 10


@dataclass(frozen=True)
class Drift:
    """How the columns of ``after`` differ from those of ``before``. ``renamed`` and ``remeant`` are pairs to be confirmed."""

    before: InventoryEntry
    after: InventoryEntry
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    reordered: tuple[str, ...] = ()
    remeant: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.renamed or self.reordered or self.remeant)

    @property
    def findings(self) -> list[Finding]:
        """Return a finding for each way in which they differ."""
        place = f"{self.before.label} → {self.after.label}"
        told = {
            "added": self.added,
            "removed": self.removed,
            "renamed": tuple(f"{old}→{new}" for old, new in self.renamed),
            "reordered": self.reordered,
            "remeant": tuple(f"{name}（{how}）" for name, how in self.remeant),
        }
        return [
            Finding(f"drift_{how}", place, len(names), "warning", {"names": _listed(names)})
            for how, names in told.items()
            if names
        ]


def drift_grid(found: Sequence[Drift]) -> Grid:
    """Return the differences as a grid: a row for each pair of issues."""
    lines = [
        (
            one.before.label,
            one.after.label,
            _listed(one.added),
            _listed(one.removed),
            _listed([f"{old}→{new}" for old, new in one.renamed]),
            _listed([f"{name}（{how}）" for name, how in one.remeant]),
            len(one.reordered),
        )
        for one in found
    ]
    head = ["前一份", "後一份", "多了", "少了", "可能改名", "內容改變", "換位置的欄數"]
    return Grid.of(head, lines, caption="同一種資料表的欄位異動")


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:LISTED]) + ("…" if len(names) > LISTED else "")


def drifts(entries: Sequence[InventoryEntry]) -> tuple[Drift, ...]:
    """Return the differences between neighbouring issues of one table, oldest first; equal schemas are not listed.

    Issues of one table bear names that differ in digits alone, or share seven of ten columns' names.
    """
    found: list[Drift] = []
    for series in _series(entries):
        found += [one for before, after in pairwise(series) if (one := drift(before, after))]
    return tuple(found)


def _series(entries: Sequence[InventoryEntry]) -> list[list[InventoryEntry]]:
    groups: list[list[InventoryEntry]] = []
    for entry in sorted(entries, key=_age):
        home = next((group for group in groups if _is_again(group[-1], entry)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return groups


def _age(entry: InventoryEntry) -> tuple[str, list[int], str]:
    """Return what puts issues of a table in order: their last day, then the numbers in their names."""
    return str(entry.time_to or ""), [int(number) for number in re.findall(r"[0-9]+", entry.label)], entry.label


def _is_again(before: InventoryEntry, after: InventoryEntry) -> bool:
    """Tell whether ``after`` is another issue of the table ``before``."""
    same_name = _stem(before) == _stem(after) != ""
    if before.file == after.file and not (same_name and _block(before) == _block(after)):
        return False
    one, other = ({_plain(name) for name in entry.columns if not name.startswith("欄")} for entry in (before, after))
    shared, either = len(one & other), len(one | other)
    if same_name:
        return shared >= FEWEST_SHARED and shared >= either / 4
    return shared > FEWEST_SHARED and shared >= ALIKE_TABLES * either


def _stem(entry: InventoryEntry) -> str:
    """Return the table's name without digits and signs: what issues of one table share."""
    return re.sub(r"[\W\d_年月日]+", "", f"{PurePosixPath(entry.file).stem}{(entry.sheet or '').partition('#')[0]}")


def _block(entry: InventoryEntry) -> str:
    return (entry.sheet or "").partition("#")[2]


def _plain(name: str) -> str:
    return re.sub(r"\s|_", "", name).casefold().replace("臺", "台")


def drift(before: InventoryEntry, after: InventoryEntry) -> Drift:
    """Return how the columns of ``after`` differ from those of ``before``."""
    old, new = ({one.name: one for one in entry.fields} for entry in (before, after))
    removed = [name for name in old if name not in new]
    added = [name for name in new if name not in old]
    renamed = _renamed([old[name] for name in removed], [new[name] for name in added])
    kept = [name for name in old if name in new]
    return Drift(
        before,
        after,
        added=tuple(name for name in added if name not in {to for _, to in renamed}),
        removed=tuple(name for name in removed if name not in {name for name, _ in renamed}),
        renamed=tuple(renamed),
        reordered=_moved(kept, [name for name in new if name in old]),
        remeant=tuple((name, how) for name in kept if (how := _meaning(old[name], new[name]))),
    )


def _renamed(removed: list[FieldEntry], added: list[FieldEntry]) -> list[tuple[str, str]]:
    """Pair columns that bear similar names, or hold the same values, each at most once; the most alike first."""
    pairs = sorted(((_likeness(one, other), one.name, other.name) for one in removed for other in added), reverse=True)
    found: list[tuple[str, str]] = []
    for likeness, old, new in pairs:
        if likeness >= ALIKE_NAMES and old not in {a for a, _ in found} and new not in {b for _, b in found}:
            found.append((old, new))
    return found


def _likeness(one: FieldEntry, other: FieldEntry) -> float:
    names = difflib.SequenceMatcher(None, _plain(one.name), _plain(other.name)).ratio()
    values = _shared(one, other)
    return max(names if one.kind == other.kind else names / 2, values if values >= ALIKE_VALUES else 0)


def _shared(one: FieldEntry, other: FieldEntry) -> float:
    """Estimate which part of all values both columns hold, by their sketches (bottom-k Jaccard)."""
    if min(one.distinct, other.distinct) < TELLING:  # 是 and 否 stand in many columns
        return 0.0
    least = sorted(one.sketch | other.sketch)[: max(len(one.sketch), len(other.sketch))]
    return sum(value in one.sketch and value in other.sketch for value in least) / len(least) if least else 0.0


def _moved(before: list[str], after: list[str]) -> tuple[str, ...]:
    """Return the shared columns that are out of the common order, as few as can be."""
    place = {name: at for at, name in enumerate(after)}
    runs: list[list[str]] = []  # runs[n]: the common order of n + 1 columns that ends furthest left
    for name in before:
        at = bisect.bisect_left([place[run[-1]] for run in runs], place[name])
        runs[at : at + 1] = [[*(runs[at - 1] if at else []), name]]
    stayed = set(runs[-1]) if runs else set()
    return tuple(name for name in before if name not in stayed)


def _meaning(before: FieldEntry, after: FieldEntry) -> str:
    if "empty" in {before.kind, after.kind}:
        return ""
    if before.kind != after.kind:
        return f"{before.kind}→{after.kind}"
    changed = before.kind in {"roc_date", "date"} and before.form != after.form
    return f"{before.form}→{after.form}" if changed else ""
