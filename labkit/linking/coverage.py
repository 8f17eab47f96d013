"""How far several systems know the same people: regions, match rates both ways, duplicates, orphans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.result import Result
from labkit.core.table import Table
from labkit.linking.comparable import moment_of
from labkit.linking.keyed import Keyed, keyed, require_somewhere

UNKNOWN = "未填"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CoverageResult(Result):
    """Who is in which systems, in counts alone."""

    counts_only: ClassVar[bool] = True
    regions: Mapping[tuple[str, ...], int]
    rates: Mapping[tuple[str, str], tuple[int, int]]
    duplicates: Mapping[str, int]
    without_key: Mapping[str, int]
    by_area: Mapping[tuple[str, str], tuple[int, int]]
    by_month: Mapping[tuple[str, str], tuple[int, int]]

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per region: systems (joined by ＋), persons."""
        return pd.DataFrame(
            [("＋".join(names), count) for names, count in self.regions.items()], columns=["systems", "persons"]
        )

    @property
    def summary(self) -> str:
        """Return how many persons there are, and how many are in all systems."""
        everywhere = self.regions.get(tuple(self.duplicates), 0)
        return (
            f"{len(self.duplicates)} 個系統共 {sum(self.regions.values()):,} 人，其中 {everywhere:,} 人每個系統都有。"
        )

    def to_document(self) -> Document:
        """Return the regions, the rates both ways, and where persons are whom one system alone knows."""
        rates = [
            (one, other, f"{both:,}／{whole:,}", f"{both / whole:.1%}" if whole else "－")
            for (one, other), (both, whole) in self.rates.items()
        ]
        faults = [(name, self.duplicates[name], self.without_key[name]) for name in self.duplicates]
        blocks: list[Text | Grid] = [
            Text(self.summary),
            Grid.of(
                ["系統", "人數"],
                [("＋".join(names), count) for names, count in self.regions.items()],
                caption="只在這些系統的人數",
            ),
            Grid.of(["來源系統", "也在這個系統", "人數", "比率"], rates, caption="雙向比對率"),
            Grid.of(["系統", "重複的鍵", "沒有鍵的列"], faults, caption="重複與缺鍵"),
        ]
        for label, told in (("地區", self.by_area), ("月份", self.by_month)):
            if told:
                lines = [(name, place, alone, whole) for (name, place), (alone, whole) in told.items()]
                blocks.append(
                    Grid.of(
                        ["系統", label, "只在這個系統", "全部"], lines, caption=f"只有一個系統知道的人（按{label}）"
                    )
                )
        return Document(self.name or "涵蓋情形", tuple(blocks))


def coverage(
    tables: Mapping[str, Table | pd.DataFrame], key: str | Sequence[str], *, area: str = "", month: str = ""
) -> CoverageResult:
    """Count the persons (distinct keys) of ``tables`` in every region: each system alone, each pair, all of them.

    Keys are compared as ``labkit.linking.comparable`` writes them; they may be pseudonyms. ``area`` and ``month`` name
    columns by which persons that no other system knows are counted, where a table has them; a person is counted in each
    area or month of his rows.

    >>> one, two = pd.DataFrame({"ID": ["a", "b"]}), pd.DataFrame({"ID": ["B", "c"]})
    >>> dict(coverage({"照管": one, "院內": two}, "ID").regions)
    {('照管',): 1, ('院內',): 1, ('照管', '院內'): 1}
    """
    sides = keyed(tables, key)
    require_somewhere(sides, [one for one in (area, month) if one])
    homes: dict[tuple[str, ...], list[str]] = {}
    for one in sides:
        for person in one.rows:
            homes.setdefault(person, []).append(one.name)
    found = Counter(tuple(names) for names in homes.values())
    order = {name: at for at, name in enumerate(tables)}
    regions = dict(sorted(found.items(), key=lambda item: (len(item[0]), [order[name] for name in item[0]])))
    rates = {
        (one.name, other.name): (len(one.rows.keys() & other.rows.keys()), len(one.rows))
        for one, other in permutations(sides, 2)
    }
    return CoverageResult(
        name="系統涵蓋情形",
        regions=regions,
        rates=rates,
        duplicates={one.name: one.duplicates for one in sides},
        without_key={one.name: one.without_key for one in sides},
        by_area=_orphans(sides, homes, area, month=False),
        by_month=_orphans(sides, homes, month, month=True),
    )


def _orphans(
    sides: Sequence[Keyed], homes: Mapping[tuple[str, ...], list[str]], column: str, *, month: bool
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return for each system and place how many persons only it knows, and how many it knows at all."""
    told: dict[tuple[str, str], tuple[int, int]] = {}
    for one in (one for one in sides if column and one.has(column)):
        alone, whole = Counter[str](), Counter[str]()
        for person, rows in one.rows.items():
            places = {_place(one, column, row, month=month) for row in rows}
            whole.update(places)
            alone.update(places if len(homes[person]) == 1 else ())
        told |= {(one.name, place): (alone[place], whole[place]) for place in sorted(whole)}
    return told


def _place(one: Keyed, column: str, row: int, *, month: bool) -> str:
    """Return a row's area, or its month; what is no day has no month."""
    if not month:
        return one.told(column)[row] or UNKNOWN
    return moment_of(one.cells[column][row])[:7] or UNKNOWN
