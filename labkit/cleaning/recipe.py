"""Recipe: how a team's file is read and cleaned, so that next month's file is treated alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import pandas as pd
from pydantic import Field, SerializeAsAny

from labkit.cleaning.checks import Check
from labkit.cleaning.step import STEPS, Step
from labkit.core.engines import Engine
from labkit.core.plugs import union_of
from labkit.core.spec import Spec
from labkit.core.table import Table
from labkit.tables.read import read
from labkit.tables.sheet import ReadSpec

if TYPE_CHECKING:
    from labkit.cleaning.result import CleaningResult

    AnyStep = Step
else:
    AnyStep = Annotated[union_of(STEPS), Field(discriminator="step")]


class Recipe(Spec):
    """Reading decisions, renamed columns, steps and checks, in this order.

    >>> from labkit.cleaning.steps.trim import Trim
    >>> Recipe(steps=[Trim(columns=["里"])]).apply(pd.DataFrame({"里": ["新安里 "]})).frame["里"].tolist()
    ['新安里']
    """

    name: str = ""
    for_file: str = ""
    read: ReadSpec = Field(default_factory=ReadSpec)
    columns: dict[str, str] = Field(default_factory=dict)
    steps: tuple[SerializeAsAny[AnyStep], ...] = ()
    checks: tuple[Check, ...] = ()

    def run(self, path: str | Path, *, engine: Engine | None = None) -> CleaningResult:
        """Read the file as the recipe says, then apply it."""
        return self.apply(read(path, layout=self.read), engine=engine)

    def apply(self, table: Table | pd.DataFrame, engine: Engine | None = None, scan: Any = None) -> CleaningResult:
        """Apply the recipe to ``table``, which stays as it is; the result accounts for every row and cell.

        Raises UnknownColumn with the nearest name, StepRefused, or EmptiesTable. ``scan`` is accepted for steps that
        treat personal data differently; the steps of this version do not.
        """
        from labkit.cleaning.apply import apply_recipe  # noqa: PLC0415  (apply needs Recipe's type)

        del scan
        return apply_recipe(self, Table.of(table), engine or "duckdb")
