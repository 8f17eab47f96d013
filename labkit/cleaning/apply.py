"""Run a recipe: each step by its kind, and the journal by comparing before with after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from labkit.cleaning.checks import check
from labkit.cleaning.compared import counts_of, examples_of
from labkit.cleaning.names import check_new_names
from labkit.cleaning.result import CleaningResult, Entry
from labkit.cleaning.step import CellStep, ExpressionStep, Step, TableStep, ValueStep
from labkit.cleaning.values import NEW, WHY, Answers
from labkit.core.engines import Engine
from labkit.core.errors import EmptiesTable, LabkitError, UnknownColumn
from labkit.core.finding import Finding
from labkit.core.stores.open import store_of
from labkit.core.stores.store import Store
from labkit.core.table import Table

if TYPE_CHECKING:
    from labkit.cleaning.recipe import Recipe


@dataclass
class _Run:
    """What has been done so far."""

    store: Store
    rows: int
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[object, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class How:
    """How a recipe is run: the engine, whether a refused step stops it, examples to keep, the last step, code tables."""

    engine: Engine = "duckdb"
    continue_on_error: bool = False
    examples: int = 0
    up_to: int | None = None
    tables: Mapping[str, Table] = field(default_factory=dict)


def apply_recipe(recipe: Recipe, table: Table, how: How) -> CleaningResult:
    """Apply ``recipe`` to ``table``; see ``Recipe.apply``."""
    renamed = recipe.fitted(table)
    before = check(renamed, [one for one in recipe.checks if one.when == "before"])
    run = _Run(store_of(renamed, how.engine), len(renamed), findings=list(renamed.findings))
    for number, step in enumerate(recipe.steps[: how.up_to], 1):
        place = f"{recipe.name or table.source.label} 第 {number} 步 {step.key()}"
        try:
            _do(step.bound(how.tables, place=place), run, place=place, examples=how.examples)
        except LabkitError as error:
            if not how.continue_on_error:
                raise
            run.findings.append(Finding("step_failed", place, 1, "warning", {"why": str(error)}))
            run.entries.append(Entry(step.key(), run.rows, run.rows, 0, 0, step.why, failed=True))
    whole = replace(renamed, lazy=run.store.finished(), findings=tuple(run.findings), protection=None)
    return CleaningResult(
        name=recipe.name or f"清理：{table.source.stem}",
        table=whole,
        rows_in=len(table),
        entries=tuple(run.entries),
        findings=tuple(run.findings),
        left_out=dict(run.left_out),
        before=before,
        after=check(whole, [one for one in recipe.checks if one.when == "after"]),
        changes=tuple(run.examples),
    )


def _do(step: Step, run: _Run, *, place: str, examples: int) -> None:
    """Check the step against the columns as they are now, run it by its kind, and note what it did."""
    schema = run.store.kinds
    for column in step.reads():
        if column not in schema:
            raise UnknownColumn(place=place, column=column, known=list(schema))
    step.check(schema, place=place)
    if isinstance(step, TableStep):
        _rows(step, run, schema, place)
        return
    asked = step.model_copy(update={"confirmed": True}) if waits(step) else step
    wide = _wide(asked, run.store, schema, place)
    counts = counts_of(asked, wide, schema)
    if waits(step):
        run.findings.append(Finding("needs_confirmation", place, counts.changed, "warning"))
        run.entries.append(Entry(step.key(), run.rows, run.rows, 0, 0, step.why))
        return
    if examples:
        run.examples += examples_of(step, wide, schema, examples)
    run.findings += counts.findings
    run.entries.append(Entry(step.key(), run.rows, run.rows, counts.changed, counts.emptied, step.why))
    _stand(run, wide.settled(_after(wide.names)))


def waits(step: Step) -> bool:
    """Tell whether a step is a proposal that nobody has confirmed: it is counted and not done."""
    return getattr(step, "confirmed", True) is False


def _wide(step: Step, store: Store, schema: Mapping[str, str], place: str) -> Store:
    """Return the rows with each made column beside those that were there."""
    if isinstance(step, ValueStep):
        parts = step.parts(schema)
        made = [
            name for part in parts for name in part.makes if not (isinstance(step, CellStep) and name in part.reads)
        ]
        check_new_names(made, schema, place=place)
        answers = Answers(step, parts)
        return store.mapped(answers, answers.schema) if parts else store
    if not isinstance(step, ExpressionStep):
        message = f"{type(step).__name__} is of no known kind of step"
        raise TypeError(message)
    expressions = step.expressions(schema, engine=store.engine)
    check_new_names([name for name in expressions if name not in schema], schema, place=place)
    wanted = {NEW + name: one for name, one in expressions.items()}
    return store.with_made(wanted) if wanted else store


def _after(names: list[str]) -> dict[str, str]:
    """Return where each column of the result lies: what was made stands for what it was made of, new ones at the end."""
    made = [name.removeprefix(NEW) for name in names if name.startswith(NEW)]
    old = [name for name in names if not name.startswith((NEW, WHY))]
    kept = {name: NEW + name if name in made else name for name in old}
    return {**kept, **{name: NEW + name for name in made if name not in kept}}


def _rows(step: TableStep, run: _Run, schema: Mapping[str, str], place: str) -> None:
    store = run.store.replaced(step.rows(run.store.relation, schema))
    rows = store.sums({})["rows"]
    if run.rows and not rows:
        raise EmptiesTable(place=place, count=f"{run.rows:,}")
    run.entries.append(Entry(step.key(), run.rows, rows, 0, 0, step.why))
    if not step.reshapes and run.rows > rows:
        run.left_out[step.key()] += run.rows - rows
    run.rows = rows
    _stand(run, store)


def _stand(run: _Run, store: Store) -> None:
    """Let the new rows stand for the old ones, which are let go."""
    before, run.store = run.store, store
    before.release(store)
