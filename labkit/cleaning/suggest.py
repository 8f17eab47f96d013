"""Propose a recipe: each step with its reason and count. A proposal changes nothing until a team accepts it."""

from __future__ import annotations

import pandas as pd

from labkit.cleaning.evidence import Evidence
from labkit.cleaning.fields import ExpectedField
from labkit.cleaning.recipe import Recipe
from labkit.cleaning.step import STEPS
from labkit.core.table import Table
from labkit.tables.sheet import ReadSpec


def suggest_recipe(table: Table | pd.DataFrame) -> Recipe:
    """Return a recipe for ``table``: its reading decisions, its fields, and the steps that its cells call for.

    Every step proposes itself (``Step.propose``), in the order of ``Step.turn``; those with ``confirmed: false`` wait for a
    person and are only counted when the recipe is run.

    >>> suggest_recipe(pd.DataFrame({"日期": ["113/1/5", "113/2/1 "]})).steps[-1].key()
    'parse_date'
    """
    data = Table.of(table)
    evidence = Evidence(data)
    kinds = sorted(STEPS.values(), key=lambda kind: kind.turn)
    steps = tuple(step for kind in kinds for step in kind.propose(evidence))
    fields = {one.name: ExpectedField(kind=one.kind, form=one.form) for one in evidence.columns}
    source = data.source
    read = (
        ReadSpec(
            sheet=source.sheet, encoding=source.encoding, delimiter=source.delimiter, header_rows=source.header_rows
        )
        if source.file
        else ReadSpec()
    )
    return Recipe(name=f"{source.stem}（建議）", for_file=source.file, read=read, fields=fields, steps=steps)
