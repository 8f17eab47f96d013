"""LinkPlan: what a team wants of several systems — who is in which, how they agree, what is joined, which source wins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from labkit.core.errors import StepRefused, UnknownTable
from labkit.core.result import Result
from labkit.core.spec import Spec, SpecPart
from labkit.core.table import Table
from labkit.linking.agreement import agreement
from labkit.linking.coverage import coverage
from labkit.linking.records import link_records
from labkit.linking.resolve import Rule, resolve
from labkit.linking.spec import LinkSpec

UNSAFE = re.compile(r'^\.|[\\/:*?"<>|\x00-\x1f]')


class Overview(SpecPart):
    """The systems that are counted against each other, by clean table names, and the columns that serve."""

    tables: tuple[str, ...] = Field(min_length=2)
    key: str
    area: str = ""
    month: str = ""
    fields: tuple[str, ...] = ()
    rules: dict[str, Rule] = Field(default_factory=dict)
    name: str = "一人一列"


class LinkPlan(Spec):
    """One file of ``links/``: an overview of systems, and links in order; a later one may use an earlier one's result."""

    overview: Overview | None = None
    links: tuple[LinkSpec, ...] = ()

    @model_validator(mode="after")
    def _names(self) -> Self:
        made = self.makes()
        if unsafe := [name for name in made if UNSAFE.search(name)]:
            message = f'連結的名稱不可有 / \\ : * ? " < > | 或以點開頭（第 {made.index(unsafe[0]) + 1} 個）'
            raise ValueError(message)
        if len({name.casefold() for name in made}) < len(made):
            message = "有兩個連結的名稱相同，請各取不同的 name"
            raise ValueError(message)
        return self

    def makes(self) -> list[str]:
        """Return the names of the tables that the plan makes."""
        resolved = [self.overview.name] if self.overview and self.overview.rules else []
        return [*resolved, *(spec.made for spec in self.links)]

    def needs(self) -> list[str]:
        """Return the names of the tables that the plan reads."""
        overview = self.overview.tables if self.overview else ()
        return [*overview, *(name for spec in self.links for name in (spec.left, spec.right))]

    def run(self, tables: Mapping[str, Table]) -> tuple[dict[str, Table], dict[str, Result]]:
        """Return the tables that were made, by name, and the results that may be published as counts.

        Raises UnknownTable for a name that is not among ``tables``, and what the verbs raise.
        """
        held, made, results = dict(tables), dict[str, Table](), dict[str, Result]()
        if taken := sorted(set(self.makes()) & set(tables)):
            raise StepRefused(place="links", what=f"已經有資料表「{taken[0]}」，請給連結另一個 name。")
        if self.overview:
            made, results = _overview(self.overview, held)
            held.update(made)
        for spec in self.links:
            for name in (spec.left, spec.right):
                if name not in held:
                    raise UnknownTable(place=f"links {spec.name}", name=name, known=list(held))
            found = link_records(held[spec.left], held[spec.right], spec)
            name = spec.made
            held[name] = made[name] = found.table
            results[name] = found.log
        return made, results


def _overview(told: Overview, tables: Mapping[str, Table]) -> tuple[dict[str, Table], dict[str, Result]]:
    for name in told.tables:
        if name not in tables:
            raise UnknownTable(place="links overview", name=name, known=list(tables))
    seen = {name: tables[name] for name in told.tables}
    results: dict[str, Result] = {"系統涵蓋情形": coverage(seen, told.key, area=told.area, month=told.month)}
    if told.fields:
        results["欄位一致性"] = agreement(seen, told.key, told.fields)
    if not told.rules:
        return {}, results
    resolved = resolve(seen, told.key, told.rules)
    return {told.name: resolved.table}, {**results, f"{told.name}的取值規則": resolved.log}
