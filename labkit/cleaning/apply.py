"""Run a recipe: each step by its kind, and the journal by comparing before with after."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw

from labkit.cleaning.checks import check
from labkit.cleaning.result import CleaningResult, Entry
from labkit.cleaning.step import ExpressionStep, Missing, Step, TableStep, ValueStep
from labkit.core import engines
from labkit.core.engines import ROW, Engine, Lazy
from labkit.core.errors import EmptiesTable, StepRefused, UnknownColumn
from labkit.core.finding import Finding
from labkit.core.table import Table, kind_of

if TYPE_CHECKING:
    import pyarrow as pa

    from labkit.cleaning.recipe import Recipe

NEW = "__new__"


@dataclass(frozen=True)
class _Done:
    """What one step left behind."""

    data: pa.Table
    entry: Entry
    findings: tuple[Finding, ...] = ()


def apply_recipe(recipe: Recipe, table: Table, engine: Engine) -> CleaningResult:
    """Apply ``recipe`` to ``table`` on ``engine``; see ``Recipe.apply``."""
    table.require(list(recipe.columns))
    data = _renamed(table.arrow, recipe.columns, place=table.source.label)
    before = check(table.with_rows(data), [one for one in recipe.checks if one.when == "before"])
    entries: list[Entry] = []
    findings = list(table.findings)
    left_out = Counter[str]()
    for step in recipe.steps:
        done = _run(step, data, engine, place=f"{recipe.name or table.source.label} {step.key()}")
        data = done.data
        entries.append(done.entry)
        findings += done.findings
        if lost := done.entry.rows_in - done.entry.rows_out:
            left_out[step.key()] += lost
    result = replace(table.with_rows(data), findings=tuple(findings))
    after = check(result, [one for one in recipe.checks if one.when == "after"])
    return CleaningResult(
        name=recipe.name or f"清理：{table.source.stem}",
        table=result,
        entries=tuple(entries),
        findings=tuple(findings),
        left_out=dict(left_out),
        before=before,
        after=after,
    )


def _renamed(data: pa.Table, columns: dict[str, str], *, place: str) -> pa.Table:
    names = [columns.get(name, name) for name in data.column_names]
    folded = [name.casefold() for name in names]
    twice = [name for name in names if folded.count(name.casefold()) > 1]
    if twice:
        raise StepRefused(place=place, what=f"columns 會產生兩個「{twice[0]}」欄，請改用不同的新欄名。")
    return data.rename_columns(names)


def _run(step: Step, data: pa.Table, engine: Engine, *, place: str) -> _Done:
    relation = engines.lazy(data, engine)
    schema = {name: kind_of(dtype) for name, dtype in relation.collect_schema().items() if name != ROW}
    for column in step.reads():
        if column not in schema:
            raise UnknownColumn(place=place, column=column, known=list(schema))
    step.check(schema, place=place)
    if isinstance(step, TableStep):
        return _rows(step, data, relation, schema, place)
    if isinstance(step, ValueStep):
        return _values(step, data, relation, schema, engine)
    if not isinstance(step, ExpressionStep):
        message = f"{type(step).__name__} is of no known kind of step"
        raise TypeError(message)
    made = {NEW + name: one for name, one in step.expressions(schema, engine=engine).items()}
    after = relation.with_columns(**made) if made else relation
    return _compared(step, data, after, schema)


def _rows(step: TableStep, data: pa.Table, relation: Lazy, schema: dict[str, str], place: str) -> _Done:
    after = engines.collect(step.rows(relation, schema)).select(data.column_names)
    if data.num_rows and not after.num_rows:
        raise EmptiesTable(place=place, count=f"{data.num_rows:,}")
    return _Done(after, Entry(step.key(), data.num_rows, after.num_rows, 0, 0, step.why))


def _values(step: ValueStep, data: pa.Table, relation: Lazy, schema: dict[str, str], engine: Engine) -> _Done:
    """Run the function once per distinct value and join the answers back."""
    reasons = Counter[tuple[str, str]]()
    after = relation
    for name in dict.fromkeys(step.columns):
        if schema[name] in step.takes:
            answers, why = _answers(step, relation, name)
            after = after.join(engines.lazy(answers, engine), left_on=name, right_on=f"__old__{name}", how="left")
            reasons.update({(name, reason): count for reason, count in why.items()})
    findings = tuple(
        Finding(f"made_missing_{reason}", place=name, count=count, level="warning")
        for (name, reason), count in sorted(reasons.items())
    )
    return replace(_compared(step, data, after, schema), findings=findings)


def _answers(step: ValueStep, relation: Lazy, name: str) -> tuple[pa.Table, Counter[str]]:
    import pyarrow as pa  # noqa: PLC0415

    counted = relation.filter(~nw.col(name).is_null()).group_by(name).agg(nw.len().alias("__n__"))
    groups = engines.collect(counted)
    old, cells = groups.column(name).to_pylist(), groups.column("__n__").to_pylist()
    new: list[Any] = [step.value(value) for value in old]
    reasons = Counter[str]()
    for answer, count in zip(new, cells, strict=True):
        if isinstance(answer, Missing):
            reasons[answer.reason] += count
    kind = {"date": pa.date32(), "number": pa.float64(), "same": groups.column(name).type}[step.result]
    kept = pa.array([None if isinstance(answer, Missing) else answer for answer in new], kind)
    return pa.table({f"__old__{name}": groups.column(name), NEW + name: kept}), reasons


def _compared(step: Step, data: pa.Table, after: Lazy, schema: dict[str, str]) -> _Done:
    """Count what changed by comparing each new column with the old one, then let the new one stand."""
    kinds = {name: kind_of(dtype) for name, dtype in after.collect_schema().items()}
    changed = [name.removeprefix(NEW) for name in kinds if name.startswith(NEW)]
    counts = {f"c{i}": _differs(name, schema, kinds) for i, name in enumerate(changed)}
    counts |= {f"m{i}": _emptied(name, schema) for i, name in enumerate(changed)}
    totals = (
        engines.collect(after.select(**{key: one.cast(nw.Int64).sum() for key, one in counts.items()}))
        if counts
        else None
    )
    told = {key: int(totals.column(key)[0].as_py() or 0) for key in counts} if totals is not None else {}
    columns = [name for name in data.column_names if name not in changed and name != ROW]
    order = [
        *[name for name in data.column_names if name != ROW],
        *[name for name in changed if name not in data.column_names],
    ]
    kept = after.select(*columns, **{name: nw.col(NEW + name) for name in changed}, **{ROW: nw.col(ROW)})
    result = engines.collect(kept).select([*order, ROW])
    cells, emptied = (sum(count for key, count in told.items() if key[0] == letter) for letter in "cm")
    return _Done(result, Entry(step.key(), data.num_rows, result.num_rows, cells, emptied, step.why))


def _differs(name: str, schema: dict[str, str], kinds: dict[str, str]) -> nw.Expr:
    new = nw.col(NEW + name)
    if name not in schema:
        return ~new.is_null()
    old = nw.col(name)
    both = ~old.is_null() & ~new.is_null()
    if schema[name] != kinds[NEW + name]:
        return ~old.is_null() | ~new.is_null()
    unequal = nw.when(both).then(old != new).otherwise(nw.lit(False))  # noqa: FBT003
    return unequal | (old.is_null() & ~new.is_null()) | (~old.is_null() & new.is_null())


def _emptied(name: str, schema: dict[str, str]) -> nw.Expr:
    if name not in schema:
        return nw.col(ROW).is_null()
    return ~nw.col(name).is_null() & nw.col(NEW + name).is_null()
