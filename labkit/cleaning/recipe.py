"""Recipe: how a team's file is read and cleaned, so that next month's file is treated alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import pandas as pd
from pydantic import Field, SerializeAsAny

from labkit.cleaning.checks import Check
from labkit.cleaning.fields import ExpectedField, fitted
from labkit.cleaning.step import STEPS, Step
from labkit.core.engines import Engine, engine_named
from labkit.core.errors import SpecInvalid
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
    """Reading decisions, renamed columns, expected fields, steps and checks, in this order.

    ``columns`` maps a file's names to standard ones; a name that is absent is passed over only where its standard name is
    there already. ``fields`` are the columns, by standard name, that the recipe was made on: see ``ExpectedField``.

    >>> from labkit.cleaning.steps.trim import Trim
    >>> Recipe(steps=[Trim(columns=["里"])]).apply(pd.DataFrame({"里": ["新安里 "]})).frame["里"].tolist()
    ['新安里']
    """

    name: str = ""
    for_file: str = ""
    read: ReadSpec = Field(default_factory=ReadSpec)
    columns: dict[str, str] = Field(default_factory=dict)
    fields: dict[str, ExpectedField] = Field(default_factory=dict)
    steps: tuple[SerializeAsAny[AnyStep], ...] = ()
    checks: tuple[Check, ...] = ()

    def run(self, path: str | Path, *, columns: Mapping[str, str] | None = None, **how: Any) -> CleaningResult:
        """Read the file as the recipe says, then apply it; ``columns`` and ``how`` as in ``apply``."""
        return self.apply(read(path, layout=self.read), columns=columns, **how)

    def apply(  # noqa: PLR0913  (a public verb: keywords in, one value inside)
        self,
        table: Table | pd.DataFrame,
        engine: Engine | None = None,
        scan: Any = None,
        *,
        columns: Mapping[str, str] | None = None,
        tables: Mapping[str, Table] | None = None,
        up_to: int | str | None = None,
        continue_on_error: bool = False,
        examples: int = 0,
    ) -> CleaningResult:
        """Apply the recipe to ``table``, which stays as it is; the result accounts for every row and cell.

        ``columns`` maps this file's names in addition to the recipe's own; ``tables`` are code tables by name, for lookup. ``up_to`` stops after a step, by its number
        from 1 or its name. ``continue_on_error`` passes over a step that is refused and says so in the findings.
        ``examples`` keeps so many changed cells of each step and column in ``.examples``, which are raw data.
        ``engine`` is duckdb (also above memory), spark, or pandas, the reference. ``scan`` is accepted for steps that
        treat personal data differently; the steps of this version do not.

        Raises UnknownColumn with the nearest name, UnknownTable, FieldsChanged, StepRefused, EmptiesTable, ExpressionType,
        SpecInvalid for ``up_to``, or EngineMissing.
        """
        from labkit.cleaning.apply import How, apply_recipe  # noqa: PLC0415  (apply needs Recipe's type)

        del scan
        told = self if columns is None else self.model_copy(update={"columns": {**self.columns, **columns}})
        how = How(engine_named(engine or "duckdb"), continue_on_error, examples, self._number_of(up_to), tables or {})
        return apply_recipe(told, Table.of(table), how)

    def fitted(self, table: Table) -> Table:
        """Return ``table`` under the recipe's names; raises UnknownColumn, StepRefused or FieldsChanged."""
        return fitted(table, self.columns, self.fields)

    def _number_of(self, up_to: int | str | None) -> int | None:
        keys = [step.key() for step in self.steps]
        if up_to is None or (isinstance(up_to, int) and 0 <= up_to <= len(keys)):
            return up_to
        if keys.count(str(up_to)) != 1:
            raise SpecInvalid(
                place=self.name or "食譜",
                name=str(up_to),
                what=f"沒有步驟「{up_to}」，或不只一個（請改寫步驟的序號）。",
                known=keys,
            )
        return keys.index(str(up_to)) + 1
